"""The documentation of Moore Threads' Coding Plan."""

from scrapers.reading.plan_table import PlanTable
from scrapers.reading.tabular.plan_rows import PlanRow


class OverviewCN(PlanTable):
    """Sold by the quarter alone: a month's share of it is no price. The free trial of 30 days is no plan."""

    name = "mthreads-overview-cn"
    vendor = "mthreads"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://docs.mthreads.com/kuaecloud/kuaecloud-doc-online/coding_plan/plan_overview"
    addresses = r"docs\.mthreads\.com/kuaecloud/(?:.+/)?coding_plan/plan_overview|code\.mthreads\.com"
    minimum = 3
    proven = False

    def plan_of(self, row: PlanRow) -> str | None:
        return None if "trial" in row.name.lower() or "试用" in row.name else super().plan_of(row)
