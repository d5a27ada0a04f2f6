"""What is news: one vocabulary of kinds of event, which all lists read."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from story import asked, change, crawl, empty, hold_state, offer, rows

import db as db_files
import pipeline
from db.database import Database
from db.tables.event_kinds import KINDS, Kind, UnknownKind, news
from db.tables.events import Change
from reports.facts.events import events_of
from reports.feeds.feed_files import write_feeds
from reports.feeds.news_items import entries
from reports.output.report import Report
from reports.question import LANGUAGES, ReportQuery
from reports.serve.mcp import price_changes
from reports.site.facts import gather
from reports.site.rows import event_row
from reports.views.catalogue import report

DAY = date(2026, 5, 29)
FACTS = {"price": "40", "plan_name": "Lite"}
SIDES = {
    "price_changed": ({"price": "30"}, {"price": "40"}),
    "plan_gone": (FACTS, None),
    "state_withdrawn": (FACTS, None),
    "renamed": ({"offer": "acme/coding-plan/old/CN/account/P1M/CNY"}, {"offer": offer().id}),
    "page_discovered": (None, {"url": "https://acme.example/new", "title": "New plans"}),
}


def _written() -> Iterator[str]:
    """Every word that code which writes events gives a change as its kind."""
    for package in (db_files, pipeline):
        for path in Path(str(package.__file__)).parent.glob("**/*.py"):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in (
                    "Change",
                    "_change",
                    "_amount_change",
                ):
                    yield from (
                        part.value
                        for part in ast.walk(call.args[0])
                        if isinstance(part, ast.Constant) and isinstance(part.value, str)
                    )


@pytest.fixture
def told() -> Database:
    """A database that holds one event of every kind, and those of our corrections as such."""
    database = empty()
    hold_state(database, offer(), "2026-05-01T02:00:00Z", "2026-05-29T02:00:00Z")
    crawl(database, "2026-05-29T02:00:00Z")
    for number, key in enumerate(KINDS, start=2):
        before, after = SIDES.get(key, (None, FACTS))
        cause = "correction" if KINDS[key].teller == "tracker" and KINDS[key].news else "vendor"
        change(database, key, before, after, f"2026-05-{number:02}T02:00:00Z", cause=cause)
    return database


def test_every_kind_that_is_written_is_in_the_vocabulary() -> None:
    written = set(_written())
    assert {"price_changed", "first_seen", "renamed", "end_corrected"} <= written
    assert written <= set(KINDS)


@pytest.mark.parametrize("one", KINDS.values(), ids=list(KINDS))
def test_every_kind_has_a_name_in_both_languages(one: Kind) -> None:
    names = [one.name(lang) for lang in LANGUAGES]
    assert all(names)
    assert len(set(names)) == 2
    assert not any("_" in name for name in names)
    assert not names[1].isascii()


def test_an_unknown_word_raises() -> None:
    with pytest.raises(UnknownKind, match="price_moved"):
        Change("price_moved", None, None)
    database = empty()
    change(database, "renamed", *SIDES["renamed"], "2026-05-02T02:00:00Z")
    database.execute("UPDATE events SET kind = 'price_moved'")
    with pytest.raises(UnknownKind, match="price_moved"):
        events_of(database, ReportQuery(day=DAY))


def test_no_list_prints_a_raw_key(told: Database, tmp_path: Path) -> None:
    write_feeds(told, DAY, tmp_path, None)
    said = [path.read_text(encoding="utf-8") for path in (tmp_path / "feeds").iterdir()]
    facts = gather(told, DAY)
    for lang in LANGUAGES:
        for name in ("changes", "accuracy", "health"):
            said += _words(report(told, name, ReportQuery(day=DAY, lang=lang)))
        said += _words(report(told, "history", ReportQuery(day=DAY, lang=lang, plan="acme")))
        said += [event_row(facts, one, lang)["what"] for one in facts.events]
    said += [row["in_words"] for row in price_changes(told, as_of=DAY.isoformat())["rows"]]
    raw = [key for key in KINDS if key != "renamed" for text in said if key in text]
    assert not raw


def _words(found: Report) -> list[str]:
    return [
        text
        for section in found.sections
        for text in (*section.text, *(str(line.cells) for line in section.lines))
    ]


def test_all_lists_tell_the_same_news(told: Database) -> None:
    vendors = {key for key in news() if KINDS[key].teller == "vendor"}
    ours = set(news()) - vendors
    changes = rows(told, "changes")
    assert {row["kind"] for row in changes if row["cause"] == "vendor"} == vendors
    assert {row["kind"] for row in changes if row["cause"] == "correction"} == ours
    assert {row["kind"] for row in price_changes(told, as_of=DAY.isoformat())["rows"]} == vendors | ours
    assert {one.kind for one in gather(told, DAY).events} == vendors | ours
    assert {one.kind for one in entries(told, ReportQuery(day=DAY))} == vendors
    assert {one.kind for one in entries(told, ReportQuery(day=DAY), "correction")} == ours
    everything = asked(told, "accuracy")["rows"][0]
    assert (everything["published"], everything["corrected"]) == (len(vendors), len(ours))


def test_another_kind_is_listed_where_it_is_asked_for(told: Database) -> None:
    assert [row["kind"] for row in rows(told, "changes", kind="page_discovered")] == ["page_discovered"]
    assert [row["kind"] for row in rows(told, "changes", kind="first_seen")] == ["first_seen"]
