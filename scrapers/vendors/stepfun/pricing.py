"""StepFun's page where one subscribes."""

from scrapers.reading.plan_cards import PlanCards


class StepPlanCN(PlanCards):
    """Cards by the month that a script draws: it is read when asked, and gives nothing. Labels (首三月专享) have no amounts."""

    name = "stepfun-step-plan-cn"
    vendor = "stepfun"
    product = "step-plan"
    region = "CN"
    currency = "CNY"
    url = "https://platform.stepfun.com/step-plan"
    addresses = r"platform\.stepfun\.com/step-plan"
    titles = r"Mini|Plus|Pro|Max"
    prefix = r"Flash "
    run_on = r"统一 Credit 额度体系"
    period = "P1M"
    nightly = False
    gives = frozenset()
    proven = False
