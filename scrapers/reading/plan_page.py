"""PlanPage: a source whose page shows plans as price cards and, beside them, in tables. It only declares them."""

from collections.abc import Iterator

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_table import PlanTable
from scrapers.unread import Unread, each


class PlanPage(PlanCards, PlanTable):
    """The offers of the cards, then those of the tables; tables that cannot be read do not cost the cards."""

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        yield from PlanCards.offers(self, page)
        yield from each([page], self._tabled, lambda page: ("tables", page.url))

    def _tabled(self, page: Page) -> Iterator[Offer | Unread]:
        return PlanTable.offers(self, page)
