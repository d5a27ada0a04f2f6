"""What held at the end of a day, read once a report, whoever asks."""

from db.database import Database
from db.tables.states import State, states_at
from reports.facts.cached_until_write import cached_until_write


@cached_until_write
def states_of_day(db: Database, at: str) -> tuple[State, ...]:
    """What held at the last second of a day, by offer id, introductions over by then left out."""
    return tuple(state.at(at) for state in states_at(db, at))
