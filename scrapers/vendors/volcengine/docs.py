"""Volcengine's documentation, read through getDocDetail."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from scrapers.fetched import Fetch
from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Document, Record, Table
from scrapers.reading.tabular.plan_quotas import quotas_of
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.source import FACTS, INTRO, PRICE, Source
from scrapers.unread import Unread, apart, each
from scrapers.vendors.volcengine import promotion, tables
from scrapers.vendors.volcengine.article import Article, article
from scrapers.vocabulary.price_terms import Terms, terms
from scrapers.vocabulary.select import one

_API = "https://www.volcengine.com/api/doc/getDocDetail?DocumentID="
_INSTEAD = "https://docs.volcengine.com/api/doc/getDocDetail?DocumentID="
PROMOTION = "coding-plan-personal-universal-promotion"
PRICING = "model-pricing"
ARTICLES: Mapping[str, str | None] = {  # the product an article is about, None where each row names its own
    "coding-plan-personal-plan-overview": "coding-plan",
    "agent-plan-personal-plan-overview": "agent-plan",
    PROMOTION: "coding-plan",
    PRICING: None,
}


class Docs(Source):
    """One article of the documentation. Which one an answer holds is what its DocumentCode says, never its address."""

    vendor = "volcengine"
    product = "coding-plan"
    products = ("coding-plan", "agent-plan")
    region = "CN"
    currency = "CNY"
    addresses = (
        r"(?:www\.|docs\.)?volcengine\.com/(?:api/doc/getDoc(?:Detail|List)|docs/82379/\d+|docs/ark/[a-z0-9-]+)"
        r"|ark\.volcengine\.com/region:[a-z0-9+-]+/docs/(?:(?:ark/)?[a-z0-9-]+|82379/\d+)"
    )
    document: ClassVar[str]
    code: ClassVar[str]

    def owns(self, url: str) -> bool:
        return super().owns(url) and _named(url) in (self.code, self.document)

    def fetches(self) -> Iterable[Fetch]:
        return [Fetch(_API + self.document, instead=(_INSTEAD + self.document,))]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        found = article(page)
        if found.code not in ARTICLES:
            raise PageChanged(f"an article we do not know: {found.code!r}; known are {', '.join(ARTICLES)}")
        until = promotion.until(found.document) if found.code == PROMOTION else None
        stated = list(
            each(
                tables.of_plans(found.document, ARTICLES[found.code]),
                lambda table: self._table(found, table, until),
                Table.quoted,
            )
        )
        if not stated and tables.unread(found.document):
            raise PageChanged("a plan's price stands in the text, outside every table")
        return iter(stated)

    def _table(self, found: Article, table: Table, until: date | None) -> Iterator[Offer | Unread]:
        return each(tables.rows(table), lambda record: self._row(found, table, record, until), Record.quoted)

    def _row(
        self, found: Article, table: Table, record: Record, until: date | None
    ) -> Iterator[Offer | Unread]:
        plan = tables.plan_of(record, table, ARTICLES[found.code])
        if plan:
            said = _terms(found.code, found.document, record, str(self.currency))
            quotas, unread = apart(lambda: quotas_of(tables.use(record)), record.quoted())
            if said or quotas:
                offer = self._offer(plan, said, until, quotas, tables.evidence(record))
                over = found.document.retired(record.name, table.headings)
                yield replace(offer, availability="Discontinued") if over else offer
            yield from unread

    def _offer(
        self,
        plan: tables.Plan,
        said: Terms | None,
        until: date | None,
        quotas: tuple[Quota, ...],
        evidence: str,
    ) -> Offer:
        """The offer of a plan, without price, period and currency where the article states none."""
        return Offer(
            vendor=self.vendor,
            product=plan.product,
            plan=plan.slug,
            plan_name=plan.name,
            region=self.region,
            per="seat" if said and said.seat else "account",
            period=said.period if said else None,
            currency=self.currency if said else None,
            price=said.price if said else None,
            list_price=said.list_price if said else None,
            intro_until=until if said and said.charges else None,
            charges=said.charges if said else (),
            quotas=quotas,
            evidence=evidence,
        )


def _terms(code: str, document: Document, record: Record, currency: str) -> Terms | None:
    if code != PROMOTION:
        found = tables.row(record, tables.PRICE)
        return terms(found[1].text, found[1].struck, currency, label=found[0]) if found else None
    said = promotion.promoted(record, currency, promotion.at_most(document))
    if said and promotion.over(document):
        return replace(said, charges=())
    return said


class CodingPlanDocs(Docs):
    """The overview of the personal Coding Plan: quotas for certain, prices perhaps."""

    name = "volcengine-coding-plan-docs"
    document = "1925114"
    code = "coding-plan-personal-plan-overview"
    url = _API + document
    gives = PRICE | FACTS
    minimum = 0


class AgentPlanDocs(Docs):
    """The overview of the personal Agent Plan, metered in AFP, the vendor's points."""

    name = "volcengine-agent-plan-docs"
    product = "agent-plan"
    document = "2366394"
    code = "agent-plan-personal-plan-overview"
    url = _API + document
    gives = PRICE | FACTS
    minimum = 4


class PromotionDocs(Docs):
    """The terms of the promotion. Its number is not known: the library's list names it.

    So it takes every number that is no other article's; what stands there is still what DocumentCode says.
    """

    name = "volcengine-promotion-docs"
    document = ""
    code = PROMOTION
    url = "https://www.volcengine.com/api/doc/getDocList?LibraryID=82379"
    instead = ("https://docs.volcengine.com/api/doc/getDocList?LibraryID=82379",)
    gives = PRICE | INTRO
    minimum = 4

    def owns(self, url: str) -> bool:
        others = {
            key
            for source in (CodingPlanDocs, AgentPlanDocs, PricingDocs)
            for key in (source.code, source.document)
        }
        return Source.owns(self, url) and _named(url) not in others

    def fetches(self) -> Iterable[Fetch]:
        return [Fetch(self.url, instead=self.instead)]

    def follow(self, page: Page) -> Iterable[Fetch]:
        if "/getDocList" not in page.url:
            return []
        numbers = {
            str(row["DocumentID"]) for row in _rows(page.json()) if row.get("DocumentCode") == self.code
        }
        return [Fetch(_API + one(sorted(numbers), f"DocumentID of {self.code}"))]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        if "/getDocList" in page.url:
            raise NotAPricePage("a list of articles states no price")
        return super().offers(page)


def _named(url: str) -> str:
    """The number or code by which an address names an article."""
    parts = urlsplit(url)
    number = parse_qs(parts.query).get("DocumentID")
    return number[0] if number else re.sub(r"\.mdx?$", "", parts.path.rstrip("/").rsplit("/", 1)[-1])


def _rows(answer: object) -> Iterator[Mapping[str, object]]:
    if isinstance(answer, dict):
        if "DocumentID" in answer:
            yield answer
        answer = list(answer.values())
    for value in answer if isinstance(answer, list) else ():
        yield from _rows(value)


class PricingDocs(Docs):
    """The price list of all models, where a few rows are plans."""

    name = "volcengine-pricing-docs"
    document = "1544106"
    code = PRICING
    url = _API + document
    gives = PRICE
    minimum = 3
