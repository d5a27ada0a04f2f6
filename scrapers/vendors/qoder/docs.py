"""Qoder's documentation of its plans."""

from typing import ClassVar

from scrapers.reading.plan_table import PlanTable


class BillingCN(PlanTable):
    """Tiers are columns. The cell of a tier that cannot be bought yet says so beside its price."""

    name = "qoder-billing-cn"
    vendor = "qoder"
    product = "qoder"
    region = "CN"
    currency = "CNY"
    url = "https://help.aliyun.com/zh/lingma/billing-description"
    instead: ClassVar[tuple[str, ...]] = ("https://www.alibabacloud.com/help/zh/lingma/billing-description",)
    addresses = (
        r"(?:help\.aliyun\.com/(?:zh/)?|(?:www\.)?alibabacloud\.com/help/zh/)(?:lingma|qoder-?cn)/(?:product-overview/)?billing-description"
        r"|(?:www\.)?qoder\.(?:com\.)?cn/pricing"
    )
    tiers: ClassVar[dict[str, str]] = {
        r"(?:qoder(?: cn)? ?)?(?:个人)?(?:免费|体验)版.*": "free",
        r"(?:qoder(?: cn)? ?)?(?:个人)?专业版(?: ?[(（]?pro[)）]?)?": "pro",
        r"(?:qoder(?: cn)? ?)?(?:个人)?高级版(?: ?[(（]?pro ?\+[)）]?)?": "pro-plus",
        r"(?:qoder(?: cn)? ?)?(?:个人)?旗舰版(?: ?[(（]?ultra[)）]?)?": "ultra",
        r"(?:qoder(?: cn)? ?)?(?:企业)?团队版(?: ?[(（]?teams?[)）]?)?": "teams",
        r"(?:qoder(?: cn)? ?)?企业标准版.*": "enterprise-standard",
        r"(?:qoder(?: cn)? ?)?企业专属版.*": "enterprise",
    }
    seats = "teams|enterprise.*"
    minimum = 3
    proven = False


class DocsIntl(BillingCN):
    """The page abroad, in dollars; packs of credits are topped up. The pricing page itself is a script shell."""

    name = "qoder-docs-intl"
    region = "INTL"
    currency = "USD"
    url = "https://docs.qoder.com/account/pricing.md"
    instead = ()
    addresses = r"docs\.qoder\.com/account/pricing|(?:www\.)?qoder\.com/pricing"
    tiers: ClassVar[dict[str, str]] = {r"teams?": "teams"}
    minimum = 4


class NoticeIntl(DocsIntl):
    """The notice of the change of 2026-04-30, with the half price of before it beside."""

    name = "qoder-notice-intl"
    url = "https://docs.qoder.com/events/pricing-adjustment-notice"
    addresses = r"docs\.qoder\.com/events/pricing-adjustment-notice"
    nightly = False
    gives = frozenset()
