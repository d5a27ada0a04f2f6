"""Source: one place where a vendor states prices, and how to turn its page into offers."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Protocol

from scrapers.fetched import Fetched
from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.unread import Unread
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.prices.price_terms import Terms

PRICE = frozenset({"price"})
INTRO = frozenset({"intro"})
FACTS = frozenset({"quotas", "models", "availability"})
ALL = PRICE | INTRO | FACTS


class Witness(Protocol):
    """Who states offers: a vendor's page, or another tracker's listings. `gives` are the fields that are taken from it."""

    @property
    def name(self) -> str: ...
    @property
    def gives(self) -> frozenset[str]: ...
    @property
    def minimum(self) -> int: ...
    @property
    def proven(self) -> bool: ...
    @property
    def parser(self) -> int: ...
    @property
    def nightly(self) -> bool: ...


class Source(Fetched):
    """A source reads the pages of one address for offers.

    The order of a vendor's sources is the order of trust. `gives` says which fields a nightly read takes
    from it; what it states beyond that, like everything of a source that gives nothing, only confirms or
    contradicts the others.
    """

    product: ClassVar[str]
    products: ClassVar[tuple[str, ...]] = ()  # where the words of a plan decide: others it may be of
    regions: ClassVar[tuple[str, ...]] = ()  # where the payload decides: the regions it may name
    currency: ClassVar[str | None] = None  # declared, where the payload has none
    tiers: ClassVar[Mapping[str, str]] = {}  # patterns of the vendor's own names of plans, and their slugs
    seats: ClassVar[str] = r"(?!)"  # pattern of the slugs, or products, that are sold by the seat
    minimum: ClassVar[int] = 1  # fewer priced offers in a nightly read is a failed read
    gives: ClassVar[frozenset[str]] = ALL
    proven: ClassVar[bool] = (
        True  # False: its page was never seen in real bytes, and first has to prove itself
    )
    parser: ClassVar[int] = 1  # raised by whoever changes what old pages mean

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        """What the page states. A card, row or record that says anything unexpected is Unread (`unread.each`);
        raises a Refused for what concerns the page as a whole.
        """
        raise TypeError(f"{type(self).__name__} reads no page")

    def plan(self, name: str) -> str:
        """The slug of the plan that a name means."""
        return slug(name, self.tiers)

    def per(self, plan: str, product: str) -> str:
        """Whether a plan is sold by the seat, or to an account."""
        return "seat" if any(re.fullmatch(self.seats, said) for said in (plan, product)) else "account"

    def offer(
        self,
        name: str,
        terms: Terms | None,
        evidence: str,
        *,
        plan: str | None = None,
        product: str | None = None,
        region: str | None = None,
        per: str | None = None,
        period: str | None = None,
        currency: str | None = None,
        until: date | None = None,
        availability: str | None = None,
        quotas: tuple[Quota, ...] = (),
        models: tuple[str, ...] = (),
    ) -> Offer:
        """What the page states of a plan, by its name there; without terms an offer of facts, without a price.

        What is not given is the source's own: its product, region and currency, the slug of the name, an account or,
        where the slug or the price says so, a seat. `period` is for facts that are of one term only, `until` the
        announced last day of the introduction. Raises BadOffer for a value we have no word for.
        """
        plan, product = plan or self.plan(name), product or self.product
        per = per or ("seat" if terms and terms.seat else self.per(plan, product))
        return Offer(
            vendor=self.vendor,
            product=product,
            plan=plan,
            plan_name=clean(name),
            region=region or self.region,
            per=per,
            period=terms.period if terms else period,
            currency=currency or (self.currency if terms else None),
            price=terms.price if terms else None,
            list_price=terms.list_price if terms else None,
            intro_until=until if terms and terms.charges else None,
            charges=terms.charges if terms else (),
            availability=availability,
            quotas=quotas,
            models=models,
            evidence=evidence,
        )
