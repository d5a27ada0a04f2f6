"""Facts: everything the pages say about one day, read from the database once for all pages and languages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from db.database import Database, select
from db.tables.states import states_on
from reports.facts.endings import Ending, endings
from reports.facts.events import Event, events_of
from reports.facts.figures import Figure, figures
from reports.facts.health import Health, health
from reports.facts.open_holds import PLAN_NAME
from reports.facts.source_reads import last_good
from reports.facts.timeline import Timeline, timeline
from reports.question import ReportQuery
from reports.site.plans import Plan, Wait, plans
from reports.views.opening import Notes, notes

RECENT_DAYS = 7


@dataclass(frozen=True)
class Facts:
    """One day as the pages tell it: figures in rank order, plans by name, events newest first.

    `read_at` is when the vendors were last read by then (UTC), None where they never were.
    """

    db: Database
    query: ReportQuery
    figures: list[Figure]
    notes: Notes
    past: Timeline
    events: list[Event]
    ending: list[Ending]
    holds: list[Wait]
    health: list[Health]
    plans: list[Plan]
    where: Mapping[str, str]
    read_at: str | None

    def recent(self) -> list[Event]:
        """What vendors changed in the last seven days."""
        since = (self.query.day - timedelta(days=RECENT_DAYS)).isoformat()
        return [one for one in self.events if one.at >= since and one.cause == "vendor"]

    def corrections(self) -> list[Event]:
        return [one for one in self.events if one.cause == "correction"]

    def said(self, lang: str) -> Notes:
        """The notes in a language."""
        return replace(self.notes, query=replace(self.query, lang=lang))


def gather(db: Database, day: date) -> Facts:
    """Everything known of the end of a day; raises NoRate before 2025."""
    query = ReportQuery(day=day)
    priced, past, events = figures(db, query), timeline(db), events_of(db, query)
    waits = holds(db, query)
    known = plans(db, query, past, priced, events, waits)
    where = {term.id: plan.slug for plan in known for term in plan.terms}
    where |= {old: where[term.id] for plan in known for term in plan.terms for old in past.ids(term.id)}
    return Facts(
        db=db,
        query=query,
        figures=priced,
        notes=notes(db, query),
        past=past,
        events=events,
        ending=endings(states_on(db, day), query),
        holds=[one for one in waits if one.open],
        health=health(db, query),
        plans=known,
        where=where,
        read_at=last_good(db, datetime.fromisoformat(query.at)).at,
    )


def holds(db: Database, query: ReportQuery) -> list[Wait]:
    """Every hold that began by the end of the day, the oldest first."""
    rows = select(
        db,
        f"""SELECT id, offer, vendor, field, rule, value, known, reason, ends_by, since, status, ended_at, {PLAN_NAME} FROM holds
           WHERE since <= ? ORDER BY since, id""",
        [query.at],
    )
    return [_wait(row, query.at) for row in rows]


def _wait(row: dict[str, Any], at: str) -> Wait:
    ended = row["ended_at"] if row["ended_at"] and row["ended_at"] <= at else None
    status = row["status"] if ended or row["status"] == "open" else "open"
    return Wait(**{**row, "ended_at": ended, "status": status})
