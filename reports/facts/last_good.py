"""The last good crawl: when most vendors were read together, who was not, and whether the last night came to its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.database import Database, select
from db.tables.runs import last_run
from reports.facts.source_reads import failed_crawls

# A look at few vendors, as a light round or one that was named, is no crawl of all.
_LAST = """
SELECT max(started_at) AS at FROM (
    SELECT started_at, count(DISTINCT CASE WHEN outcome <> 'failed' THEN vendor END) AS good
    FROM crawls WHERE kind = 'live' AND started_at <= :at GROUP BY started_at
) WHERE 2 * good >= (SELECT count(DISTINCT vendor) FROM crawls WHERE kind = 'live' AND started_at <= :at)
"""


@dataclass(frozen=True)
class LastGood:
    """When the last good crawl began and how long ago, None where there was none; whose last crawl failed as a whole.

    `unfinished` is when a night began that was stopped or killed, or goes on, where that was the last.
    """

    at: str | None
    age: timedelta | None
    failing: tuple[str, ...]
    unfinished: str | None

    def young(self, most: timedelta) -> bool:
        return self.age is not None and self.age <= most

    def sentence(self, most: timedelta) -> str:
        """One line for a monitor and whoever reads it."""
        limit = f"{most.total_seconds() / 3600:g} h"
        if self.age is None:
            parts = ["no good crawl yet"]
        else:
            hours = self.age.total_seconds() / 3600
            old = "" if self.young(most) else f", more than {limit}"
            parts = [f"last good crawl {self.at}, {hours:.1f} h ago{old}"]
        if self.failing:
            parts.append(f"failing: {', '.join(self.failing)}")
        if self.unfinished:
            parts.append(f"the night of {self.unfinished} is not finished or was interrupted")
        return f"{'ok' if self.young(most) else 'OLD'}: {'; '.join(parts)}"


def last_good(db: Database, now: datetime) -> LastGood:
    """The last good crawl by a moment."""
    until = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    [row] = select(db, _LAST, {"at": until})
    at, night = row["at"], last_run(db, "night")
    return LastGood(
        at,
        now - datetime.fromisoformat(at) if at else None,
        tuple(sorted(failed_crawls(db, until))),
        night.started_at if night and night.outcome in (None, "interrupted") else None,
    )
