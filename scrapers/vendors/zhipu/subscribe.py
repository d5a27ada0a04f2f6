"""The subscription pages as a browser shows them: cards of plans under billing tabs."""

from collections.abc import Iterable

from scrapers.fetched import Fetch
from scrapers.offer import Quota
from scrapers.reading.cards.card import Card
from scrapers.reading.plan_cards import PlanCards
from scrapers.source import INTRO, PRICE
from scrapers.vendors.zhipu.plans import SLUGS, quotas


class GlmCodingCn(PlanCards):
    """The plan cards of bigmodel.cn, rendered: one read for each billing tab, as only the open tab is priced.

    The default tab is 连续包季, whose "¥94.4/月" is a third of what is charged.
    """

    name = "zhipu-glm-coding-cn"
    vendor = "zhipu"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://bigmodel.cn/glm-coding"
    addresses = r"(?:www\.|open\.)?bigmodel\.cn/glm-coding"
    prefix = r"GLM Coding (?:Plan )?"
    titles = rf"lite|pro|max|{'|'.join(SLUGS)}"
    tiers = SLUGS
    seats = r"team-.*"
    tabbed = True
    minimum = 3
    gives = PRICE | INTRO | {"availability"}  # the documentation states quotas more fully
    browser = True

    def fetches(self) -> Iterable[Fetch]:
        return [Fetch(self.url, click=tab) for tab in ("连续包月", "连续包季", "连续包年")]

    def quotas(self, card: Card) -> tuple[Quota, ...]:
        return quotas(line.text for line in card.lines)


class RenderedIntl(GlmCodingCn):
    """The same cards in dollars, as z.ai shows them once its scripts have run."""

    region = "INTL"
    currency = "USD"
