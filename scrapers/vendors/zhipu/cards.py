"""The plan cards of a subscription page, in whatever markup: what each costs for a term, stock, quotas."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from scrapers.offer import Offer
from scrapers.reading.cards.billing_tabs import open_tab
from scrapers.reading.document import Cell, Document, cell
from scrapers.reading.price_cards import Card, cards, with_beside
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, apart, each
from scrapers.vendors.zhipu.plans import SEATS, TIERS, per, plan, quotas
from scrapers.vocabulary.money import amounts
from scrapers.vocabulary.plan_names import clean
from scrapers.vocabulary.price_terms import Terms, terms
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.words import squash

_TITLES = [
    f"{before}{tier}{after}" for tier in TIERS for before in ("", "GLM Coding ") for after in ("", " 套餐")
]


def card_offers(source: Source, document: Document, currency: str) -> Iterator[Offer | Unread]:
    """The offers of the plan cards on a page, for the term of its open tab; a card without amounts gives facts.

    A tier never seen before is a card beside those of known tiers that states a price. Raises PageChanged where
    prices stand in no card, or the open tab is unknown.
    """
    tab = open_tab(document.selector)
    found = with_beside(cards(document.selector, [*_TITLES, *SEATS]), _sells)
    if not found and _sells(document.selector.root):
        raise PageChanged("prices, but no card of a known tier")
    return each(found, lambda card: _card(source, card, tab, currency), Card.quoted)


def _card(source: Source, card: Card, tab: str | None, currency: str) -> Iterator[Offer | Unread]:
    name, whole = card.named(), cell(card.root)
    charged = _terms(whole, tab, currency)
    stock, button = _stock(card.root)
    used, unread = apart(lambda: quotas(line for line in whole.lines if "MCP" not in line), card.quoted())
    if charged or stock or used:
        yield Offer(
            vendor=source.vendor,
            product=source.product,
            plan=plan(name),
            plan_name=clean(name),
            region=source.region,
            per=per(plan(name)),
            period=charged.period if charged else tab,
            currency=currency if charged else None,
            price=charged.price if charged else None,
            list_price=charged.list_price if charged else None,
            charges=charged.charges if charged else (),
            availability=stock,
            quotas=used,
            evidence=_smallest(card.root, charged) if charged else button or whole.said,
        )
    yield from unread


def _terms(card: Cell, tab: str | None, currency: str) -> Terms | None:
    """What a card charges; a first charge is one term's. Without tabs a month may be one of a longer term."""
    said = terms(card.text, card.struck, currency, tab=tab)
    if said and tab is None and said.period == "P1M":
        raise PageChanged(f"{said.text!r}, but billed for which term?")
    return said and replace(
        said, charges=tuple(replace(step, periods=step.periods or 1) for step in said.charges)
    )


def _sells(element: etree._Element) -> bool:
    return any(amount.period and amount.kind == "price" for amount in amounts(cell(element).text))


def _stock(root: etree._Element) -> tuple[str | None, str]:
    """What the card's buttons say of its stock, and their words; a disabled button offers nothing."""
    found = {}
    for button in root.iter(etree.Element):
        if button.tag not in ("button", "a") and button.get("role") != "button":
            continue
        said = squash(str(button.xpath("string()")))
        stock = availability(said)
        if stock and not (_disabled(button) and stock in ("InStock", "LimitedAvailability")):
            found[stock] = said
    if len(found) > 1:
        raise PageChanged(f"buttons that contradict each other: {', '.join(found.values())}")
    return next(iter(found.items()), (None, ""))


def _disabled(button: etree._Element) -> bool:
    classes = (button.get("class") or "").lower().replace("_", "-").split()
    named = any(name in ("disabled", "is-disabled") or name.endswith("-disabled") for name in classes)
    return named or button.get("disabled") is not None or button.get("aria-disabled") == "true"


def _smallest(root: etree._Element, charged: Terms) -> str:
    """The shortest text of one element that holds the price, in the page's own characters."""
    texts = sorted((cell(element).text for element in root.iter(etree.Element)), key=len)
    return next(said for said in texts if any(a.text == charged.text for a in amounts(said)))
