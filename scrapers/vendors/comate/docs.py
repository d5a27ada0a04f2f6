"""Comate's documentation of its prices on Baidu's cloud."""

import re
from typing import ClassVar

from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular.plan_rows import PlanRow


class BillingCN(PlanTable):
    """Tiers are columns, and one cell states the month, the quarter and the year. Packs of requests are no plans."""

    name = "comate-billing-cn"
    vendor = "comate"
    product = "comate"
    region = "CN"
    currency = "CNY"
    url = "https://cloud.baidu.com/doc/COMATE/s/rlnvnio4a"
    addresses = r"cloud\.baidu\.com/doc/comate/s/rlnvnio4a|comate\.baidu\.com/(?:zh/)?pricing"
    tiers: ClassVar[dict[str, str]] = {
        "(?:个人)?(?:标准|免费|基础|体验)版": "free",
        "(?:个人)?专业版": "professional",
        "(?:个人)?旗舰版": "flagship",
        "企业专业版": "enterprise-professional",
        "企业旗舰版": "enterprise-flagship",
        "(?:企业)?专属版": "enterprise-dedicated",
    }
    seats = "enterprise-.+"
    minimum = 6
    proven = False

    def plan_of(self, row: PlanRow) -> str | None:
        """A tier without an edition in its name is of the one that the nearest heading names."""
        editions = re.compile("企业|个人")
        said = next((found[0] for text in reversed(row.headings) if (found := editions.search(text))), "")
        return self.plan(row.name if editions.search(row.name) else f"{said}{row.name}")
