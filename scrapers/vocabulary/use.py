"""What words say of use: how much of which unit in which window."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from scrapers.offer import WINDOWS, Quota
from scrapers.refusals import PageChanged
from scrapers.vocabulary.words import comparable, remembered, squash

_UNIT = {
    "requests": r"次?(?:模型)?(?:请求|调用)|requests?|次",
    "prompts": r"(?:次 ?)?prompts?|次提问",
    "credits": r"(?:通用|(?:work ?)?专属|基础)? ?积分|credits?",
    "tokens": r"tokens?",
    "messages": r"(?:条)?消息|messages?",
}
_OF_USE = r"(?=度? ?(?:总?积分|总?额度|限额|用量|配额|上限|请求|调用|次数|tokens?|prompts?|credits?))"
_WINDOW = {
    "PT5H": r"每 ?5 ?(?:个)?小时|5 ?小时|5[- ]?hours?|5 ?h\b",
    "P7D": rf"每 ?周|/ ?周|每 ?7 ?天|7 ?天|周{_OF_USE}|^[单本一]?周度?$|weekly|week|7 ?days?",
    "P1D": rf"(?:每|/) ?(?:天|日)|日{_OF_USE}|daily|(?<!\d )(?<!\d-)(?<!\d)day",
    "P1M": rf"每 ?(?:订阅)?月|每个月|/ ?月|月度|月{_OF_USE}|monthly|month|30[- ]?days?",
}
_SCALE = {
    "亿": Decimal(10) ** 8,
    "万": Decimal(10) ** 4,
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "M": Decimal(10) ** 6,
    "": Decimal(1),
}
_COUNT = re.compile(
    r"(?<!\d)(?P<number>\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d++(?:\.\d++)?) ?(?P<scale>(?:[万亿]|million|billion|(?-i:M)\b)?) ?(?:"
    + "|".join(
        f"(?P<{unit}>{pattern})"
        for unit, pattern in sorted(_UNIT.items(), key=lambda item: item[0] != "prompts")
    )
    + ")",
    re.I,
)
_WINDOWS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _WINDOW.items()), re.I)


_ASIDE = re.compile(r"\([^()]*\)")
_FORMULA = re.compile(r"\([^()]*(?:[=×]|倍|\btimes\b)[^()]*\)", re.I)
_BARE = re.compile(r"[\d,]+(?:\.\d+)? ?(?:[万亿M]|million|billion)?")


@remembered
def window(text: str) -> str | None:
    """The first window the words name (每 5 小时 is PT5H), None where they name none.

    What stands in brackets speaks only where nothing outside them does; a formula (= 5h × 5) never does.
    """
    said = comparable(text)
    found = _WINDOWS.search(_ASIDE.sub(" ", said).strip()) or _WINDOWS.search(_FORMULA.sub(" ", said).strip())
    return found.lastgroup if found else None


def united(text: str, label: str) -> str:
    """The text of a cell; a bare number with the unit that its label names beside a window (5 小时积分).

    Raises PageChanged for a bare number of such a label that names no unit.
    """
    if not _BARE.fullmatch(comparable(text)) or window(label) is None:
        return text
    said = _ASIDE.sub(" ", comparable(label))
    units = [unit for unit, pattern in _UNIT.items() if re.search(pattern, said, re.I)]
    if not units:
        raise PageChanged(f"a number of use without its unit: {squash(label)!r} {squash(text)!r}")
    return f"{text} {units[0]}"


def settled(found: Iterable[Quota]) -> tuple[Quota, ...]:
    """Quotas from the shortest window to the longest, each once.

    Raises PageChanged where two amounts of one unit are said for one window.
    """
    known: dict[tuple[str, str], Quota] = {}
    for quota in found:
        if known.setdefault((quota.unit, quota.window), quota) != quota:
            raise PageChanged(f"two amounts of {quota.unit} for one window, {quota.window}")
    return tuple(sorted(known.values(), key=lambda quota: (WINDOWS.index(quota.window), quota.unit)))


def counts(text: str) -> Iterator[tuple[Decimal, str]]:
    """Every amount with a unit of use in the text: 最多约 80 次 prompts is (80, "prompts")."""
    for found in _COUNT.finditer(comparable(text)):
        number = (
            Decimal(found["number"].replace(",", ""))
            * _SCALE[found["scale"] if found["scale"] == "M" else found["scale"].lower()]
        )
        yield number, found.lastgroup or ""


def quota(text: str, label: str = "") -> Quota | None:
    """The one quota a cell states, its window from the cell or else from its label; None where it states none.

    Raises PageChanged where the text states two amounts, or an amount without any window.
    """
    found = list(counts(text))
    if not found:
        return None
    if len(found) > 1:
        raise PageChanged(f"two quotas in one cell: {squash(text)!r}")
    span = window(text) or window(label)
    if span is None:
        raise PageChanged(f"a quota without a window: {squash(label)!r} {squash(text)!r}")
    return Quota(amount=found[0][0], unit=found[0][1], window=span)


def quotas(text: str, label: str = "") -> tuple[Quota, ...]:
    """Every quota a cell states, in reading order: one as `quota` reads it, several each with its own window.

    Raises PageChanged where amounts and windows do not pair up (each window before its amount, or each after).
    """
    said = comparable(text)
    amounts = list(zip(_COUNT.finditer(said), counts(said), strict=True))
    if len(amounts) < 2:
        only = quota(text, label)
        return (only,) if only else ()
    windows = list(_WINDOWS.finditer(said))
    starts = [
        match.start() for pair in zip(windows, amounts, strict=False) for match in (pair[0], pair[1][0])
    ]
    behind = [
        match.start() for pair in zip(amounts, windows, strict=False) for match in (pair[0][0], pair[1])
    ]
    if len(windows) != len(amounts) or (starts != sorted(starts) and behind != sorted(behind)):
        raise PageChanged(f"amounts and windows that do not pair up: {squash(text)!r}")
    return tuple(
        Quota(amount=amount, unit=unit, window=match.lastgroup or "")
        for match, (_, (amount, unit)) in zip(windows, amounts, strict=True)
    )
