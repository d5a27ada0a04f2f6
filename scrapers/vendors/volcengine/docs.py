"""Volcengine's documentation, read through getDocDetail."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from scrapers.fetched import Fetch
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tables import Table
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.source import FACTS, INTRO, PRICE
from scrapers.unread import Unread
from scrapers.vendors.volcengine import promotion
from scrapers.vendors.volcengine.article import article, priced_outside
from scrapers.vocabulary.brands import products_named
from scrapers.vocabulary.prices.price_columns import Priced
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

_API = "https://www.volcengine.com/api/doc/getDocDetail?DocumentID="
_INSTEAD = "https://docs.volcengine.com/api/doc/getDocDetail?DocumentID="
_TIER = re.compile(r"(?<![a-z])(?:lite|pro|small|medium|large|max)(?![a-z])", re.I)
_NOISE = re.compile(
    r"方舟|火山引擎|个人版|企业版|(?:coding|agent)(?: ?plan)?|连续?包[月季年]|[月季年]度?(?:套餐|付)|[-:·]",
    re.I,
)


class Docs(PlanTable):
    """One article of the documentation. Which one an answer holds is what its DocumentCode says, never its address.

    The product is named beside the tier, by the nearest heading that names one, or by the article. In a table without
    prices only a tier we know is a plan. AFP are the vendor's points.
    """

    vendor = "volcengine"
    product = "coding-plan"
    products = ("coding-plan", "agent-plan")
    region = "CN"
    currency = "CNY"
    addresses = (
        r"(?:www\.|docs\.)?volcengine\.com/(?:api/doc/getDoc(?:Detail|List)|docs/82379/\d+|docs/ark/[a-z0-9-]+)"
        r"|ark\.volcengine\.com/region:[a-z0-9+-]+/docs/(?:(?:ark/)?[a-z0-9-]+|82379/\d+)"
    )
    uses = r".*(?:用量|额度|限额|限制|AFP).{0,12}|每 ?(?:5 ?(?:个)?小时|周|(?:订阅)?月).{0,12}|5 ?小时|周|月"
    units: ClassVar[Mapping[str, str]] = {r"AFP ?(?:点数?|积分)?": "credits"}
    tier_names = rf".*{_TIER.pattern}.*"
    document_id: ClassVar[str]
    code: ClassVar[str]
    about: ClassVar[tuple[str, ...]] = (
        "coding-plan",
    )  # the product of an article's plans, unless their words name one

    def owns(self, url: str) -> bool:
        return super().owns(url) and _named(url) in (self.code, self.document_id)

    def fetches(self) -> Iterable[Fetch]:
        return [Fetch(_API + self.document_id, instead=(_INSTEAD + self.document_id,))]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        found = article(page)
        reader = next((kind() for kind in ARTICLES if kind.code == found.code), None)
        if reader is None:
            known = ", ".join(kind.code for kind in ARTICLES)
            raise PageChanged(f"an article we do not know: {found.code!r}; known are {known}")
        stated = list(reader.stated(found.document, page))
        if not stated and priced_outside(found.document, _is_tier):
            raise PageChanged("a plan's price stands in the text, outside every table")
        return iter(stated)

    def tables(self, document: Document) -> list[Table]:
        return [
            table
            for table in document.tables
            if any(_is_tier(cell.text) for row in table.rows for cell in row)
            and (self.about or any(map(products_named, _words(table))))
        ]

    def plan_of(self, row: PlanRow) -> str | None:
        if not self._products(row) or not (row.prices(self.prices) or _is_tier(row.name)):
            return None
        tier = " ".join(_NOISE.sub(" ", comparable(row.name)).split())
        if not tier:
            raise PageChanged(f"no tier in {row.name!r}")
        enterprise = "enterprise-" if any("企业版" in words for words in row.named()) else ""
        return enterprise + self.plan(tier)

    def product_of(self, row: PlanRow) -> str:
        return one(self._products(row), f"product of {row.name!r}")

    def _products(self, row: PlanRow) -> list[str]:
        return next(filter(None, map(products_named, row.named())), list(self.about))

    def evidence_of(self, row: PlanRow) -> str:
        return row.words_of(self.uses)


def _words(table: Table) -> list[str]:
    return [*table.headings, *(cell.text for row in table.rows for cell in row)]


def _is_tier(name: str) -> bool:
    """Whether a name holds a tier we know, with or without its product (CodingLite)."""
    return _TIER.search(_NOISE.sub(" ", comparable(name))) is not None


class CodingPlanDocs(Docs):
    """The overview of the personal Coding Plan: quotas for certain, prices perhaps."""

    name = "volcengine-coding-plan-docs"
    document_id = "1925114"
    code = "coding-plan-personal-plan-overview"
    url = _API + document_id
    gives = PRICE | FACTS
    minimum = 0


class AgentPlanDocs(Docs):
    """The overview of the personal Agent Plan, metered in AFP, the vendor's points."""

    name = "volcengine-agent-plan-docs"
    product = "agent-plan"
    about = ("agent-plan",)
    document_id = "2366394"
    code = "agent-plan-personal-plan-overview"
    url = _API + document_id
    gives = PRICE | FACTS
    minimum = 4


class PromotionDocs(Docs):
    """The terms of the promotion. Its number is not known: the library's list names it.

    So it takes every number that is no other article's; what stands there is still what DocumentCode says.
    """

    name = "volcengine-promotion-docs"
    document_id = ""
    code = "coding-plan-personal-universal-promotion"
    url = "https://www.volcengine.com/api/doc/getDocList?LibraryID=82379"
    instead = ("https://docs.volcengine.com/api/doc/getDocList?LibraryID=82379",)
    gives = PRICE | INTRO
    minimum = 4

    def owns(self, url: str) -> bool:
        others = {
            key
            for source in (CodingPlanDocs, AgentPlanDocs, PricingDocs)
            for key in (source.code, source.document_id)
        }
        return PlanTable.owns(self, url) and _named(url) not in others

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

    def stated(self, document: Document, page: Page) -> Iterator[Offer | Unread]:
        return promotion.dated(document, super().stated(document, page))

    def terms_of(self, row: PlanRow) -> list[Priced]:
        return [promotion.introduced(found) for found in super().terms_of(row)]


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
    document_id = "1544106"
    code = "model-pricing"
    about = ()
    url = _API + document_id
    gives = PRICE
    minimum = 3


ARTICLES = (CodingPlanDocs, AgentPlanDocs, PromotionDocs, PricingDocs)
