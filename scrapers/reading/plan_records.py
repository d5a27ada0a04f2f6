"""Plans as records, in a JSON answer or in objects of a script: a source declares which records, and what their keys mean."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from scrapers.offer import ONCE, Offer, Quota
from scrapers.page import Page
from scrapers.reading.records.json_answers import entries, own
from scrapers.reading.records.json_objects import JsonObject
from scrapers.reading.records.record_amounts import AMOUNTS, first_paid, joined, stated_paths, without_twins
from scrapers.reading.records.record_fields import RecordFields
from scrapers.reading.records.script_elements import script_elements
from scrapers.reading.records.script_objects import script_objects
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.unread import Unread, apart, each
from scrapers.vocabulary.words import squash

_ONCE = "once"  # our word for a mode of buying without renewal


class PlanRecords(RecordFields):
    """A source whose plans are records, of one or several offers each; what their keys mean is `fields` and `words`."""

    records: ClassVar[tuple[str, ...]]  # a record is an object with all keys of one of these: ("sku price",)
    form: ClassVar[str] = (
        "json"  # or objects of a "script", or "elements" that one makes, by the first key of `records`
    )
    status: ClassVar[tuple[str, str]] = ("", "")  # paths of an answer's code and of its message
    fine: ClassVar[tuple[str, ...]] = ("0", "200")  # codes of an answer that succeeded
    refusals: ClassVar[Mapping[str, str]] = {}  # patterns of others, and what kind of page that is
    within: ClassVar[str | None] = None  # the list in a record of which each object is a way to buy
    evidence: ClassVar[tuple[str, ...]] = ("title", *AMOUNTS)  # roles, or paths, whose words are quoted

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        found = self.found(page)
        return each(self.on_sale(found), self.sold, lambda record: record.quoted(self.fields["title"]))

    def found(self, page: Page) -> list[JsonObject]:
        """All records of a page; raises NotAPricePage where it has none or its status says so, PageChanged for an unknown status."""
        key = self.records[0].split()[0]
        if self.form == "script":
            found = own(script_objects(self.text_of(page), key, self.is_record), page)
        elif self.form == "elements":
            found = [one for one in script_elements(self.text_of(page), key) if self.is_record(one.values)]
        else:
            found = entries(page, self.is_record)
            if self.status[0]:
                self._refuse_status(page.json())
        if not found:
            raise NotAPricePage("no record of a plan")
        return found

    def text_of(self, page: Page) -> str:
        """The text of a script."""
        return page.text

    def _refuse_status(self, answer: object) -> None:
        code, message = self.status
        said = JsonObject(answer if isinstance(answer, Mapping) else {})
        status = said.maybe(code) if code else None
        if status is None or status in self.fine:
            return
        why = f"the service answers {status}: {said.maybe(message)}"
        kind = next((kind for code, kind in self.refusals.items() if re.fullmatch(code, status)), None)
        raise NotAPricePage(why, kind) if kind else PageChanged(why)

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
            paid=lambda record: first_paid(record, self.fields, self.unit(self.currency)),
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
        used, unread = apart(lambda: self.quotas(record), lambda: record.quoted(self.fields["title"]))
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
