"""PlanTable: a source that declares what its tables of plans are called by; reading them is the same for all."""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar, NamedTuple

from scrapers.offer import ONCE, PACKS, Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.tables import Table
from scrapers.reading.tabular import labels
from scrapers.reading.tabular.find_plans import outside, plan_rows
from scrapers.reading.tabular.models import model_ids, models_named
from scrapers.reading.tabular.notices import noticed
from scrapers.reading.tabular.plan_quotas import quotas_of
from scrapers.reading.tabular.plan_rows import Labels, PlanRow
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, apart, each
from scrapers.vocabulary.brands import product_named
from scrapers.vocabulary.prices.money import amounts
from scrapers.vocabulary.prices.price_columns import Priced, priced

_PERSONAL = re.compile(r"个人|\b(?:personal|individual)\b", re.I)  # 58 元/人/月 is an account's price


class _Facts(NamedTuple):
    """What each offer of a row states."""

    plan: str
    product: str
    availability: str | None
    quotas: tuple[Quota, ...]
    models: tuple[str, ...]


class PlanTable(Source):
    """A source whose page states its plans in tables: HTML, Markdown or flattened, the plans in rows or in columns.

    Each attribute is a pattern of whole labels with a default in both languages; most sources declare none of them.
    """

    names: ClassVar[str] = labels.NAMES  # of the line of plan names
    prices: ClassVar[str] = labels.PRICES
    uses: ClassVar[str] = labels.USES
    models_in: ClassVar[str] = labels.MODELS
    model: ClassVar[str] = ""  # of the vendor's own names of models; without it, of ids
    packs: ClassVar[str] = labels.PACKS  # of the line of names of what is no plan, but topped up
    cycles: ClassVar[str] = labels.CYCLES  # of the row that says the period of each plan
    others: ClassVar[str] = labels.OTHERS  # of further rows, by which a flattened table is known
    tier_names: ClassVar[str] = labels.TIERS
    editions: ClassVar[str] = labels.EDITIONS
    units: ClassVar[Mapping[str, str]] = {}  # patterns of the vendor's own units of use, and ours
    currencies: ClassVar[
        tuple[str, ...]
    ] = ()  # others that a plan may be sold in: the rupee in a table of dollars
    notices: ClassVar[bool] = (
        False  # whether sentences beside the tables speak of stock, first months, what ended
    )
    whole: ClassVar[bool] = False  # whether every price stands in a table: another one is Unread

    def document(self, page: Page) -> Document:
        """The page as it is read, whatever it came in."""
        return Document(page)

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        document = self.document(page)
        stated = self.stated(document, page)
        yield from noticed(self, document, list(stated), page.fetched_at) if self.notices else stated

    def stated(self, document: Document, page: Page) -> Iterator[Offer | Unread]:
        """What the tables state, row by row."""
        for row in self.rows(document, page):
            yield from [row] if isinstance(row, Unread) else each([row], self.read, PlanRow.quoted)

    def rows(self, document: Document, page: Page) -> Iterator[PlanRow | Unread]:
        """The plans of the page, before their cells are read."""
        said = self._labels()
        yield from plan_rows(document, self.tables(document), said, page.url)
        yield from outside(document, said) if self.whole else ()

    def tables(self, document: Document) -> list[Table]:
        """The tables that may hold plans."""
        return document.tables

    def _labels(self) -> Labels:
        return Labels(
            self.prices,
            self.uses,
            self.models_in,
            self.names,
            self.packs,
            self.others,
            self.tier_names,
            self.editions,
        )

    def read(self, row: PlanRow) -> Iterator[Offer | Unread]:
        """The offers of one plan: one for each term of its prices, or its quotas and stock without a price."""
        plan = self.plan_of(row)
        if plan is None or (row.pack and not row.timed(self.prices, self.cycles)):
            return
        quotas, unread = apart(lambda: self.quotas_of(row, plan), row.quoted)
        found = self.terms_of(row)
        said = row.stock(self.prices)
        if found or quotas or said:
            product, models = self.product_of(row), self.models_of(row)
            facts = _Facts(plan, product, "Discontinued" if row.retired else said, quotas, models)
            yield from (self._priced(row, facts, one) for one in found)
            yield from [] if found else [self.offer(row.name, None, self.evidence_of(row), **facts._asdict())]
        yield from unread
        yield from row.amountless(self.prices)

    def _priced(self, row: PlanRow, facts: _Facts, one: Priced) -> Offer:
        personal = _PERSONAL.search(row.name) is not None
        per = self.per(facts.plan, facts.product)
        if one.terms.seat and not personal and self.seats != Source.seats and per != "seat":
            raise PageChanged(f"{row.name} is sold per {per}, its price says otherwise: {one.said!r}")
        once = one.terms.once and not facts.plan.endswith(ONCE)
        return self.offer(
            f"{row.name} {one.way}" if once else row.name,
            one.terms,
            self.words_of(row, one),
            per=per if personal else None,
            currency=one.terms.main.currency if one.terms.main else None,
            **(facts._replace(plan=facts.plan + ONCE) if once else facts)._asdict(),
        )

    def words_of(self, row: PlanRow, one: Priced) -> str:
        """The words that hold a price, with the plan's name where they are bare numbers."""
        return f"{row.name} {one.said}" if one.bare else one.said

    def plan_of(self, row: PlanRow) -> str | None:
        """The slug of a plan; None where it is no plan of this source."""
        plan = self.plan(row.name)
        return f"{plan}-pack" if row.pack and not PACKS.search(plan) else plan

    def product_of(self, row: PlanRow) -> str:
        """Which of the source's products a plan is of: the first named by its name, its product column, a heading above."""
        if not self.products:
            return self.product
        named = (product_named(words, self.vendor) for words in row.named())
        return next(filter(None, named), self.product)

    def section_of(self, row: PlanRow) -> str | None:
        """The period that a plan's own row says, else the innermost heading that names one."""
        return row.section(self.cycles)

    def terms_of(self, row: PlanRow) -> list[Priced]:
        """What the price cells of a plan come to."""
        return priced(row.prices(self.prices), self.currency_of(row), self.section_of(row))

    def currency_of(self, row: PlanRow) -> str:
        """The currency of a plan's prices: one of the others where they say so, else the source's own."""
        said = {amount.currency for cell in row.prices(self.prices) for amount in amounts(cell.text)}
        return next((currency for currency in self.currencies if currency in said), str(self.currency))

    def quotas_of(self, row: PlanRow, plan: str) -> tuple[Quota, ...]:
        """The quotas in the cells of a plan; where a cell names no window, that of the row's own cycle."""
        stated = row.record.without(self.prices).called(self.units)
        declared = None if self.uses == labels.USES else self.uses
        return quotas_of(stated, PACKS.search(plan) is not None, declared, row.cycle(self.cycles))

    def models_of(self, row: PlanRow) -> tuple[str, ...]:
        """The models that a plan is said to support or to be powered by."""
        if not self.model:
            return model_ids(row.record.maybe(self.models_in))
        return models_named(self.model, row.model_lines(self.models_in))

    def evidence_of(self, row: PlanRow) -> str:
        """The words that hold what a plan without a price states."""
        return row.said
