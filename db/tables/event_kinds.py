"""The kinds of event: what each is called, whether it is news of a plan, and who tells it. Nowhere else is one named."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Teller = Literal["vendor", "tracker"]


class UnknownKind(ValueError):
    """A kind of event that is not in the vocabulary."""


@dataclass(frozen=True)
class Kind:
    """A kind of event.

    `teller` is who tells it: the vendor, by what it sells, or this tracker, of its own looking and correcting.
    `news` is whether a reader who asks what changed is told; an event of any kind can be a correction of ours.
    """

    key: str
    en: str
    zh: str
    teller: Teller = "vendor"
    news: bool = True

    def name(self, lang: str) -> str:
        """What it is called in a language."""
        return self.zh if lang == "zh" else self.en


KINDS = {
    kind.key: kind
    for kind in (
        Kind("price_changed", "price change", "价格变动"),
        Kind("list_price_changed", "list price change", "划线价变动"),
        Kind("intro_started", "intro price started", "首购优惠上线"),
        Kind("intro_changed", "intro price changed", "首购优惠调整"),
        Kind("intro_ended", "intro price ended", "首购优惠结束"),
        Kind("terms_changed", "renewal terms change", "续费条件变动"),
        Kind("plan_added", "new plan", "新套餐"),
        Kind("plan_gone", "plan removed", "套餐下架"),
        Kind("availability_changed", "availability", "销售状态"),
        Kind("quota_changed", "quota change", "额度调整"),
        Kind("models_changed", "models change", "模型调整"),
        Kind("renamed", "renamed", "更名"),
        Kind("first_seen", "first seen", "首次发现", teller="tracker", news=False),
        Kind(
            "page_discovered",
            "new page, not yet read",
            "发现新页面（暂未接入）",
            teller="tracker",
            news=False,
        ),
        Kind("state_added", "missed then, added now", "补记", teller="tracker"),
        Kind("state_withdrawn", "withdrawn", "撤回", teller="tracker"),
        Kind("end_corrected", "end corrected", "结束时间更正", teller="tracker"),
    )
}


def kind(key: str) -> Kind:
    """The kind with this key; raises UnknownKind for a word that is not in the vocabulary."""
    try:
        return KINDS[key]
    except KeyError:
        raise UnknownKind(f"no kind of event is called {key!r}; known are {', '.join(KINDS)}") from None


def news() -> list[str]:
    """The keys of the kinds that are news."""
    return [one.key for one in KINDS.values() if one.news]


def listed(keys: Iterable[str]) -> str:
    """Keys as SQL takes them in: 'price_changed', 'renamed'."""
    return ", ".join(f"'{kind(key).key}'" for key in keys)
