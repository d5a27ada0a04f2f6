"""Stock: how often a plan was on sale when somebody looked, when it usually comes back, and since when it is as it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from db.database import Database, select
from reports.facts.cached_until_write import cached_until_write
from reports.facts.cost import rounded

DAYS = 30  # days whose looks are counted
_ZONE = ZoneInfo("Asia/Shanghai")  # where the vendors sell that sell out

# Plan after plan by its last days: the days before them are not read.
_LOOKS = """
SELECT looks.* FROM plans CROSS JOIN looks ON looks.plan_id = plans.id
WHERE day_number >= CAST(strftime('%s', :since) AS INTEGER) / 86400 AND last_look <= :at ORDER BY plans.plan, day_number
"""


@dataclass(frozen=True)
class Stock:
    """One plan (vendor/product/plan/region/per) over the last days. Times are UTC.

    `share` is the percentage of looks that found it on sale. `usual_hour` is the half hour in which it was most often
    first seen to be back, in Shanghai; None where that was never seen; `restocks` is on how many days it was.
    """

    plan: str
    on_sale: bool
    last_look: str
    looks: int
    in_stock: int
    days: int
    restocks: int
    usual_hour: str | None
    last_restock: str | None

    @property
    def share(self) -> str:
        return rounded(100 * Decimal(self.in_stock) / self.looks, 0)

    def to_json(self) -> dict[str, str | int | bool | None]:
        return {
            "plan": self.plan,
            "on_sale": self.on_sale,
            "last_look": self.last_look,
            "days": self.days,
            "looks": self.looks,
            "in_stock": self.in_stock,
            "in_stock_percent": self.share,
            "restock_days": self.restocks,
            "usual_restock": self.usual_hour,
            "usual_restock_zone": str(_ZONE),
            "last_restock": self.last_restock,
        }


@cached_until_write
def stock(db: Database, at: str) -> Mapping[str, Stock]:
    """Every plan that was looked at in the days up to a moment, by its name."""
    since = (datetime.fromisoformat(at) - timedelta(days=DAYS - 1)).date().isoformat()
    days: dict[str, list[dict[str, str | int | None]]] = {}
    for row in select(db, _LOOKS, {"since": since, "at": at}):
        days.setdefault(str(row["plan"]), []).append(row)
    return {plan: _stock(plan, rows) for plan, rows in days.items()}


def _stock(plan: str, rows: Sequence[Mapping[str, str | int | None]]) -> Stock:
    back = [str(row["restocked_at"]) for row in rows if row["restocked_at"]]
    return Stock(
        plan=plan,
        on_sale=bool(rows[-1]["last_in_stock"]),
        last_look=str(rows[-1]["last_look"]),
        looks=sum(int(row["looks"] or 0) for row in rows),
        in_stock=sum(int(row["in_stock"] or 0) for row in rows),
        days=len(rows),
        restocks=len(back),
        usual_hour=_usual(back),
        last_restock=back[-1] if back else None,
    )


def _usual(moments: Sequence[str]) -> str | None:
    """The half hour in which most of these moments lie, the later one of two that are as frequent; None without any."""
    halves = Counter(_half_hour(datetime.fromisoformat(one).astimezone(_ZONE)) for one in moments)
    return max(halves, key=lambda half: (halves[half], half)) if halves else None


def _half_hour(time: datetime) -> str:
    return f"{time:%H}:{'30' if time.minute >= 30 else '00'}"
