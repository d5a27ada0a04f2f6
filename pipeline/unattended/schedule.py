"""Times of day in a zone as moments: each once a day, also on the days whose clocks are changed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """Every day at these times in a zone, each up to `jitter` later; the same later on the same day, whoever asks again.

    A time that clocks skip is as late after the change as it would have been; one that they repeat is meant the first time.
    """

    times: tuple[time, ...]
    zone: ZoneInfo
    jitter: timedelta = timedelta()
    seed: str = ""

    def next(self, after: datetime) -> datetime | None:
        """The first moment (UTC) later than this one; None where there are no times."""
        return min((moment for moment in self._around(after) if moment > after), default=None)

    def last(self, until: datetime) -> datetime | None:
        """The last moment (UTC) that is not later than this one; None where there are no times."""
        return max((moment for moment in self._around(until) if moment <= until), default=None)

    def _around(self, moment: datetime) -> Iterator[datetime]:
        today = moment.astimezone(self.zone).date()
        for day in (today + number * DAY for number in range(-2, 3)):
            for at in self.times:
                yield datetime.combine(day, at, self.zone).astimezone(UTC) + self._later(f"{day} {at}")

    def _later(self, when: str) -> timedelta:
        most = int(self.jitter.total_seconds())
        return timedelta(seconds=random.Random(f"{self.seed} {when}").randint(0, most))
