"""PlanLines: a source whose headings or list items are a plan's name and its price: "### Pro -- $20/mo"."""

from scrapers.reading.cards.card import Card
from scrapers.reading.cards.named_lines import named_lines
from scrapers.reading.cards.titles import Titles
from scrapers.reading.html.visible_text import VisibleText
from scrapers.reading.plan_cards import PlanCards


class PlanLines(PlanCards):
    """Price cards that are one line each, the plan's facts below it; no other line of the page states a price."""

    def cards(self, seen: VisibleText, titles: Titles) -> list[Card]:
        return list(named_lines(seen.all_lined, titles).values())
