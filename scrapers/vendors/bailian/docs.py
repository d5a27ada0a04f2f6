"""Bailian's help pages of Coding Plan and Token Plan, at home and abroad."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from scrapers.offer import Offer, Quota
from scrapers.page import Page
from scrapers.reading.document import Document, Record
from scrapers.reading.plan_quotas import quotas_of
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, apart, each
from scrapers.vendors.bailian.notices import introduced, limited, stopped
from scrapers.vendors.bailian.tables import Tier, models, plans, price_row
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.price_terms import terms
from scrapers.vocabulary.select import one
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.words import comparable

_CN = r"(?:help|docs\.bailian\.console)\.aliyun\.com/(?:zh/)?model-studio/"
_PACK = re.compile(r"用量包|加油包|\bpack\b|bundle", re.I)
_SEAT = re.compile(r"[座坐]席|\bseat\b", re.I)
_EDITIONS = {"personal": r"个人版|\bpersonal\b", "team": r"团队版|\bteam\b"}
_EDITION = re.compile(r"token plan|个人版|团队版|\b(?:personal|team)\b(?: edition)?|[-·]", re.I)
_TIERS = {r"标准[座坐]席": "standard", r"高级[座坐]席": "pro", r"尊享[座坐]席": "max"}


class HelpPage(Source):
    """A help page with tables of plans. Rows became columns and 坐席 became 座席: only the words count."""

    vendor = "bailian"
    currency = "CNY"

    def identity(self, tier: Tier, page: Page) -> tuple[str, str]:
        """The slug and `per` of a tier; each help page says its own."""
        raise TypeError(f"{type(self).__name__} names no tier")

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        for tier in plans(Document(page)):
            if isinstance(tier, Unread):
                yield tier
            else:
                yield from each([tier], lambda tier: self._tier(tier, page), Tier.quoted)

    def _tier(self, tier: Tier, page: Page) -> list[Offer | Unread]:
        plan, per = self.identity(tier, page)
        quotas, unread = apart(lambda: quotas_of(tier.record, plan.endswith("pack")), tier.quoted())
        offer = self._offer(tier.record, plan, per, quotas)
        if offer and tier.retired:
            offer = replace(offer, availability="Discontinued")
        return [*([offer] if offer else []), *unread]

    def _offer(self, record: Record, plan: str, per: str, quotas: tuple[Quota, ...]) -> Offer | None:
        """The offer of one tier, None where its cells state no price, quota or stock."""
        label, cell = price_row(record) or ("", None)
        said = terms(cell.text, cell.struck, str(self.currency), label=label) if cell else None
        if said and said.seat != (per == "seat") and (said.seat or plan.endswith("pack")):
            raise PageChanged(
                f"{record.name} is sold per {per}, its price says otherwise: {cell and cell.said!r}"
            )
        stock = availability(cell.text) if cell and not said else None
        if not (said or stock or quotas):
            return None
        return Offer(
            vendor=self.vendor,
            product=self.product,
            plan=plan,
            plan_name=clean(record.name),
            region=self.region,
            per=per,
            period=said.period if said else None,
            currency=self.currency if said else None,
            price=said.price if said else None,
            list_price=said.list_price if said else None,
            charges=said.charges if said else (),
            availability=stock,
            quotas=quotas,
            models=models(record),
            evidence=cell.said if cell and cell.said else " ".join(c.said for c in record.cells.values()),
        )


class CodingPlanCN(HelpPage):
    """The Coding Plan page: a table of the tiers on sale, bullets for promotions and stock, a notice on Lite.

    The column of a tier that ended vanishes; only the notice remains.
    """

    name = "bailian-coding-plan-cn"
    product = "coding-plan"
    region = "CN"
    url = "https://help.aliyun.com/zh/model-studio/coding-plan.md"
    instead: ClassVar[tuple[str, ...]] = (
        "https://docs.bailian.console.aliyun.com/zh/model-studio/coding-plan.md",
    )
    addresses = rf"{_CN}(?:user-guide/)?coding-plan"

    def identity(self, tier: Tier, page: Page) -> tuple[str, str]:
        return slug(re.sub(r"coding plan", "", tier.record.name, flags=re.I)), "account"

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        document = Document(page)
        over = {stop.plan: stop for stop in stopped(document, page.fetched_at)}
        stock = limited(document)
        said = list(super().offers(page))
        found = [
            replace(offer, availability="Discontinued" if offer.plan in over else offer.availability or stock)
            for offer in said
            if isinstance(offer, Offer)
        ]
        yield from (one for one in said if isinstance(one, Unread))
        yield from introduced(document, found, str(self.currency))
        for stop in over.values():
            if stop.plan not in {offer.plan for offer in found}:
                yield Offer(
                    vendor=self.vendor,
                    product=self.product,
                    plan=stop.plan,
                    plan_name=stop.plan_name,
                    region=self.region,
                    period=None,
                    currency=None,
                    price=None,
                    availability="Discontinued",
                    evidence=stop.evidence,
                )


class TokenPlanCN(HelpPage):
    """The Token Plan overview: a personal and a team table, each with a pack that is sold per piece."""

    name = "bailian-token-plan-cn"
    product = "token-plan"
    region = "CN"
    url = "https://help.aliyun.com/zh/model-studio/token-plan-overview"
    instead: ClassVar[tuple[str, ...]] = (
        "https://docs.bailian.console.aliyun.com/zh/model-studio/token-plan-overview.md",
    )
    addresses = rf"{_CN}(?:user-guide/)?token-plan-(?:personal-|team-)?overview"
    minimum = 4

    def identity(self, tier: Tier, page: Page) -> tuple[str, str]:
        edition, name = _edition(tier, page.url), comparable(tier.record.name)
        if _PACK.search(name):
            return f"{edition}-pack", "account"
        return (
            f"{edition}-{slug(_EDITION.sub(' ', name), _TIERS)}",
            "seat" if edition == "team" else "account",
        )


def _edition(tier: Tier, url: str) -> str:
    """Personal or team: said by the name, by the nearest heading, by the page's address, or by seats in the table."""
    seats = any(_SEAT.search(comparable(name)) for name in tier.beside)
    said = [tier.record.name, *reversed(tier.headings), url.rsplit("/", 1)[-1].replace("-", " ")]
    found = [_named(words) for words in said] + [["team"] if seats else []]
    edition = one(next((named for named in found if named), []), f"edition of {tier.record.name!r}")
    if seats and edition == "personal":
        raise PageChanged(f"seats in a personal table: {', '.join(tier.beside)}")
    return edition


def _named(words: str) -> list[str]:
    return [edition for edition, pattern in _EDITIONS.items() if re.search(pattern, comparable(words), re.I)]


class CodingPlanIntl(CodingPlanCN):
    """The same page abroad, in dollars."""

    name = "bailian-coding-plan-intl"
    region = "INTL"
    currency = "USD"
    url = "https://www.alibabacloud.com/help/en/model-studio/coding-plan.md"
    instead = ()
    addresses = r"(?:www\.)?alibabacloud\.com/help/en/model-studio/(?:user-guide/)?coding-plan"


class TokenPlanIntl(TokenPlanCN):
    """The same page abroad, in dollars."""

    name = "bailian-token-plan-intl"
    region = "INTL"
    currency = "USD"
    url = "https://www.alibabacloud.com/help/en/model-studio/token-plan-overview.md"
    instead = ()
    addresses = r"(?:www\.)?alibabacloud\.com/help/en/model-studio/token-plan-(?:personal-|team-)?overview"
