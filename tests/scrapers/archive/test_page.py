"""Every number leads back to its bytes: `codingplans page`, and the words it marks."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.errors import Failed, Wrong
from cli.main import app
from db.database import Database
from db.open import open_db
from pipeline.archive.replay import run_offline
from pipeline.archive.trace import NoPage, of_observation, of_offer, of_page, quoted
from reports.question import ReportQuery
from reports.views.prices import prices_report
from scrapers.archive.quotation import passage
from scrapers.archive.warc_reader import Warcs

DAY = date(2026, 10, 6)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of an offline run, with its archive beside it."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    db = open_db(path)
    run_offline(db, archive=path.with_name("sample-archive"))
    db.close()
    return path


@pytest.fixture
def db(sample: Path) -> Iterator[Database]:
    opened = open_db(sample)
    yield opened
    opened.close()


def shown(sample: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["page", *words, "--db", str(sample)], catch_exceptions=False)
    return result.output


def test_every_row_of_report_prices_shows_the_words_it_came_from(db: Database, sample: Path) -> None:
    rows = prices_report(db, ReportQuery(day=DAY)).rows
    without = []
    for row in rows:
        trace = of_offer(db, row["offer"])
        assert trace is not None
        assert trace.state is not None
        if trace.page is None:
            without.append(trace.state.provenance)
            continue
        saved = trace.saved(sample.with_name("sample-archive"))
        assert saved.url == trace.page["url"]
        found = quoted(trace, saved)
        assert found, f"{row['offer']}: {trace.state.offer.evidence}"
        said = " ".join(found.text[start:end] for start, end in found.marks)
        assert re.search(r"\d|免费|\bfree\b|zero", said, re.I)
    assert set(without) == {"curated"}
    assert len(rows) - len(without) > 60


def test_a_price_is_shown_with_its_page(sample: Path) -> None:
    said = shown(sample, "zhipu/coding-plan/lite/CN/account/P1Y/CNY")
    assert "zhipu/coding-plan/lite/CN/account/P1Y/CNY  991.2 CNY" in said
    assert ">>>¥ 82.6 /月<<<" in said
    assert "https://bigmodel.cn/glm-coding" in said
    assert "连续包年" in said
    assert "zhipu-glm-coding-cn, parser" in said


def test_a_part_of_an_offer_shows_each_of_its_terms(sample: Path) -> None:
    said = shown(sample, "zhipu/coding-plan/lite/CN")
    assert said.count("sha256") == said.count(">>>") == 3


def test_a_page_is_found_by_the_beginning_of_its_hash_and_written_as_it_is(
    db: Database, sample: Path
) -> None:
    sha256 = next(db.query("SELECT sha256 FROM pages WHERE source = 'kimi-listgoods'"))["sha256"]
    assert {trace.page["sha256"] for trace in of_page(db, sha256[:10]) if trace.page} == {sha256}
    result = CliRunner().invoke(app, ["page", sha256[:10], "--raw", "--db", str(sample)])
    assert hashlib.sha256(result.stdout_bytes).hexdigest() == sha256


def test_an_unchanged_page_leads_to_the_record_that_has_its_bytes(db: Database, sample: Path) -> None:
    archive = sample.with_name("sample-archive")
    again = """SELECT sha256 FROM pages GROUP BY url, sha256 HAVING count(*) > 1"""
    for row in list(db.query(again))[:5]:
        [trace, *_] = of_page(db, row["sha256"])
        assert trace.page
        head = Warcs(archive).at(archive / trace.page["archive"], trace.page["position"])
        assert head.body == trace.saved(archive).body


def test_curated_prices_say_so_and_who_said_it(db: Database, sample: Path) -> None:
    said = shown(sample, "1")
    assert re.search(r"no page: checked by a person: .*20\d\d-\d\d-\d\d", said)
    assert ">>>" not in said
    trace = of_observation(db, 1)
    assert trace is not None
    with pytest.raises(NoPage):
        trace.saved(sample.with_name("sample-archive"))


def test_raw_bytes_of_several_pages_are_refused(sample: Path) -> None:
    with pytest.raises(Wrong, match="came from 2 pages; name one: "):
        shown(sample, "kimi", "--raw")
    with pytest.raises(Wrong, match="curated"):
        shown(sample, "lanyun", "--raw")


def test_an_archive_that_is_not_there_is_named(sample: Path, tmp_path: Path) -> None:
    with pytest.raises(Failed, match="nowhere"):
        shown(sample, "zhipu/coding-plan/lite/CN", "--archive", str(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("text", "quoted", "marked"),
    [
        ("<p>首月<b>￥ 9</b><i>.9</i></p>", "¥9.9", "<p>首月<b>>>>￥ 9</b><i>.9<<<</i></p>"),
        (r'{"text": "\u003cb\u003e\uffe520\u003c/b\u003e\/月"}', "¥20/月", r'{"text": "\u003cb\u003e>>>\uffe520\u003c/b\u003e\/月<<<"}'),
        ("costs 118, not 18, dollars", "18", "costs 118, not >>>18<<<, dollars"),
        ("1,500 元/月 or 500 元/月", "500 元/月", "1,500 元/月 or >>>500 元/月<<<"),
        ("| Pro | credits | **\\$20** /mo |", "Pro $20 /mo", "| >>>Pro<<< | credits | **>>>\\$20<<<** >>>/mo<<< |"),
        ("<style>p{}</style>$&#50;0 a&nbsp;month", "$20 a month", "<style>p{}</style>>>>$&#50;0 a&nbsp;month<<<"),
    ],
)  # fmt: skip
def test_words_are_found_as_they_were_sent(text: str, quoted: str, marked: str) -> None:
    found = passage(text, quoted)
    assert found is not None
    assert found.marked() == marked


def test_of_several_places_the_one_after_the_name_is_shown() -> None:
    found = passage("Lite 40 元/月 … Medium 40 元/月 … Max 90", "40 元/月", "Medium")
    assert found is not None
    assert (found.marked(), found.places) == ("Lite 40 元/月 … Medium >>>40 元/月<<< … Max 90", 2)


def test_words_that_are_not_there_are_not_found() -> None:
    assert passage("Lite 40 元/月", "49 元/月") is None
    assert passage("", "¥ 1") is None
