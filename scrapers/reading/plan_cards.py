"""PlanCards: a source whose page shows its plans as price cards, in HTML, Markdown or plain lines. It only declares them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from scrapers.offer import Charge, Offer, Quota
from scrapers.page import Page
from scrapers.reading.cards.badges import FIRST, of_first_purchase, with_notice
from scrapers.reading.cards.billing_tabs import open_tab
from scrapers.reading.cards.buttons import stock
from scrapers.reading.cards.card import Card
from scrapers.reading.cards.components import with_components
from scrapers.reading.cards.divided import divided
from scrapers.reading.cards.find_cards import find_cards
from scrapers.reading.cards.keys import Keyed, keyed, of_another
from scrapers.reading.cards.run_on_text import titled
from scrapers.reading.cards.titles import Titles
from scrapers.reading.document import Document
from scrapers.reading.html.visible_text import VisibleText
from scrapers.refusals import PageChanged, PageInDoubt
from scrapers.source import Source
from scrapers.unread import Unread, apart, each
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.prices.money import Amount, amounts
from scrapers.vocabulary.prices.price_statements import refuse_cut, refuse_told
from scrapers.vocabulary.prices.price_terms import Terms, charges, free
from scrapers.vocabulary.prices.several_terms import card_terms
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable

_MOST = 50  # amounts of a card
_FAR = 4  # lines below a title that is no heading; what stands further down may be of a tier nobody knows


class PlanCards(Source):
    """A card's words are read whole: each period it states is an offer, by the terms of the open billing tab if there are any.

    What is in doubt costs its card: an amount that is no statement of a price, two amounts for one term. A bound ("From
    $100"), what is saved and what may be used up are no prices.
    """

    titles: ClassVar[str]  # pattern of the names of its tiers, as cards are headed
    prefix: ClassVar[str] = (
        ""  # pattern of what may stand before such a name, and of no slug: "Kimi (?:Code )?"
    )
    parts: ClassVar[str] = (
        r"(?!)"  # pattern of what is sold under a title by a name of its own: "Standard seat" of Team
    )
    period: ClassVar[str | None] = None  # of an amount that names none
    rounded: ClassVar[bool] = (
        False  # the month of a year is shown rounded, so that an account's price is its total alone
    )
    tabbed: ClassVar[bool] = (
        False  # prices are of a billing tab, so that without tabs a month may be one of a year
    )
    run_on: ClassVar[str] = (
        ""  # pattern of the words below the last card, where a text rendering has lost its line breaks
    )
    tabs: ClassVar[bool] = True  # False: its billing tabs do not change what the cards show
    behind: ClassVar[Mapping[str, str]] = {}  # words behind an amount of a plan of its own (`divided`)
    crossed_month: ClassVar[bool] = False  # beside the month of a year, what is crossed out is a month's own
    unmarked: ClassVar[bool] = False  # its amounts have no mark: "39" above "per user per month"
    keys: ClassVar[str] = ""  # the attribute that names an amount's plan: "data-plan"
    key_tiers: ClassVar[Mapping[str, str]] = {}  # tiers that those keys call by another name
    notice: ClassVar[str] = ""  # pattern of words beside the cards that hold for each: what a renewal costs
    first: ClassVar[str] = FIRST  # pattern of the badges of a card whose price only the first purchase costs

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        known = rf"(?:{self.prefix})?(?:{self.titles})(?: ?(?:会员|套餐|plan))?"
        page = titled(page, known, self.run_on) if self.run_on else page
        document = Document(with_components(page))
        found = keyed(document.seen, self.keys) if self.keys else []
        by_key = list(each(found, self._of_key, Keyed.quoted))
        named = [offer for offer in by_key if isinstance(offer, Offer)]
        seen = document.without_tables()
        tab = open_tab(seen) if self.tabs else None
        html = page.text.rstrip().endswith(">")
        for card in with_notice(self.cards(seen, Titles(known, self.parts)), seen, self.notice):
            yield from each([card], lambda card: self._of_cards(card, tab, named, html), Card.quoted)
        yield from by_key

    def cards(self, seen: VisibleText, titles: Titles) -> list[Card]:
        """The cards of the page."""
        return find_cards(seen, titles)

    def plan(self, name: str) -> str:
        """The slug of the plan that a name means, without the prefix of the names."""
        return super().plan(
            re.sub(rf"^(?:{self.prefix})", "", clean(name), flags=re.I) if self.prefix else name
        )

    def quotas(self, card: Card) -> tuple[Quota, ...]:
        """The quotas that a card states; none where a source does not say how to read them."""
        return ()

    def _of_cards(
        self, card: Card, tab: str | None, named: Sequence[Offer], html: bool
    ) -> Iterator[Offer | Unread]:
        card = replace(card, mark=self.currency or "") if self.unmarked else card
        for part in divided(card, self.behind):
            yield from each([part], lambda part: self._of_card(part, tab, named, html), Card.quoted)

    def _of_card(
        self, card: Card, tab: str | None, named: Sequence[Offer], html: bool
    ) -> Iterator[Offer | Unread]:
        found, currency = self._amounts(card)
        stated = self._terms(card, currency, tab)
        stated = stated or (_free(card, found) if self.currency else [])
        if tab or self.tabbed:  # a first charge is one term's
            stated = [replace(terms, charges=tuple(map(_once, terms.charges))) for terms in stated]
        told = [amount for amount in found if charges(amount)]
        if not card.title and stated:
            raise PageChanged(f"a price beside the plan cards that names no tier: {card.text[:60]!r}")
        refuse_told(card.text, found, card.starts, card.title)
        if card.last and not html:
            refuse_cut(card.text, told, card.title)
        self._refuse_doubt(card, stated, told, tab)
        availability, button = self._stock(card)
        quotas, unread = apart(lambda: self.quotas(card), card.quoted)
        for terms in stated:
            said = card.evidence(terms, told)
            offer = self.offer(
                card.title, terms, said, currency=currency, availability=availability, quotas=quotas
            )
            if not of_another(offer, named, card.title, known=card.known):
                yield offer
        if not stated and card.known and (availability or quotas):
            said = button or card.quoted()[1]
            yield self.offer(card.title, None, said, period=tab, availability=availability, quotas=quotas)
        yield from unread
        yield from card.amountless()

    def _terms(self, card: Card, currency: str, tab: str | None) -> list[Terms]:
        if not self.crossed_month or not card.struck:
            first = any(of_first_purchase(comparable(line.text), self.first) for line in card.lines)
            return card_terms(card.text, card.struck, currency, tab=tab, period=self.period, first=first)
        stated = card_terms(card.text, "", currency, tab=tab, period=self.period)
        if not all(terms.main and terms.main.spread for terms in stated):
            raise PageChanged(f"{card.title}: what is crossed out beside no month of a year: {card.struck!r}")
        crossed = card_terms(card.struck, "", currency, period="P1M")
        return [*stated, *(replace(terms, main=None) for terms in crossed)]

    def _amounts(self, card: Card) -> tuple[list[Amount], str]:
        """The amounts of a card and their currency; one that is not ours is a doubt about the page where the card is known."""
        try:
            found = amounts(card.text)
            if len(found) > _MOST:
                raise PageChanged(f"{len(found)} amounts in one card")
            said = {amount.currency for amount in found} or {""}
            currency = self.currency or one(sorted(said), f"currency of {card.title}")
            for amount in found:
                amount.of(currency)
        except PageInDoubt as doubt:
            if card.known:
                raise
            raise PageChanged(str(doubt)) from None
        return found, currency

    def _refuse_doubt(
        self, card: Card, stated: Sequence[Terms], told: Sequence[Amount], tab: str | None
    ) -> None:
        headed = card.element is not None or card.headed
        if not headed and any(card.line_of(amount) >= _FAR for amount in told if amount.kind != "list"):
            raise PageChanged(f"a price far below the title {card.title}: {card.text[:200]!r}")
        for terms in stated:
            main = terms.main
            if self.rounded and main and main.spread and not main.seat:
                raise PageChanged(
                    f"{card.title}: the rounded month of a year without its total: {main.text!r}"
                )
            if self.tabbed and tab is None and terms.period == "P1M":
                raise PageChanged(f"{terms.text!r}, but billed for which term?")

    def _stock(self, card: Card) -> tuple[str | None, str]:
        if card.element is None or "availability" not in self.gives:
            return None, ""
        return stock(card.element)

    def _of_key(self, key: Keyed) -> Iterator[Offer]:
        if terms := key.terms(str(self.currency)):
            yield self.offer(key.named(self.key_tiers), terms, key.text)


def _once(step: Charge) -> Charge:
    return replace(step, periods=step.periods or 1)


def _free(card: Card, found: Sequence[Amount]) -> list[Terms]:
    """What a card charges that says "Free" and no amount."""
    said = next((line.text for line in card.lines[:_FAR] if free(line.text)), None)
    return [Terms(amounts("$0")[0].value, "P1M", text=said)] if said and not found else []
