"""Which of the shared readers a saved page is for, and what a source on it has to declare: tried, not guessed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from scrapers.page import Page
from scrapers.reading.cards.card import bare_price
from scrapers.reading.document import Document, Heading
from scrapers.reading.extract import Stated, read
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.records.json_answers import entries
from scrapers.reading.records.script_objects import script_objects
from scrapers.refusals import Refused
from scrapers.source import Source
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.prices.money import amounts

_NAME = 40  # characters of the longest name of a tier
_BELOW = 4  # lines below a name in which its price stands
_ROLES: Mapping[str, str] = {  # keys that services use, and what they mean
    "title": "title|name|planName|plan_name|productName|displayName|tierName",
    "renewal": "renewAmount|renewPrice|renew_price|renew_price_tag|renewalPrice",
    "price": "price|salePrice|sale_price|amount|payAmount|currentPrice|money|monthly|monthlyPrice|priceInCents",
    "list": "originalPrice|original_price|originalAmount|listPrice|list_price|marketPrice",
    "intro": "firstOrder|firstPrice|first_price|firstMonthPrice|introPrice|discountAmount",
    "period": "period|cycle|cycleType|billingCycle|interval|priceUnit|periodUnit|subscribePeriod",
    "currency": "currency|priceCurrency|currencyCode",
}
_PERIODS = {
    "P1M": "month|monthly|1m|月|月付|包月",
    "P3M": "quarter|quarterly|3m|季",
    "P1Y": "year|yearly|annual|annually|12m|年|年付|包年",
}


@dataclass(frozen=True)
class Shape:
    """A reader, what is declared on it, and what it reads of the page so; `offers` are none where it was refused."""

    reader: type[Source]
    declared: Mapping[str, Any] = field(default_factory=dict)
    stated: Stated = field(default_factory=lambda: Stated(()))
    refused: str = ""

    @property
    def priced(self) -> int:
        return sum(offer.price is not None for offer in self.stated.offers)


def shape_of(page: Page, about: Mapping[str, Any]) -> Shape:
    """The shape that reads most prices of a page, with `about` (vendor, product, region …) declared on it as well.

    Where none reads any, the one that the page's form speaks for, with why it was refused.
    """
    drafts = [Shape(reader, declared) for reader, declared in _drafts(page)]
    tried = [_tried(draft, page, about) for draft in drafts]
    tried = [_narrowed(shape, page, about) for shape in tried]
    return max(tried, key=lambda shape: (shape.priced, -len(shape.stated.unread)))


def _drafts(page: Page) -> Iterator[tuple[type[Source], dict[str, Any]]]:
    start = page.text.lstrip()[:1]
    if start in "{[":
        yield PlanRecords, _records(json_plans(page))
    elif re.search(r"\.m?js(?:[?#]|$)", page.url):
        yield PlanRecords, {"form": "script"} | _records(script_plans(page))
    else:
        tables: list[tuple[type[Source], dict[str, Any]]] = [(PlanTable, {})]
        cards: list[tuple[type[Source], dict[str, Any]]] = [(PlanCards, _cards(page))]
        yield from [*tables, *cards] if Document(page).tables else [*cards, *tables]


def _tried(draft: Shape, page: Page, about: Mapping[str, Any]) -> Shape:
    source = type("Draft", (draft.reader,), {**about, **draft.declared})
    try:
        return Shape(draft.reader, draft.declared, read(source(), page))
    except Refused as refused:
        return Shape(draft.reader, draft.declared, refused=str(refused))


def _narrowed(shape: Shape, page: Page, about: Mapping[str, Any]) -> Shape:
    """The same with no other titles of cards than those of the plans that were read, where they read as much."""
    titles = "|".join(dict.fromkeys(_pattern(offer.plan_name) for offer in shape.stated.offers))
    if "titles" not in shape.declared or not titles:
        return shape
    fewer = _tried(Shape(shape.reader, {**shape.declared, "titles": titles}), page, about)
    return fewer if fewer.priced == shape.priced else shape


def _cards(page: Page) -> dict[str, Any]:
    """The declaration of cards: their titles, and whether their amounts have no mark ("39" above "per month")."""
    document = Document(page)
    lines, headings = document.lines, [clean(one.text) for one in document.blocks if isinstance(one, Heading)]
    marked = [
        f"${said}{below}" if bare_price(said, below) else said for said, below in pairwise([*lines, ""])
    ]
    plain = _titles(lines, headings)
    titles = "|".join(map(_pattern, plain or _titles(marked, headings)))
    return {"titles": titles} | ({"unmarked": True} if titles and not plain else {})


def _titles(lines: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The short lines above prices of a period, which may be names of tiers; headings alone where some are."""
    found = dict[str, None]()
    for at, line in enumerate(lines):
        name = clean(line)
        if 0 < len(name) <= _NAME and not amounts(line) and not re.search(r"[。.!?！？,，:：]", name):
            below = lines[at + 1 : at + 1 + _BELOW]
            if any(amount.period for said in below for amount in amounts(said)):
                found[name] = None
    names = [name for name in found if not any(amounts(name))]
    return [name for name in names if name in headings] or names


def _pattern(name: str) -> str:
    return re.escape(name).replace(r"\ ", " ")


def json_plans(page: Page) -> list[Mapping[str, Any]]:
    """The objects of a service's answer that have a title and a price."""
    return [entry.values for entry in entries(page, lambda values: bool(_roles(values)))]


def script_plans(page: Page) -> list[Mapping[str, Any]]:
    """The objects in a script that have a title and a price."""
    keys = dict.fromkeys(key for role in ("renewal", "price") for key in _ROLES[role].split("|"))
    for key in keys:
        if found := script_objects(page.text, key, lambda values: bool(_roles(values))):
            return [one.values for one in found]
    return []


def _roles(values: Mapping[str, Any]) -> dict[str, str]:
    """The keys of an object by what they seem to mean; none where it has no title or no price."""
    said = {
        role: key
        for role, keys in _ROLES.items()
        for key in reversed(keys.split("|"))
        if values.get(key) is not None
    }
    return said if "title" in said and {"price", "renewal"} & said.keys() else {}


def _records(objects: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The declaration of records such as these; empty fields where none was found."""
    if not objects:
        return {"records": ("TODO",), "fields": {"title": "TODO", "price": "TODO"}}
    fields = _roles(objects[0])
    periods = (
        {str(one[fields["period"]]) for one in objects if fields.get("period") in one}
        if "period" in fields
        else set()
    )
    meaning = {re.escape(said): _period(said) for said in sorted(periods)}
    words = {"period": meaning} if meaning else {}
    first = fields.get("price", fields.get("renewal"))
    return {
        "records": (f"{first} {fields['title']}",),
        "fields": fields,
        **({"words": words} if words else {"period": "P1M"}),
    }


def _period(said: str) -> str:
    return next((period for period, words in _PERIODS.items() if re.fullmatch(words, said, re.I)), "TODO")
