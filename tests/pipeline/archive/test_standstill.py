"""Standing still: what is not judged again comes to what it would have come to, row for row, whatever the nights say."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from nights import API, FACTS, NEW, PAGE, START, WITNESS, empty, offer
from time_machine import travel

from db.database import Database, select
from db.open import open_db
from db.tables.states import moment
from pipeline.crawl.ledger import Ledger
from pipeline.crawl.memory import Memory
from pipeline.outcomes import Crawl
from pipeline.publish.decide import accept_hold, reject_hold
from pipeline.publish.standstill import Standstill
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.refusals import PageChanged, Refused
from scrapers.source import Source
from scrapers.study import Reading

SOURCES = (PAGE, API, WITNESS, NEW, FACTS)
Said = Mapping[Source, tuple[Offer, ...] | Refused]

prices = some.sampled_from(["49", "49", "59", "99", "490", "0", "9999"])
ends = some.none() | some.integers(0, 9).map(lambda days: START.date() + timedelta(days=days))


@some.composite
def offers(draw: some.DrawFn) -> tuple[Offer, ...]:
    found = []
    for plan in sorted(draw(some.sets(some.sampled_from(["lite", "pro", "max"]), min_size=1))):
        price, until = draw(prices), draw(ends)
        first: dict[str, object] = {"intro_price": "9", "intro_until": until} if until else {}
        stock = draw(some.sampled_from([None, None, "InStock", "SoldOut"]))
        found.append(offer(plan, price, availability=stock, **first))
    return tuple(found)


refusals = some.just(PageChanged("the page is another one"))
saids = some.fixed_dictionaries(
    {PAGE: offers() | refusals},
    optional={API: offers(), WITNESS: offers(), NEW: offers() | refusals, FACTS: some.just((offer("pro", None, availability="InStock"),))},
)  # fmt: skip
# Some nights of which each says one of a few things, so many hours after the last; in between a person may decide.
nights = some.lists(saids, min_size=1, max_size=3).flatmap(
    lambda said: some.lists(
        some.tuples(
            some.sampled_from(said),
            some.integers(1, 5),
            some.sampled_from([24, 24, 12, 1]),
            some.sampled_from([None, None, None, accept_hold, reject_hold]),
        ),
        min_size=1,
        max_size=4,
    )
)


@contextmanager
def database() -> Iterator[Database]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "nights.db"
        file.write_bytes(empty())
        db = open_db(file)
        yield db
        db.close()


def readings(said: Said, at: object) -> list[Reading]:
    found = []
    for source, what in said.items():
        page = Page(f"https://acme.example/{source.name}", b"", at, source=source.name)  # type: ignore[arg-type]
        refused = what if isinstance(what, Refused) else None
        found.append(Reading(source, page, () if refused else what, refused))  # type: ignore[arg-type]
    return found


def rows(db: Database) -> dict[str, Sequence[object]]:
    return {
        name: db.execute(f"SELECT * FROM [{name}]").fetchall()
        for name in db.table_names()
        if name not in ("rates",) and not name.startswith(("sqlite_", "_"))
    }


def told(plan: Sequence[tuple[Said, int, int, object]], memory: bool) -> dict[str, Sequence[object]]:
    """The rows that such nights leave."""
    at = START
    with database() as db:
        remembered = Memory(db) if memory else None
        for said, times, hours, decide in plan:
            for _ in range(times):
                at += timedelta(hours=hours)
                ledger = Ledger(db, "replay", moment(at), lambda _: None, memory=remembered)
                assert ledger.store("acme", SOURCES, readings(said, at)).word != "error"
            waiting = select(db, "SELECT id FROM holds WHERE status = 'open' ORDER BY id")
            if decide and waiting:
                with travel(at, tick=False):
                    decide(db, waiting[0]["id"])  # type: ignore[operator]
        return rows(db)


def page(**plans: str) -> Said:
    """What the page of a night says: each plan at its price in yuan."""
    return {PAGE: tuple(offer(plan, price) for plan, price in plans.items())}


BOTH, DEAR, JUMP, LITE = (
    page(lite="49", pro="99"),
    page(lite="59", pro="99"),
    page(lite="490"),
    page(lite="49"),
)
NEW_ONLY = {NEW: (offer("lite", "49"),)}
PROVEN = NEW_ONLY | {PAGE: (offer("lite", "49"),), WITNESS: (offer("lite", "49"),)}
SCENES = {
    "a price comes back": [(BOTH, 3, 24, None), (DEAR, 1, 24, None), (BOTH, 2, 24, None)],
    "a hold that repetition ends": [(LITE, 3, 24, None), (JUMP, 1, 24, None), (JUMP, 1, 1, None), (JUMP, 4, 24, None)],
    "an offer that is missing": [(BOTH, 3, 24, None), (LITE, 1, 24, None), (LITE, 1, 1, None), (LITE, 5, 24, None)],
    "a past read late, up to what is known": [(BOTH, 1, 24, None), (DEAR, 2, 240, None), (BOTH, 1, -300, None), (BOTH, 24, 24, None)],
    "a past read late, before what is known": [(BOTH, 2, 24, None), (DEAR, 4, 24, None), (DEAR, 1, -100, None)],
    "a source proven later": [(LITE, 1, 24, None), (PROVEN, 3, 240, None), (NEW_ONLY, 1, -700, None), (NEW_ONLY, 36, 24, None)],
}  # fmt: skip


@pytest.mark.parametrize("plan", SCENES.values(), ids=SCENES)
def test_what_goes_on_beneath_nights_that_say_the_same_is_not_passed_over(
    plan: Sequence[tuple[Said, int, int, object]],
) -> None:
    assert told(plan, memory=True) == told(plan, memory=False)


@settings(max_examples=30, deadline=None)
@given(nights)
def test_a_run_that_remembers_tells_what_single_nights_tell(
    plan: list[tuple[Said, int, int, object]],
) -> None:
    assert told(plan, memory=True) == told(plan, memory=False)


class Noted(Memory):
    """A memory that says at which crawls it knew the answer."""

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self.recalled: list[str] = []

    def recall(self, crawl: Crawl, *asked: object) -> tuple[Crawl, Standstill] | None:  # type: ignore[override]
        found = super().recall(crawl, *asked)  # type: ignore[arg-type]
        if found:
            self.recalled.append(crawl.at)
        return found


def test_nights_that_say_the_same_are_judged_once_until_an_introduction_ends() -> None:
    until = START.date() + timedelta(days=6)
    said = {PAGE: (offer("lite", "49"), offer("pro", "99", intro_price="9", intro_until=until))}
    with database() as db:
        memory = Noted(db)
        for day in range(1, 11):
            at = START + timedelta(days=day)
            Ledger(db, "replay", moment(at), lambda _: None, memory=memory).store(
                "acme", SOURCES, readings(said, at)
            )
    days = [date.fromisoformat(at[:10]) - START.date() for at in memory.recalled]
    assert [one.days for one in days] == [3, 4, 5, 8, 9, 10]


def test_a_light_round_a_listing_or_a_mended_reader_is_judged_for_itself() -> None:
    with database() as db:
        memory, at = Noted(db), START
        mended = (type("Mended", (type(PAGE),), {"parser": 2})(), *SOURCES[1:])
        for kind, light, sources in [
            *[("replay", False, SOURCES)] * 3,
            ("replay", True, SOURCES),
            *[("replay", False, SOURCES)] * 3,
            ("live", False, SOURCES),
            *[("replay", False, SOURCES)] * 3,
            ("replay", False, mended),
        ]:
            at += timedelta(days=1)
            ledger = Ledger(db, kind, moment(at), lambda _: None, stock_only=light, memory=memory)
            ledger.store("acme", sources, readings(LITE, at))
    days = [(date.fromisoformat(at[:10]) - START.date()).days for at in memory.recalled]
    assert set(days).isdisjoint({4, 8, 12})
    assert days[0] == 3
