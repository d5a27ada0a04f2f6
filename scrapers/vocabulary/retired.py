"""What a heading or a name says is no longer sold: Legacy, V2 beside V3, 已下线."""

import re
from collections.abc import Iterable

from scrapers.vocabulary.words import comparable, remembered

_RETIRED = re.compile(
    r"\blegacy\b|no longer (?:sold|available|offered|on sale)|\bdiscontinued\b|\bretired\b|end of (?:sale|life)"
    r"|已下线|下线套餐|停售|停止(?:新购|销售)|不再(?:销售|售卖|出售)|历史(?:套餐|版本)|旧版|老版|[老旧]套餐|存量套餐"
    r"|[仅只](?:限|支持|可|能)?(?:老用户)?续[费订]|\brenewals? only\b|\bexisting (?:customers?|subscribers?|users?) only\b",
    re.I,
)
_ABOUT = re.compile(
    r"notice|migrat|transition|\bfaqs?\b|how to|迁移|过渡|公告|通知|常见问题|如何|[?？]", re.I
)
_VERSION = re.compile(
    r"(?<![\w.])V(\d)(?![\w.]) ?(?:版|套餐|plans?\b|pricing)|(?:套餐|plans?|pricing) ?\(?V(\d)(?![\w.])", re.I
)

_NUMBERED = re.compile("[Vv][0-9]")  # without one no version is named


def retired(name: str, headings: Iterable[str], current: int | None) -> bool:
    """Whether a plan's name, or a heading it stands under, says that it is no longer sold.

    `current` is the page's current version (3 of V3), None where it names none.
    """
    above = (heading for heading in headings if not _is_about(heading))
    return any(_is_over(words) or _versions(words) - {current} for words in (name, *above))


@remembered
def _is_about(heading: str) -> bool:
    return _ABOUT.search(comparable(heading)) is not None


@remembered
def _is_over(words: str) -> bool:
    return _RETIRED.search(comparable(words)) is not None


def current_version(text: str) -> int | None:
    """The version that the text of a page speaks of as the current one: the highest of several."""
    versions = _versions(text)
    return max(versions) if len(versions) > 1 else None


@remembered
def _versions(words: str) -> frozenset[int]:
    said = comparable(words)
    found = _VERSION.finditer(said) if _NUMBERED.search(said) else ()
    return frozenset(int(version[1] or version[2]) for version in found)
