"""Plans as records, in a JSON answer or in objects of a script: a source declares which records, and what their keys mean."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from scrapers.offer import ONCE, Offer, Quota
from scrapers.page import Page
from scrapers.reading.records.json_objects import JsonObject, entries, known, own
from scrapers.reading.records.record_amounts import (
    AMOUNTS,
    Unit,
    amounts_of,
    first_paid,
    joined,
    stated_paths,
    without_twins,
)
from scrapers.reading.records.script_objects import script_objects
from scrapers.refusals import NotAPricePage, PageChanged, PageInDoubt
from scrapers.source import Source
from scrapers.unread import Unread, apart, each
from scrapers.vocabulary.billing import MONTHS
from scrapers.vocabulary.price_terms import Terms, stated
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.use import quotas, settled
from scrapers.vocabulary.words import squash

_WORDS = ("product", "region", "currency", "period", "mode", "type", "stock")
_ONCE = "once"  # our word for a mode of buying without renewal
_ROLES = {*AMOUNTS, *_WORDS, "title", "months", "visible", "version", "list_shown", "quotas", "models"}


class PlanRecords(Source):
    """A source whose plans are records, one or several offers each.

    `fields` says under which path a record states what, by role; a path is keys joined with dots, several with blanks
    between them are read as one text, of several with bars the first that is stated. What is absent or null is not stated; a value of a wrong kind costs its record. Roles:

    - title; product, region, currency, period, mode (renewing or once), type and stock: words that `words` gives a meaning
    - price; renewal, what later periods cost; intro, what is charged first, or now; second; list, and the flag list_shown
    - months, a number that must be the period's; visible, a flag; version, of which the highest is on sale
    - quotas and models, lists of texts
    """

    fields: ClassVar[Mapping[str, str]]
    records: ClassVar[tuple[str, ...]]  # a record is an object with all keys of one of these: ("sku price",)
    script: ClassVar[bool] = False  # records are objects of a script, found by the first key of `records`
    status: ClassVar[tuple[str, str]] = ("", "")  # paths of an answer's code and of its message
    fine: ClassVar[tuple[str, ...]] = ("0", "200")  # codes of an answer that succeeded
    refusals: ClassVar[Mapping[str, str]] = {}  # codes of others, and what kind of page that is
    words: ClassVar[Mapping[str, Mapping[str, str | None]]] = {}  # by role: patterns of its words and ours
    within: ClassVar[str | None] = None  # the list in a record of which each object is a way to buy
    terms: ClassVar[Mapping[str, Mapping[str, str]]] = {}  # by period: paths of what differs by it
    period: ClassVar[str | None] = None  # declared, where records name none
    minor: ClassVar[bool] = False  # amounts are whole fen or cents
    monthly: ClassVar[bool] = False  # amounts are a month's of the period
    slogans: ClassVar[str] = r"(?!)"  # words in place of an amount that state none
    required: ClassVar[tuple[str, ...]] = ()  # amounts that each record must state
    intro_periods: ClassVar[int | None] = None  # what the page says of how long the first charge is asked
    free: ClassVar[str] = r"free"  # slugs of plans that may cost nothing
    flags: ClassVar[Mapping[str, str | None]] = {}  # the first that is true says the stock
    use: ClassVar[Mapping[str, tuple[str, str]]] = {}  # numbers of use, with unit and window
    evidence: ClassVar[tuple[str, ...]] = ("title", *AMOUNTS)  # roles whose words are quoted

    def __init_subclass__(cls) -> None:
        unknown = {*getattr(cls, "fields", {}), *cls.words} - _ROLES
        if unknown:
            raise TypeError(f"{cls.__name__} declares unknown roles: {', '.join(sorted(unknown))}")

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        found = self.found(page)
        return each(self.on_sale(found), self.sold, lambda record: record.quoted(self.fields["title"]))

    def found(self, page: Page) -> list[JsonObject]:
        """All records of a page; raises NotAPricePage where it has none, or where its status says that it answers nothing."""
        if self.script:
            found = own(script_objects(page.text, self.records[0].split()[0], self.is_record), page)
        else:
            found = entries(page, self.is_record)
            self._refuse_status(page.json())
        if not found:
            raise NotAPricePage("no record of a plan")
        return found

    def _refuse_status(self, answer: object) -> None:
        code, message = self.status
        said = JsonObject(answer if isinstance(answer, Mapping) else {})
        status = said.maybe(code) if code else None
        if status not in (None, *self.fine):
            raise NotAPricePage(
                f"the service answers {status}: {said.maybe(message)}",
                self.refusals.get(str(status), "nothing"),
            )

    def is_record(self, values: Mapping[str, Any]) -> bool:
        return any(all(key in values for key in keys.split()) for keys in self.records)

    def on_sale(self, found: Sequence[JsonObject]) -> list[JsonObject]:
        """The records of the highest version that are shown; of those bought once only what costs something else."""
        if "version" in self.fields:
            latest = max(map(self.version, found))
            found = [record for record in found if self.version(record) == latest]
        hidden = self.fields.get("visible", "")
        shown = [record for record in found if record.values.get(hidden) is not False]
        if "mode" not in self.fields:
            return shown
        term = self.fields["title"], self.fields.get("period", "")
        return without_twins(
            shown,
            once=lambda record: self.words["mode"].get(str(record.values.get(self.fields["mode"]))) == _ONCE,
            term=lambda record: (
                record.above,
                *(str(record.values.get(key)) for path in term for key in path.split()),
            ),
            paid=lambda record: first_paid(record, self.fields, self._unit(self.currency)),
        )

    def version(self, record: JsonObject) -> int:
        """The number of a record's version: 3 of V3."""
        said = record.one(self.fields["version"])
        number = re.fullmatch(r"[Vv]?(\d{1,9})", said)
        if not number:
            raise PageChanged(f"unknown {self.fields['version']} {said!r}")
        return int(number[1])

    def sold(self, record: JsonObject) -> Iterator[Offer | Unread]:
        """The offers of one record: one for each way to buy it and each period, or one of facts alone."""
        if self.left_out(record):
            return
        title = self.title(record)
        used, unread = apart(lambda: self.quotas(record), record.quoted(self.fields["title"]))
        for way in record.many(self.within) if self.within and record.at(self.within) else [JsonObject({})]:
            yield from self._ways(replace(record, values={**record.values, **way.values}), title, used)
        yield from unread

    def left_out(self, record: JsonObject) -> bool:
        """Whether a record is hidden, or of a type that is no plan."""
        self.word(record, "mode")
        hidden = "visible" in self.fields and record.flag(self.fields["visible"]) is False
        typed = "type" in self.fields and joined(record, self.fields["type"]) is not None
        return hidden or (typed and self.word(record, "type") is None)

    def _ways(self, record: JsonObject, title: str, used: tuple[Quota, ...]) -> Iterator[Offer]:
        plan, period = self.plan_of(record, title), self.period_of(record, title)
        differing: Mapping[Any, Mapping[str, str]] = self.terms or {period: {}}
        paths = {term: {**self.fields_of(record), **fields} for term, fields in differing.items()}
        ways = [(self.terms_of(record, fields, term, plan), fields) for term, fields in paths.items()]
        for terms, fields in [way for way in ways if way[0]] or [(None, dict(self.fields))]:
            yield self.offer(
                title,
                terms,
                self._quote(record, fields),
                plan=plan + (ONCE if record.alone else ""),
                product=self.product_of(record, title),
                region=self.region_of(record),
                period=period,
                currency=self.currency_of(record),
                availability=self.stock(record),
                quotas=used,
                models=record.texts(fields["models"]) if "models" in fields else (),
            )

    def terms_of(
        self, record: JsonObject, fields: Mapping[str, str], period: str | None, plan: str
    ) -> Terms | None:
        """The terms that a record states at these paths; None where it states no amount."""
        if "list_shown" in fields and record.flag(fields["list_shown"]) is False:
            fields = {role: path for role, path in fields.items() if role != "list"}
        said, period = amounts_of(record, fields, period, self._unit(self.currency_of(record)))
        missing = [fields[role] for role in self.required if role not in said]
        if missing and (said or not self.terms):
            raise PageChanged(f"no {missing[0]!r} in {record.text[:80]!r}")
        if not all(said.values()) and not self.is_free(record, plan):
            raise PageChanged(f"{plan} costs nothing, but is not the free tier")
        if period is None and not any(said.values()):
            return None
        if record.alone:
            said = {
                "once": said.get("intro", said["price"]),
                **({"list": said["list"]} if "list" in said else {}),
            }
        return stated(said, period, periods=self.intro_periods_of(record))

    def _unit(self, currency: str | None) -> Unit:
        return Unit(currency, self.minor, self.monthly, self.slogans)

    def _quote(self, record: JsonObject, fields: Mapping[str, str]) -> str:
        """The page's words from the first to the last value that the evidence names."""
        alone = ("intro",) if "intro" in fields else ("price",)
        paths = stated_paths(record, fields, alone if record.alone else self.evidence)
        pairs = [
            key if isinstance(value := record.at(path), Mapping) else (key, str(value))
            for path in paths or stated_paths(record, fields, AMOUNTS)
            for key in path.split(".")[-1:]
        ]
        return record.evidence(*pairs) if pairs else squash(record.text)

    def fields_of(self, record: JsonObject) -> Mapping[str, str]:
        """The paths of a record, where they depend on what it states."""
        return self.fields

    def word(self, record: JsonObject, role: str) -> str | None:
        """Our word for what a record says in a role, None where it says nothing; raises PageChanged for unknown words."""
        path = self.fields.get(role)
        said = joined(record, path) if path else None
        return known(self.words[role], said, path or "") if said and role in self.words else said

    def title(self, record: JsonObject) -> str:
        """What the page calls the plan."""
        title = joined(record, self.fields["title"])
        if title is None:
            raise PageChanged(f"no {self.fields['title']!r} in {record.text[:80]!r}")
        return title

    def plan_of(self, record: JsonObject, title: str) -> str:
        """The slug of the plan that a record is of."""
        return self.plan(title)

    def currency_of(self, record: JsonObject) -> str | None:
        """The currency a record says, else the source's own; raises PageInDoubt where it is not that one."""
        said = self.word(record, "currency") or self.currency
        if self.currency and said != self.currency:
            raise PageInDoubt(f"{said} in place of {self.currency}")
        return said

    def product_of(self, record: JsonObject, title: str) -> str | None:
        """The product a record is of, None for the source's own."""
        return self.word(record, "product")

    def region_of(self, record: JsonObject) -> str | None:
        """The region a record says, None for the source's own; raises PageChanged where records must say and one does not."""
        region = self.word(record, "region")
        if region is None and self.regions:
            raise PageChanged(f"no region in {record.text[:80]!r}")
        return region

    def period_of(self, record: JsonObject, title: str) -> str | None:
        """What one charge covers, None where only the words of an amount may say; the months beside it must agree."""
        period = self.word(record, "period") or self.period
        months = record.maybe(self.fields["months"]) if "months" in self.fields else None
        if period and months not in (None, str(MONTHS[period])):
            raise PageChanged(f"{title} is {period} of {months} months")
        return period

    def intro_periods_of(self, record: JsonObject) -> int | None:
        """For how many periods the first charge is asked, None where the page does not say."""
        return self.intro_periods

    def is_free(self, record: JsonObject, plan: str) -> bool:
        """Whether a plan may cost nothing."""
        return re.fullmatch(self.free, plan) is not None

    def stock(self, record: JsonObject) -> str | None:
        """The availability that flags or words of a record state."""
        for path, meaning in self.flags.items():
            if record.flag(path):
                return meaning
        said = self.word(record, "stock")
        return said if "stock" in self.words else availability(said or "")

    def quotas(self, record: JsonObject) -> tuple[Quota, ...]:
        """The quotas that numbers of use and texts of a record state."""
        counted = [
            Quota(amount=Decimal(count), unit=unit, window=window)
            for path, (unit, window) in self.use.items()
            if (count := record.maybe(path)) is not None
        ]
        said = record.texts(self.fields["quotas"]) if "quotas" in self.fields else ()
        return settled([*counted, *(quota for text in said for quota in quotas(text))])
