"""PlanLines: a source whose headings or list items are a plan's name and its price: "### Pro -- $20/mo"."""

from parsel import Selector

from scrapers.reading.cards.card import Card
from scrapers.reading.cards.named_lines import named_lines
from scrapers.reading.cards.titles import Titles
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.visible_text import lined


class PlanLines(PlanCards):
    """Price cards that are one line each, the plan's facts below it; no other line of the page states a price."""

    def cards(self, selector: Selector, titles: Titles) -> list[Card]:
        return list(named_lines(list(lined(selector.root)), titles).values())
