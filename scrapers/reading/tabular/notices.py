"""What the sentences around a table say: a tier that is no longer sold, limited places, a first-month price."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from itertools import chain

from scrapers.offer import ONCE, Offer
from scrapers.reading.document import Document, Text
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, each
from scrapers.vocabulary.dates import dates
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.prices.charge_schedule import schedule
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.words import comparable, squash

_TIER = r"(?P<tier>(?<![A-Za-z])(?!(?:coding|token)\b)[A-Z][a-z]+)(?: ?(?:基础|高级|标准)?(?:套餐|版本|版)| plans?| tier)"
_STOP = r"停止(?:新购|销售)|停售|no longer (?:available|sold|offered)|(?:stops?|stopped|discontinued) (?:for )?(?:new )?(?:sales|purchases|subscriptions)|discontinued"
_STOPPED = re.compile(
    rf"(?P<name>{_TIER})(?P<when>[^。;；?？!]{{0,90}}?)(?:{_STOP})[^。;；?？,，]{{0,60}}", re.I
)
_NOT_YET = re.compile(r"为什么|为何|是否|将|\bwhy\b|\bwill\b", re.I)
_ENDED = re.compile(
    r"已(?:经)?(?:于[^。,，;；]{1,40})?(?:结束|下线|截止|停止)|曾|\b(?:ended|expired|over)\b", re.I
)
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d{3})|[;。]")
_LATER = re.compile(r"售罄(?:后|即止|为止)[^,，。]*")
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Stop:
    """A tier that is no longer sold to new customers, in the page's own words."""

    plan: str
    plan_name: str
    evidence: str


def noticed(
    source: Source, document: Document, stated: Sequence[Offer | Unread], read_at: datetime | None
) -> Iterator[Offer | Unread]:
    """What the tables of a page state, with what its sentences say of it; a tier that only they name is no longer sold.

    `read_at` is when the page was fetched: what is announced for a day after it has not happened.
    """
    over = {stop.plan: stop for stop in stopped(source, document, read_at)}
    stock = limited(document)
    offers = [
        replace(offer, availability="Discontinued" if offer.plan in over else offer.availability or stock)
        for offer in stated
        if isinstance(offer, Offer)
    ]
    yield from (one for one in stated if isinstance(one, Unread))
    yield from introduced(document, offers, str(source.currency))
    for plan in over.keys() - {offer.plan for offer in offers}:
        stop = over[plan]
        yield source.offer(stop.plan_name, None, stop.evidence, plan=plan, availability="Discontinued")


def stopped(source: Source, document: Document, read_at: datetime | None) -> list[Stop]:
    """The tiers whose sale the page says has stopped; one announced for a day after `read_at` has not."""
    found: dict[str, Stop] = {}
    for line in document.lines:
        for match in chain(_STOPPED.finditer(line), _STOPPED.finditer(comparable(line))):
            on = dates(match["when"])
            if read_at and on and on[0] > read_at.astimezone(_BEIJING).date():
                continue
            if _NOT_YET.search(match["when"]) and not (read_at and on):
                continue
            plan = source.plan(match["tier"])
            found.setdefault(plan, Stop(plan, clean(match["name"]), squash(match[0])))
    return list(found.values())


def limited(document: Document) -> str | None:
    """The stock that the bullet 限量抢购 states for the plans on sale, None where there is no such bullet."""
    for block in document.blocks:
        said = _LATER.sub("", comparable(block.text)) if isinstance(block, Text) else ""
        if re.match(r"限量抢购|limited(?:-| )(?:quantity|stock|availability|time purchase)", said, re.I):
            return None if _ENDED.search(said) else availability(said)
    return None


def introduced(document: Document, offers: Sequence[Offer], currency: str) -> Iterator[Offer | Unread]:
    """The offers with the first-month price that a bullet states, for the plan it names or the only one on sale.

    Unread is a bullet of which it is open whose first month it is, and a plan of which two bullets disagree.
    """
    on_sale = [
        offer
        for offer in offers
        if offer.price and offer.availability != "Discontinued" and not offer.plan.endswith(ONCE)
    ]
    texts = [block.text for block in document.blocks if isinstance(block, Text)]
    bullets = list(each(texts, lambda text: _firsts(text, on_sale, currency), lambda text: (text[:40], text)))
    yield from (bullet for bullet in bullets if isinstance(bullet, Unread))
    firsts = [bullet for bullet in bullets if not isinstance(bullet, Unread)]
    yield from each(
        offers, lambda offer: [_introduced(offer, firsts)], lambda offer: (offer.plan_name, offer.evidence)
    )


def _firsts(text: str, on_sale: Sequence[Offer], currency: str) -> Iterator[tuple[str, Decimal, str]]:
    """Each first-month price that a bullet states: whose it is (an offer id), the amount, the bullet."""
    for clause in [] if _ENDED.search(text) else _CLAUSE.split(comparable(text)):
        for amount in [amount for amount in amounts(clause) if amount.kind == "intro"]:
            named = _named(clause, on_sale)
            if not named and re.search(_TIER, clause):
                continue  # of a tier that is not sold here
            whose = named or on_sale
            if len(whose) != 1:
                raise PageChanged(f"whose first month is {squash(clause)!r}?")
            yield whose[0].id, amount.of(currency), text


def _named(clause: str, offers: Sequence[Offer]) -> list[Offer]:
    """The offers by the month whose plan a clause names: Pro+ does not name Pro."""
    monthly = [offer for offer in offers if offer.period == "P1M"] or list(offers)
    return [
        offer
        for offer in monthly
        if any(
            re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z+])", clause, re.I)
            for name in (offer.plan, comparable(offer.plan_name))
        )
    ]


def _introduced(offer: Offer, firsts: Sequence[tuple[str, Decimal, str]]) -> Offer:
    for whose, first, text in firsts:
        offer = _with(offer, first, text) if whose == offer.id else offer
    return offer


def _with(offer: Offer, first: Decimal, text: str) -> Offer:
    if offer.intro_price not in (None, first):
        raise PageChanged(f"two first-month prices of {offer.plan}: {offer.intro_price} and {first}")
    ends = re.search(r"(?:截至|截止|有效期|until|by)[^。]{0,30}", comparable(text), re.I)
    until = dates(ends[0]) if ends else []
    told = _told(text, first)
    stated = {
        amount.kind: amount.of(str(offer.currency)) for amount in amounts(told) if amount.kind == "second"
    }
    _, charges = schedule({**stated, "intro": first, "price": offer.price or first}, None, told, offer.period)
    return replace(offer, charges=charges, intro_until=until[-1] if until else None)


def _told(text: str, first: Decimal) -> str:
    """The clauses of a bullet from a first-month price to the next one: what they say is of the same plan."""
    clauses = _CLAUSE.split(comparable(text))
    firsts = [[amount.value for amount in amounts(clause) if amount.kind == "intro"] for clause in clauses]
    begin = next(at for at, values in enumerate(firsts) if first in values)
    end = next((at for at in range(begin + 1, len(clauses)) if firsts[at]), len(clauses))
    return ", ".join(clauses[begin:end])
