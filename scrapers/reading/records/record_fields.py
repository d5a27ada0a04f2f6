"""What the keys of a vendor's records mean: declared by role, and a short method where a record is odd."""

import re
from collections.abc import Mapping
from typing import ClassVar

from scrapers.offer import Quota
from scrapers.reading.records.json_objects import JsonObject, known
from scrapers.reading.records.record_amounts import AMOUNTS, Unit, amounts_of, joined, paid_once
from scrapers.refusals import PageChanged, PageInDoubt
from scrapers.source import Source
from scrapers.vocabulary.prices.billing import MONTHS
from scrapers.vocabulary.prices.money import number
from scrapers.vocabulary.prices.price_terms import Terms, stated
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.use import quotas, settled

_WORDS = ("plan", "product", "region", "currency", "period", "mode", "type", "stock")
_ROLES = {*AMOUNTS, *_WORDS, "title", "months", "visible", "version", "list_shown", "quotas", "models"}


class RecordFields(Source):
    """The meaning of a record's keys.

    `fields` says under which path a record states what, by role; a path is keys joined with dots, several with blanks
    between them are read as one text, of several with bars the first that is stated. What is absent or null is not
    stated; a value of a wrong kind costs its record. Roles:

    - title; plan, product, region, currency, period, mode (renewing or once), type and stock: words that `words` gives a meaning
    - price; renewal, what later periods cost; intro, what is charged first, or now; second; list, and the flag list_shown
    - months, a number that must be the period's; visible, a flag; version, of which the highest is on sale
    - quotas and models, lists of texts
    """

    fields: ClassVar[Mapping[str, str]]
    words: ClassVar[Mapping[str, Mapping[str, str | None]]] = {}  # by role: patterns of its words and ours
    period: ClassVar[str | None] = None  # declared, where records name none
    minor: ClassVar[bool] = False  # amounts are whole fen or cents
    monthly: ClassVar[bool] = False  # amounts are a month's of the period
    slogans: ClassVar[str] = r"(?!)"  # words in place of an amount that state none
    required: ClassVar[tuple[str, ...]] = ()  # amounts that each record must state
    intro_periods: ClassVar[int | None] = None  # what the page says of how long the first charge is asked
    free: ClassVar[str] = r"free"  # slugs of plans that may cost nothing
    flags: ClassVar[Mapping[str, str | None]] = {}  # the first that is true says the stock
    use: ClassVar[Mapping[str, tuple[str, str]]] = {}  # numbers of use, with unit and window
    terms: ClassVar[Mapping[str, Mapping[str, str]]] = {}  # by period: paths of what differs by it

    def __init_subclass__(cls) -> None:
        unknown = {*getattr(cls, "fields", {}), *cls.words} - _ROLES
        if unknown:
            raise TypeError(f"{cls.__name__} declares unknown roles: {', '.join(sorted(unknown))}")

    def terms_of(
        self, record: JsonObject, fields: Mapping[str, str], period: str | None, plan: str
    ) -> Terms | None:
        """The terms that a record states at these paths; None where it states no amount."""
        if "list_shown" in fields and record.flag(fields["list_shown"]) is False:
            fields = {role: path for role, path in fields.items() if role != "list"}
        said, period = amounts_of(record, fields, period, self.unit(self.currency_of(record)))
        missing = [fields[role] for role in self.required if role not in said]
        if missing and (said or not self.terms):
            raise PageChanged(f"no {missing[0]!r} in {record.text[:80]!r}")
        if not all(said.values()) and not self.is_free(record, plan):
            raise PageChanged(f"{plan} costs nothing, but is not the free tier")
        if period is None and not any(said.values()):
            return None
        if record.alone:
            said = paid_once(said)
        return stated(said, period, periods=self.intro_periods_of(record))

    def unit(self, currency: str | None) -> Unit:
        """How records write amounts of a currency."""
        return Unit(currency, self.minor, self.monthly, self.slogans)

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
        return self.plan(self.word(record, "plan") or title)

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
        if period and months not in (None, str(MONTHS.get(period))):
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
            Quota(amount=number(count), unit=unit, window=window)
            for path, (unit, window) in self.use.items()
            if (count := record.maybe(path)) is not None
        ]
        said = record.texts(self.fields["quotas"]) if "quotas" in self.fields else ()
        return settled([*counted, *(quota for text in said for quota in quotas(text))])
