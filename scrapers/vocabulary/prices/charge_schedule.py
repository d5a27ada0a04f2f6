"""The charges a text states one after the other: the first one, the second one, and the price of all that follow."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TypeVar

from scrapers.offer import Charge
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.price_kinds import RESTORED, SECOND, SECOND_LATIN
from scrapers.vocabulary.words import comparable, squash

T = TypeVar("T")
_SHARE = re.compile(
    rf"(?:{SECOND})[^,，;；。\d]{{0,8}}?(?P<tenths>\d(?:\.\d)?|\d\d) ?折"
    rf"|\b(?:{SECOND_LATIN})[^,.;\d]{{0,20}}?(?P<percent>\d\d?) ?%(?P<off> off)?"
    rf"|(?P<less>\d\d?) ?% off (?:on |of )?(?:the )?(?:{SECOND_LATIN})",
    re.I,
)
_OVER = re.compile(
    r"为什么|为何|曾|已(?:经)?[^。]{0,40}(?:结束|下线|截止|停止)|\b(?:ended|expired|was)\b", re.I
)
_SENTENCE = re.compile(r"[。\n]|(?<!\d)\.(?!\d)")
_ONE = re.compile(r"首月|首季|首年|first (?:month|quarter|year)", re.I)
_SEVERAL = re.compile(
    r"[前首] ?(?P<months>[2-9]|[两二三四五六]) ?个?月|first (?P<latin>[2-9]|two|three|six) months", re.I
)
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "two": 2, "three": 3, "six": 6}


def charges_of(said: Mapping[str, T]) -> dict[str, T]:
    """The amounts by kind that somebody is charged: what later periods cost first, without list prices and savings.

    What one period costs without renewal is the price only where nothing else is.
    """
    charged = {kind: said[kind] for kind in ("renewal", "price", "second", "intro") if kind in said}
    return charged or ({"price": said["once"]} if "once" in said else {})


def schedule(
    said: Mapping[str, Decimal], listed: Decimal | None, text: str, period: str | None = None
) -> tuple[Decimal, tuple[Charge, ...]]:
    """What each later period costs, and the charges before it, from the amounts of a text by kind.

    A renewal beside another amount makes that one the first charge; first charges beside a list price alone go on
    at the list price, and so does a price where the text says that the list price is restored. A second charge needs
    a first one before and a price after it; as a share of the price (首次续费6折) it is computed. Raises PageChanged where the words leave it open.
    """
    first, later = said.get("intro"), said.get("renewal", said.get("price"))
    if first is None and "renewal" not in said and RESTORED.search(comparable(text)):
        first, later = later, listed
    if said.get("price") not in (None, later):
        if first not in (None, said["price"]):
            raise PageChanged(f"which is the first charge, which the price? {squash(text)[:160]!r}")
        first = said["price"]
    if later is None and first is not None:
        later = listed
    if later is None:
        raise PageChanged(f"no price of the later periods in {squash(text)[:160]!r}")
    second = said.get("second", _shared(text, later))
    if second is not None and first is None:
        raise PageChanged(f"a second charge of {second} without a first one: {squash(text)[:160]!r}")
    if second is not None and second != later and first is not None:
        return later, (Charge(first, 1), Charge(second, 1))
    if first in (None, later):
        return later, ()
    return later, (Charge(first, 1 if second is not None else _periods(text, period)),)


def _shared(text: str, price: Decimal) -> Decimal | None:
    """The second charge where it is said as a share of the price: 6折 of 40 is 24. None where none is said or it is over."""
    said = comparable(text)
    for sentence in _SENTENCE.split(said) if "折" in said or "%" in said else ():
        found = None if _OVER.search(sentence) else _SHARE.search(sentence)
        if found:
            return price * _share(found)
    return None


def _share(found: re.Match[str]) -> Decimal:
    if found["tenths"]:
        return Decimal(found["tenths"]) / (100 if len(found["tenths"]) == 2 else 10)
    off = found["less"] or (found["percent"] if found["off"] else None)
    return 1 - Decimal(off) / 100 if off else Decimal(found["percent"]) / 100


def _periods(text: str, period: str | None) -> int | None:
    """For how many periods the first charge is asked, None where the words do not say."""
    several = _SEVERAL.search(comparable(text))
    if several and period == "P1M":
        said = (several["months"] or several["latin"]).lower()
        return _NUMBERS.get(said) or int(said)
    return 1 if _ONE.search(text) and not several else None
