"""Money as pages write it. Every amount keeps what its words say of it; nothing is guessed.

`amounts` finds what a text states, `money` wants exactly one plain price. A number is money only beside
a currency mark, and a bare ¥ or $ stands for the currency that the source declares, or for none at all.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scrapers.refusals import PageChanged, PageInDoubt
from scrapers.vocabulary.note_marks import NUMERALS, RAISED
from scrapers.vocabulary.prices.billing import MONTHS, billed, in_full
from scrapers.vocabulary.prices.price_kinds import kind
from scrapers.vocabulary.words import comparable, matches, remembered, squash

NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?"
_BEFORE = r"(?:人民币|RMB|CNY|CN) ?¥|(?:USD|US) ?\$|人民币|RMB|CNY|USD|INR|(?<!(?-i:[A-Z]))[¥$₹]"
_AFTER = r"人民币|元|RMB|CNY|美元|USD|INR"
_MARKS = (
    ("CNY", r"人民币|(?<!美)元|RMB|CNY|CN ?¥", "¥"),
    ("USD", r"US ?\$|USD|美元", r"\$"),
    ("INR", "INR|₹", "₹"),
)
_MAY_BE_MONEY = (
    re.compile(  # in small letters; the dotless and the dotted i are an I to patterns without case
        "[¥$₹€£₩元円ı\u0307]|人民币|港币|新台币|英镑|rmb|cny|usd|inr|jpy|hkd|eur|gbp|twd|sgd|aud|cad|krw"
    )
)
_FOREIGN = re.compile(
    r"(?=[A-Z€£₩\d])(?:(?<![A-Z])(?!US\$|CN¥)[A-Z]{1,2}[$¥] ?\d|[€£₩] ?\d"
    r"|\d ?(?:€|£|JPY|HKD|EUR|GBP|TWD|SGD|AUD|CAD|KRW|日元|円|港元|港币|新台币|欧元|英镑))"
)
_DIGITS = rf"\.?[\d{NUMERALS}][\d.,{NUMERALS}]*"
_SHOWN = re.compile(  # the first lookahead, as below, skips the letters that nothing begins with
    rf"(?=[.\d{NUMERALS}¥$₹人rcuiıİ])(?:(?:{_BEFORE}) ?(?P<marked>{_DIGITS})"
    rf"|(?<![\d.,{NUMERALS}])(?P<bare>{_DIGITS})(?= ?(?:k|千|百|million|billion)? ?(?:{_AFTER})))",
    re.I,
)
_RAISED_BEHIND = re.compile(f" ?[{NUMERALS}]")
_SCALED = re.compile(r" ?(?:%|折|[千百]万|亿|million|billion)", re.I)
_TORN_OFF = re.compile(r" \d{3}(?!\d)(?= ?(?:/|元|$))")  # ¥ 1 680
_UNITS = (
    ("seat", r"座席|坐席|席位|成员|人|用户|seat|user|person|member|granted seat"),
    ("pack", r"个(?!月)|pack|bundle"),
    ("intro", r"首月|首年|首季|first month|first year"),
    ("P1M", r"1? ?个?月|months?|mo\b\.?"),
    ("P3M", r"季度?|3 ?个月|quarters?"),
    ("P1Y", r"1? ?年度?|years?|yr\b\.?"),
)
_UNIT = "|".join(f"(?:{pattern})" for _, pattern in sorted(_UNITS, key=lambda unit: unit[0] != "P3M"))
_NAMED_UNIT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS), re.I)
_PARTED = re.compile(r"/|每|\bper\b|\ba\b", re.I)
_PER = r"/ ?每|/|每|(?:\b|(?<=\d))per\b|\ba\b"
_AMOUNT = re.compile(
    rf"(?=[\d ¥$₹人rcuiıİ])(?P<before>{_BEFORE})? ?(?<![\d.])(?<!\d,)(?P<number>\d+\.\d+(?= ?万)|{NUMBER})(?![\d.,]*\d)"
    rf"(?! ?(?:%|折|k\b|千|百|亿|million|billion)) ?(?P<scale>万)? ?(?P<after>{_AFTER})?"
    rf"(?P<units>(?: ?(?:{_PER}) ?(?:{_UNIT}))*)",
    re.I,
)
_NUMERAL = re.compile(rf"[\d{NUMERALS}]")
_BEHIND = 200  # letters behind an amount that may speak of it
_MOST = 500  # amounts beside which a total is looked for
_CHARGED = re.compile(
    rf" ?(?:k|千|百|亿|million|billion)? ?(?:{_AFTER})?(?P<units> ?(?:{_PER}) ?(?:{_UNIT})(?![a-z]))?", re.I
)
_OF_USE = re.compile(rf" ?(?:{_AFTER})? ?(?:/|每|\bper\b)", re.I)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount a text states.

    `value` is for the whole `period`: "$10 per month billed annually" is 120 for P1Y. `kind` is price, list, intro (the
    first charge), second (the first renewal), renewal, once (单月, without renewal), saving, bound (from, 起, 低至, a range) or rate (¥4 / 百万 tokens);
    `period` P1M, P3M, P1Y or None;
    `currency` is sure (元, US$) or, where `bare`, what a lone ¥ or $ may stand for; `spread` says that the page
    shows a month of it, `in_full` that it is what a longer term is billed at once ($200 billed up front). From
    `start` to `end` stand the words that say all of it, in the text as it is compared.
    """

    value: Decimal
    currency: str
    bare: bool
    period: str | None
    seat: bool
    pack: bool
    kind: str
    text: str
    spread: bool = False
    in_full: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    @property
    def shown(self) -> Decimal:
        """The figure that the page shows: of a month where it is `spread`."""
        return self.value / MONTHS[self.period or "P1M"] if self.spread else self.value

    def of(self, currency: str) -> Decimal:
        """The value, if the mark can stand for the currency; raises PageChanged where it cannot."""
        if self.currency != currency:
            raise PageInDoubt(f"{self.text!r} is not {currency}")
        return self.value


@remembered
def _units(text: str) -> tuple[str | None, bool, bool, bool]:
    """The period that units name, and whether they name a seat, a pack and a first period."""
    units = [_NAMED_UNIT.fullmatch(piece.strip()) for piece in _PARTED.split(text)]
    named = [str(unit.lastgroup) for unit in units if unit]
    period = next((name for name in reversed(named) if name.startswith("P")), None)
    return period, "seat" in named, "pack" in named, "intro" in named


def _currency(match: re.Match[str]) -> tuple[str, bool]:
    """The currency of an amount's marks and whether all of them are bare; two that differ raise PageChanged."""
    stand = [it for mark in (match["before"], match["after"]) if mark for it in _stands_for(mark)]
    if len({currency for currency, _ in stand}) != 1:
        raise PageInDoubt(f"two currencies for one amount: {match[0]!r}")
    return stand[0][0], all(bare for _, bare in stand)


@remembered
def _stands_for(mark: str) -> tuple[tuple[str, bool], ...]:
    """The currencies that a mark may stand for, and whether it is bare."""
    return tuple(
        (currency, re.fullmatch(bare, mark) is not None)
        for currency, sure, bare in _MARKS
        if matches(rf".*?(?:{sure}).*|{bare}", mark)
    )


def _amount(match: re.Match[str], prefix: str, suffix: str) -> Amount:
    period, seat, pack, intro = _units(match["units"])
    currency, bare = _currency(match)
    torn = _TORN_OFF.match(match.string, match.end("number")) or (
        not match["before"]
        and re.search(r"(?<!\d)\d{1,3} $", prefix)
        and re.match(r"\d{3}\b", match["number"])
    )
    period = period or ("P1M" if "首月" in match["units"] else None)
    term, words = billed(suffix) if period in (None, "P1M") else (None, 0)
    term = term if period == "P1M" or term == "P1M" else None
    whole = in_full(suffix) if period is None and term is None else 0
    return Amount(
        value=Decimal(match["number"].replace(",", ""))
        * (10000 if match["scale"] else 1)
        * (MONTHS[term] if term else 1),
        currency=currency,
        bare=bare,
        period=term or period,
        seat=seat,
        pack=pack,
        kind="bound" if torn else kind(prefix, suffix, bool(match["before"]), intro),
        text=match[0].strip(),
        spread=term not in (None, "P1M"),
        in_full=whole > 0,
        start=match.start() + len(match[0]) - len(match[0].lstrip()),
        end=match.end() + (words if term else whole),
    )


def amounts(text: str) -> list[Amount]:
    """Every amount that stands beside a currency mark, in reading order, with what its own clause says of it.

    Raises PageChanged where two marks of one amount contradict each other (¥ 20 USD), for the marks of
    currencies we do not know (HK$ 20, 20 EUR), and for an amount that cannot be read (¥12,34, ¥1.5k/月, ¥469⁹⁰).
    """
    return list(_amounts(text))


@remembered
def _amounts(text: str) -> tuple[Amount, ...]:
    said = comparable(text)
    if not _NUMERAL.search(said) or not _MAY_BE_MONEY.search(said.lower()):
        return ()
    if _FOREIGN.search(said):
        raise PageInDoubt(f"a currency we do not know: {said[:200]!r}")
    found = [match for match in _AMOUNT.finditer(said) if match["before"] or match["after"]]
    _refuse_unread(said, {match.start("number") for match in found})
    edges = [0, *(match.start() + len(match[0].rstrip()) for match in found)]
    stated = [
        _amount(match, said[max(edge - 1, 0) : match.start()], said[match.end() : match.end() + _BEHIND])
        for match, edge in zip(found, edges, strict=False)
    ]
    return tuple(_billed_once(stated))


def _billed_once(found: list[Amount]) -> list[Amount]:
    """The amounts, a longer term's total in place of the rounded month it is shown as.

    "$17 per month, $200 billed up front" is 200 for P1Y, and so is "$200/year ($16.67/month)".
    """
    if not any(one.in_full or one.spread or MONTHS[one.period or "P1M"] > 1 for one in found):
        return found
    if len(found) > _MOST:
        raise PageChanged(f"{len(found)} amounts in one text")
    result = []
    for amount in found:
        months = [
            one for one in found if one.kind == amount.kind and one.period in ("P1M", "P1Y") and one.spread
        ]
        shown = months or [one for one in found if one.kind == amount.kind and one.period == "P1M"]
        if amount.in_full and any(_rounded(one, amount) for one in shown):
            amount = replace(amount, period="P1Y")
        result.append(amount)
    totals = [one for one in result if MONTHS[one.period or "P1M"] > 1 and not one.spread]
    kept = []
    for one in result:
        shown = [month for month in result if one in totals and _shows(month, one)]
        if not any(_shows(one, total) for total in totals):
            start = min(each.start for each in (one, *shown))
            kept.append(one if start == one.start else replace(one, start=start))
    return kept


def _shows(one: Amount, total: Amount) -> bool:
    """Whether an amount is only the month that a longer term's total is shown as."""
    if total.kind != one.kind or total.currency != one.currency:
        return False
    whole = total.period == "P1Y" and (one.spread or total.in_full)
    return (whole and _rounded(one, total)) or _share(one, total)


def _share(one: Amount, total: Amount) -> bool:
    """Whether an amount is a month's share of a total, rounded to the cent, which nobody is charged: $16.67 of $200."""
    months = MONTHS[total.period or "P1M"]
    rounded = abs(one.value * months - total.value)
    return one.period == "P1M" and 0 < rounded <= months * Decimal("0.005")


def _rounded(shown: Amount, total: Amount) -> bool:
    """Whether an amount is the month of a year's total, rounded to whole dollars or yuan."""
    if shown is total or shown.currency != total.currency or not (shown.spread or shown.period == "P1M"):
        return False
    year = shown.value if shown.period == "P1Y" else shown.value * 12
    return abs(year - total.value) < 12


def _refuse_unread(said: str, read: Container[int]) -> None:
    """Raise PageChanged where a number beside a currency mark is none that we read, and may be a price."""
    for shown in _SHOWN.finditer(said):
        digits, start, end = (
            (shown["marked"] or shown["bare"]),
            shown.start(shown.lastgroup or 0),
            shown.end(),
        )
        words = said[max(0, start - 40) : end + 20]
        if RAISED.search(digits) or RAISED.match(said, start - 1) or _RAISED_BEHIND.match(said, end):
            raise PageChanged(f"raised digits, cents or a note, beside an amount: {words!r}")
        if start not in read and _may_be_price(shown, digits):
            raise PageChanged(f"an amount that cannot be read: {words!r}")


def _may_be_price(shown: re.Match[str], digits: str) -> bool:
    """Not so: shares (5%, 5折), sums of the world (¥3 million), prices of use (¥0.0008/千 tokens)."""
    said, end = shown.string, shown.end()
    charged = _CHARGED.match(said, end)
    if charged and (charged["units"] or (charged.end() == len(said) and not said[: shown.start()].strip())):
        return True
    return not (_SCALED.match(said, end) or _OF_USE.match(said, end) or digits.startswith("0."))


def money(text: str, currency: str) -> Decimal:
    """The one price a text states, in the currency the source declares.

    Refuses, as PageChanged, texts with no amount or several, with a number that has no mark beside it,
    with a bound (from, 起, 低至), a saving, a rate, and marks of another currency.
    """
    found = amounts(text)
    if len(found) != 1 or found[0].kind in ("bound", "saving", "rate"):
        raise PageChanged(f"not one plain price: {squash(text)!r}")
    return found[0].of(currency)


def number(text: str) -> Decimal:
    """The bare number that is all of a text, for table cells and JSON strings whose unit stands elsewhere."""
    said = comparable(text)
    if not re.fullmatch(NUMBER, said):
        raise PageChanged(f"not a bare number: {squash(text)!r}")
    return Decimal(said.replace(",", ""))
