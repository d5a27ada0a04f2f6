"""Money as pages write it. Every amount keeps what its words say of it; nothing is guessed.

`amounts` finds what a text states, `money` wants exactly one plain price. A number is money only beside
a currency mark, and a bare ¥ or $ stands for the currency that the source declares, or for none at all.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from scrapers.refused import PageChanged
from scrapers.words import norm, squash

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE = r"人民币|RMB|CNY|CN¥|US\$|USD|¥|\$"
_AFTER = r"人民币|元|RMB|CNY|美元|USD"
_SURE = {
    **dict.fromkeys(("人民币", "元", "RMB", "CNY", "CN¥"), "CNY"),
    **dict.fromkeys(("US$", "USD", "美元"), "USD"),
}
_BARE = {"¥": "CNY", "$": "USD"}
_UNITS = (
    ("seat", r"座席|坐席|席位|人|用户|seat|user|person|member|granted seat"),
    ("pack", r"个(?!月)|pack|bundle"),
    ("intro", r"首月|首年|首季|first month|first year"),
    ("P1M", r"1? ?个?月|months?|mo\b"),
    ("P3M", r"季度?|3 ?个月|quarters?"),
    ("P1Y", r"1? ?年度?|years?|yr\b"),
)
_UNIT = "|".join(f"(?:{pattern})" for _, pattern in sorted(_UNITS, key=lambda unit: unit[0] != "P3M"))
_AMOUNT = re.compile(
    rf"(?P<before>{_BEFORE})? ?(?<![\d.,])(?P<number>{_NUMBER})(?![\d,]*\d) ?(?P<scale>[万])? ?(?P<after>{_AFTER})?"
    rf"(?P<units>(?: ?(?:/|每|per\b|a\b) ?(?:{_UNIT}))*)",
    re.I,
)
_KINDS = (
    ("saving", r"立省|立减|节省|减免?|省|saves?|off|discount of"),
    (
        "bound",
        r"低至|仅需|最低|最高|只需|不到|from|starting (?:at|from)|start at|as low as|up to|at just|only",
    ),
    ("renewal", r"续费|续订|续购|次月|下个?(?:月|季|年)度?续费|renew(?:s|al)?(?: at)?|then"),
    (
        "list",
        r"原价|划线价|标价|市场价|日常价|list(?: price)?|was|originally|original(?: price)?|regular(?:ly)?",
    ),
    (
        "intro",
        r"首月|首购|首次|首单|首年|首季|首期|新客|新人|新用户|first (?:month|purchase|year|term)|new (?:users?|customers?)",
    ),
    ("price", r"限时|现价|特惠价?|优惠价|活动价|now|limited[- ]time|价格|定价|price"),
)
_PREFIX = re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in _KINDS), re.I)
_SUFFIX = re.compile(
    r"^ ?(?:(?P<bound>\(?(?:起|以上|及以上|and up)|\+)|(?P<saving>立减|off\b|折)"
    r"|\((?:(?P<renewal>续费|续订|续购|renew)|(?P<list>原价|list price)|(?P<intro>首月|首购|首次|first month)))",
    re.I,
)
_CLAUSE = re.compile(r"[,，;；。!！?？|\n]|(?<!\d)\.(?!\d)|\. ")


@dataclass(frozen=True)
class Amount:
    """One amount a text states.

    `kind` is price, list, intro, renewal, saving or bound (from, 起, 低至); `period` P1M, P3M, P1Y or None;
    `currency` is sure (元, US$) or, where `bare`, what a lone ¥ or $ may stand for.
    """

    value: Decimal
    currency: str
    bare: bool
    period: str | None
    seat: bool
    pack: bool
    kind: str
    text: str

    def of(self, currency: str) -> Decimal:
        """The value, if the mark can stand for the currency; raises PageChanged where it cannot."""
        if self.currency != currency:
            raise PageChanged(f"{self.text!r} is not {currency}")
        return self.value


def _units(text: str) -> tuple[str | None, bool, bool, bool]:
    period, named = None, set()
    for piece in re.split(r"/|每|\bper\b|\ba\b", text, flags=re.I):
        for name, pattern in _UNITS:
            if piece.strip() and re.fullmatch(pattern, piece.strip(), re.I):
                named.add(name)
                period = name if name.startswith("P") else period
                break
    return period, "seat" in named, "pack" in named, "intro" in named


def _kind(prefix: str, suffix: str, intro_unit: bool) -> str:
    after = _SUFFIX.match(suffix)
    if after:
        return str(after.lastgroup)
    if intro_unit:
        return "intro"
    kinds = [str(word.lastgroup) for word in _PREFIX.finditer(prefix)]
    if "bound" in kinds:
        return "bound"
    telling = [kind for kind in kinds if kind != "price"]
    return telling[-1] if telling else "price"


def amounts(text: str) -> list[Amount]:
    """Every amount that stands beside a currency mark, in reading order, with what its own clause says of it.

    Raises PageChanged where two marks of one amount contradict each other (¥ 20 USD).
    """
    said = norm(text)
    found = [match for match in _AMOUNT.finditer(said) if match["before"] or match["after"]]
    result, start = [], 0
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(said)
        prefix = _CLAUSE.split(said[start : match.start()])[-1]
        marks = [mark.upper() for mark in (match["before"], match["after"]) if mark]
        sure = {_SURE[mark] for mark in marks if mark in _SURE} or {
            _BARE[mark] for mark in marks if mark in _BARE
        }
        if len(sure | {_BARE[mark] for mark in marks if mark in _BARE}) != 1:
            raise PageChanged(f"two currencies for one amount: {match[0]!r}")
        period, seat, pack, intro = _units(match["units"])
        result.append(
            Amount(
                value=Decimal(match["number"].replace(",", "")) * (10000 if match["scale"] else 1),
                currency=sure.pop(),
                bare=not any(mark in _SURE for mark in marks),
                period=period or ("P1M" if "首月" in match["units"] else None),
                seat=seat,
                pack=pack,
                kind=_kind(prefix, said[match.end() : end], intro),
                text=match[0].strip(),
            )
        )
        start = match.end()
    return result


def priced(text: str) -> dict[str, Amount]:
    """The amounts of a text by kind; raises PageChanged where one kind has two different amounts."""
    result: dict[str, Amount] = {}
    for amount in amounts(text):
        known = result.setdefault(amount.kind, amount)
        if known.value != amount.value:
            raise PageChanged(f"two amounts for one {amount.kind}: {squash(text)!r}")
    return result


def money(text: str, currency: str) -> Decimal:
    """The one price a text states, in the currency the source declares.

    Refuses, as PageChanged, texts with no amount or several, with a number that has no mark beside it,
    with a bound (from, 起, 低至), a saving, and marks of another currency.
    """
    found = amounts(text)
    if len(found) != 1 or found[0].kind in ("bound", "saving"):
        raise PageChanged(f"not one plain price: {squash(text)!r}")
    return found[0].of(currency)


def number(text: str) -> Decimal:
    """The bare number that is all of a text, for table cells and JSON strings whose unit stands elsewhere."""
    said = norm(text)
    if not re.fullmatch(_NUMBER, said):
        raise PageChanged(f"not a bare number: {squash(text)!r}")
    return Decimal(said.replace(",", ""))
