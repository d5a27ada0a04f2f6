"""Which of the shared readers a saved page is for, and what a source on it has to declare: tried, not guessed."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from scrapers.page import Page
from scrapers.reading.document import Cell, Document
from scrapers.reading.extract import Stated, read
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.records.json_answers import entries
from scrapers.reading.records.script_objects import script_objects
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.refusals import Refused
from scrapers.source import Source
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.prices.money import amounts

_NAME = 24  # characters of the longest name of a tier
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
_TABLE = "<table>\n<tr><th></th><th>Price</th></tr>\n<tr><td>TODO NAME</td><td>TODO PRICE</td></tr>\n</table>"
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
    return max(tried, key=lambda shape: (shape.priced, -len(shape.stated.unread)))


def _drafts(page: Page) -> Iterator[tuple[type[Source], dict[str, Any]]]:
    start = page.text.lstrip()[:1]
    if start in "{[":
        yield PlanRecords, _records(_json_objects(page))
    elif re.search(r"\.m?js(?:[?#]|$)", page.url):
        yield PlanRecords, {"form": "script"} | _records(_script_objects(page))
    else:
        yield PlanTable, {}
        yield PlanCards, {"titles": "|".join(map(_pattern, _titles(page)))}


def _tried(draft: Shape, page: Page, about: Mapping[str, Any]) -> Shape:
    source = type("Draft", (draft.reader,), {**about, **draft.declared})
    try:
        return Shape(draft.reader, draft.declared, read(source(), page))
    except Refused as refused:
        return Shape(draft.reader, draft.declared, refused=str(refused))


def _titles(page: Page) -> list[str]:
    """The short lines above prices of a period, which may be names of tiers."""
    lines, found = Document(page).lines, dict[str, None]()
    for at, line in enumerate(lines):
        name = clean(line)
        if 0 < len(name) <= _NAME and not amounts(line) and not re.search(r"[。.!?！？,，:：]", name):
            below = lines[at + 1 : at + 1 + _BELOW]
            if any(amount.period for said in below for amount in amounts(said)):
                found[name] = None
    return [name for name in found if not any(amounts(name))]


def _pattern(name: str) -> str:
    return re.escape(name).replace(r"\ ", " ")


def _json_objects(page: Page) -> list[Mapping[str, Any]]:
    return [entry.values for entry in entries(page, lambda values: bool(_roles(values)))]


def _script_objects(page: Page) -> list[Mapping[str, Any]]:
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


def stand_in(shape: Shape, page: Page) -> tuple[str, str]:
    """A page of our own with the labels and figures that were read, and the ending of its file: html or json or js."""
    if shape.reader is PlanRecords:
        return _of_records(shape, page)
    if shape.reader is PlanTable:
        return "\n".join(_tables(page)) or _TABLE, "html"
    rows = [(offer.plan_name, offer.evidence) for offer in shape.stated.offers] or [
        ("TODO NAME", "TODO PRICE")
    ]
    names = dict.fromkeys(name for name, _ in rows)
    cards = [
        f"<section><h3>{_html(name)}</h3>{''.join(f'<p>{_html(said)}</p>' for one, said in dict.fromkeys(rows) if one == name)}</section>"
        for name in names
    ]
    return "<div>\n" + "\n".join(cards) + "\n</div>", "html"


def _tables(page: Page) -> Iterator[str]:
    """The tables of plans again: names, labels and figures, under the heading they stand under."""
    reader = PlanTable()
    rows = [row for row in reader.rows(Document(page), page) if isinstance(row, PlanRow)]
    for _, group in groupby(rows, key=lambda row: (row.headings, row.beside)):
        plans = list(group)
        kept = f"{reader.prices}|{reader.uses}|{reader.cycles}"
        labels = [label for label in plans[0].record.cells if re.fullmatch(kept, label, re.I)]
        heads = "".join(f"<th>{_html(label)}</th>" for label in ("", *labels))
        lines = [
            f"<tr><td>{_html(row.name)}</td>{''.join(_cell(row.record.cells[label]) for label in labels)}</tr>"
            for row in plans
        ]
        heading = f"<h2>{_html(plans[0].headings[-1])}</h2>\n" if plans[0].headings else ""
        yield f"{heading}<table>\n<tr>{heads}</tr>\n" + "\n".join(lines) + "\n</table>"


def _cell(cell: Cell) -> str:
    struck = f" <s>{_html(cell.struck)}</s>" if cell.struck else ""
    return f"<td>{_html(cell.text)}{struck}</td>"


def _of_records(shape: Shape, page: Page) -> tuple[str, str]:
    script = shape.declared.get("form") == "script"
    objects = _script_objects(page) if script else _json_objects(page)
    keys = set(shape.declared["fields"].values())
    kept = [{key: value for key, value in one.items() if key in keys} for one in objects] or [
        {"TODO": "TODO"}
    ]
    text = json.dumps(kept, ensure_ascii=False, indent=1, default=str)
    return (f"const plans = {text};", "js") if script else (f'{{"plans": {text}}}', "json")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
