"""From a tier's name to its slug: badges and marketing never reach it, so a promotion never makes a new plan."""

import re
from collections.abc import Mapping

from scrapers.offer import ONCE
from scrapers.refusals import PageChanged
from scrapers.vocabulary.lazy_pattern import lazy
from scrapers.vocabulary.words import comparable, matches, remembered, squash

_BADGES = lazy(
    r"(?:立省|立减|省|save) ?(?:[¥$]? ?[\d.,]+ ?(?:元|%)?|(?:一|两|二|三)?个?月)?|限时 ?\d* ?折?|(?<![\d.])[\d.]+ ?折|首月优惠"
    r"|高性价比|性价比之选|超大份量|超值之选|超值|极速畅用|最受欢迎|最优惠|最划算|推荐|热门|人气|新品|爆款|hot|new!|best value"
    r"|most popular|popular|recommended",
    re.I,
)
_LEFTOVERS = lazy(
    r"[(（]?\bREGION_[A-Z]+\b[)）]?|[(（](?:大陆|海外|国内|国际|(?:连续)?包?月|(?:连续)?包?季|(?:连续)?包?年|月度|季度|年度)[)）]|[(（] *已下线 *[)）]",
    re.I,
)
_TIERS: Mapping[str, str] = {
    "极速版": " highspeed ",
    **dict.fromkeys(
        ("用量包", "加油包", "加量包", "资源包", "流量包", "积分包", "增购包", "请求包", "次数包", "调用包"),
        " pack ",
    ),
    "坐席": "座席",
}
_EDITIONS: Mapping[str, str] = {
    "企业版": "enterprise",
    "政企版": "enterprise",
    "团队版": "team",
    "教育版": "education",
    "校园版": "education",
    "学生版": "student",
    "家庭版": "family",
}
_WORDS = (
    *_TIERS.items(),
    *((edition, " ") for edition in _EDITIONS),
)  # in Chinese, and what is put in their place
_ONCE = lazy(
    r"单(?:月|季|年|次)(?:购买|版)?|(?:非|不)(?:自动)?(?:续费|续订)|非连续包?[月季年]?|\bsingle (?:month|year)\b|\bwithout (?:auto-?)?renewal\b",
    re.I,
)
_FOLD = lazy(r"(\d+) ?[倍×](?:速)?")
_FILLER = lazy(r"套餐|会员|计划|\bplan\b|\bseats?\b", re.I)

_LONGEST = 24  # characters of the name of a new tier
_NEW = lazy(
    r"(?!.*\b(?:faqs?|questions?|compar\w+|features?|api|apps?|resources?|products?|solutions?|pric\w+|plans|tools?|models?|usage|limits?"
    r"|credits?|company|legal|support|help|learn|why|what|how|summary|calculator)\b)[\w.+-]+(?: [\w.+-]+){0,2}",
    re.I,
)


@remembered
def clean(name: str) -> str:
    """The name as the vendor shows it, without badges, marketing, stock marks and leftovers of enums."""
    said = _LEFTOVERS.sub(" ", comparable(name).replace("`", " "))
    return squash(_BADGES.sub(" ", said)).strip(" -·|,")


def slug(name: str, known: Mapping[str, str] | None = None) -> str:
    """The slug of a tier. `known` maps patterns of the vendor's own names to slugs and is asked first.

    An edition (企业版) stands first: a plan of another edition is another plan; so is one month without renewal (单月), which
    ends in -once. Otherwise the slug is made of the Latin letters and digits of the cleaned name, or, where it has none,
    of its transliteration. Raises PageChanged where nothing is left of the name.
    """
    tier = clean(name)
    for pattern, plan in (known or {}).items():
        if matches(pattern, tier):
            return plan
    made = _made(tier)
    if not made:
        raise PageChanged(f"no plan name in {squash(name)!r}")
    return made


@remembered
def _made(tier: str) -> str:
    """The slug of a cleaned name; empty where nothing is left of it."""
    once = _ONCE.search(tier)
    tier = re.sub(r"[(（] *[)）]", " ", _ONCE.sub(" ", tier))
    editions = [english for word, english in _EDITIONS.items() if word in tier]
    tier = _FOLD.sub(r"\1x ", tier) if "倍" in tier or "×" in tier else tier
    for word, english in () if tier.isascii() else _WORDS:
        tier = tier.replace(word, english)
    tier = _FILLER.sub(" ", tier).replace("+", " plus ")
    latin = re.sub(r"[^\x00-\x7f]+", " ", tier)
    made = _in_latin(" ".join([*editions, latin if re.search(r"[A-Za-z]", latin) else tier]))
    return made + (ONCE if once else "") if made else ""


def _in_latin(name: str) -> str:
    """A name as lower-case words of Latin letters and digits with dashes between: a word each Chinese character.

    Marks and pictures are none: anyascii has words for them too.
    """
    latin = name if name.isascii() else _transliterated(name)
    joined = re.sub(r"(?<=\d),(?=\d)", "", latin.lower())
    return re.sub(r"[^a-z0-9]+", "-", joined).strip("-")


def _transliterated(name: str) -> str:
    from anyascii import anyascii  # its tables are read for names alone that are new

    letters = (sign if sign.isascii() or sign.isalnum() else " " for sign in name)
    return "".join(sign if sign.isascii() else f"{anyascii(sign)} " for sign in letters)


def may_be_new(line: str) -> bool:
    """Whether a line may be the name of a tier never seen before: no question, no words of a menu."""
    said = clean(line)
    return (
        0 < len(said) <= _LONGEST
        and _NEW.fullmatch(said) is not None
        and re.search(r"[^\W\d_]", said) is not None
    )
