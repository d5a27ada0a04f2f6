"""Records of this vendor's services: renewAmount is the price, a payAmount that differs the first charge."""

from scrapers.reading.plan_records import PlanRecords
from scrapers.vendors.zhipu.plans import plan
from scrapers.vocabulary.plan_names import slug

TERMS = {"MONTHLY": "P1M", "QUARTERLY": "P3M", "YEARLY": "P1Y"}
MODES = {"CONTINUOUS": "renewing", "ONE_TIME": "once"}


class ChargeRecords(PlanRecords):
    """A record must state both amounts: the first charge alone may be a discount that ends."""

    vendor = "zhipu"
    product = "coding-plan"
    status = ("code", "msg")
    refusals = {"555": "queue", "401": "login", "1001": "login", ".+": "nothing"}
    fields = {"renewal": "renewAmount", "intro": "payAmount", "list": "originalAmount"}
    required = ("renewal", "intro")
    evidence = ("renewal",)
    intro_periods = 1
    seats = r"team-.+"

    def plan(self, name: str) -> str:
        return plan(name)


def seat_plan(name: str) -> str:
    """The slug of a seat's tier, known or new."""
    made = plan(name)
    return made if made.startswith("team-") else f"team-{slug(name)}"
