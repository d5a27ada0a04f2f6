"""The terms of Volcengine's promotion: what the first months cost, for how many of them, and until which day."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from scrapers.fetched import Fetch
from scrapers.offer import Charge, Offer
from scrapers.page import Page
from scrapers.reading.document import Document, Text
from scrapers.reading.plan_table import PlanTable
from scrapers.reading.records.json_answers import objects
from scrapers.reading.tabular.plan_rows import PlanRow
from scrapers.refusals import NotAPricePage
from scrapers.source import INTRO, PRICE
from scrapers.unread import Unread
from scrapers.vendors.volcengine.article import article_named
from scrapers.vendors.volcengine.docs import API, Docs
from scrapers.vocabulary.dates import dates
from scrapers.vocabulary.prices.billing import MONTHS
from scrapers.vocabulary.prices.price_columns import Priced
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

_NUMBERS = {"一": 1, "两": 2, "二": 2, "三": 3}
_AT_MOST = re.compile(r"(?:最多|至多|最高|上限为?|前)[^。;；,，]{0,16}?(\d+|[一两二三]) ?个(?:自然|订阅)?月")
_TIME = re.compile(r"(?:活动|优惠|促销)?(?:时间|期限|有效期|截止|周期)|截至|截止")
_ENDED = re.compile(r"活动(?:现)?已(?:经)?(?:结束|下线|截止|停止)")


class PromotionDocs(Docs):
    """The terms of the promotion. Its number is not known: the library's list names it.

    So it takes every number that is no other article's; what stands there is still what DocumentCode says.
    """

    name = "volcengine-promotion-docs"
    code = "coding-plan-personal-universal-promotion"
    url = "https://www.volcengine.com/api/doc/getDocList?LibraryID=82379"
    instead = ("https://docs.volcengine.com/api/doc/getDocList?LibraryID=82379",)
    gives = PRICE | INTRO
    minimum = 4

    def owns(self, url: str) -> bool:
        others = {key for kind in self.articles.values() for key in (kind.code, kind.document_id)}
        return PlanTable.owns(self, url) and article_named(url) not in others - {self.code, ""}

    def fetches(self) -> Iterable[Fetch]:
        return PlanTable.fetches(self)

    def follow(self, page: Page) -> Iterable[Fetch]:
        if "/getDocList" not in page.url:
            return []
        rows = [row for row in objects(page.json()) if row.get("DocumentCode") == self.code]
        numbers = {str(row["DocumentID"]) for row in rows if "DocumentID" in row}
        return [Fetch(API + one(sorted(numbers), f"DocumentID of {self.code}"))]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        if "/getDocList" in page.url:
            raise NotAPricePage("a list of articles states no price")
        return super().offers(page)

    def stated(self, document: Document, page: Page) -> Iterator[Offer | Unread]:
        return _dated(document, super().stated(document, page))

    def terms_of(self, row: PlanRow) -> list[Priced]:
        return [_introduced(found) for found in super().terms_of(row)]


def _introduced(found: Priced) -> Priced:
    """A lowered price beside the regular one as the first charge: the promotion ends, the regular price goes on."""
    said = found.terms
    if said.list_price is None or said.charges:
        return found
    first = (Charge(said.price, None),)
    return replace(found, terms=replace(said, price=said.list_price, charges=first))


def _dated(document: Document, stated: Iterable[Offer | Unread]) -> Iterator[Offer | Unread]:
    """The offers with the promotion's last day and its number of periods; without it where the article says it is over.

    Months that fill no whole period are one period: two of twelve months are in the first year's price.
    """
    over, last_day, months = _over(document), _until(document), _at_most(document)
    for offer in stated:
        if isinstance(offer, Unread) or not offer.charges:
            yield offer
        elif over or offer.period is None:
            yield offer.without_introduction()
        else:
            periods = max(1, months // MONTHS[offer.period]) if months else None
            charges = tuple(replace(charge, periods=charge.periods or periods) for charge in offer.charges)
            yield replace(offer, charges=charges, intro_until=last_day)


def _lines(document: Document) -> list[str]:
    return [comparable(block.text) for block in document.blocks if isinstance(block, Text)]


def _over(document: Document) -> bool:
    return any(_ENDED.search(line) for line in _lines(document))


def _until(document: Document) -> date | None:
    """The last day of the promotion, None where none is stated; raises PageChanged where two are."""
    ends = {found[-1] for line in _lines(document) if _TIME.search(line) and (found := dates(line))}
    return one(sorted(ends), "last day of the promotion") if ends else None


def _at_most(document: Document) -> int | None:
    """For how many months one buyer pays the promotion's price, None where it is not stated."""
    said = {found for line in _lines(document) for found in _AT_MOST.findall(line)}
    months = {int(number) if number.isdigit() else _NUMBERS[number] for number in said}
    return one(sorted(months), "number of promotion months") if months else None
