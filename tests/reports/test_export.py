"""The files programs read: they agree with the reports and their schemas, and carry nothing that harms."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from db.copies import copy, nameless
from db.curated.import_history import import_history
from db.database import Database
from db.open import open_db
from db.tables import crawls, pages
from db.tables.events import Change, record
from db.tables.observations import Origin, begin
from reports import frames
from reports.facts.figures import figures
from reports.files.export import schema, write_data
from reports.files.history_rows import HISTORY
from reports.files.json_ld import embedded, product
from reports.question import ReportQuery
from reports.views.catalogue import show
from scrapers.offer import Offer

DAY = date(2026, 10, 4)
NASTY = "=cmd|'/c calc'!A1 <script>alert(1)</script>\u202e\u200f\x00\x1b[31m\n\"quoted\", 套餐🧋"
FILES = {
    "llms.txt", "data/prices.json", "data/changes.json", "data/history.csv", "data/history.parquet", "data/rates.csv",
    "data/codingplans.sqlite", "data/schemas/prices.schema.json", "data/schemas/changes.schema.json",
    "data/schemas/history.schema.json", "data/schemas/rates.schema.json",
}  # fmt: skip


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The bundled history, a vendor that writes whatever harms, and the traces a crawl leaves."""
    db = open_db(tmp_path_factory.mktemp("history") / "history.db")
    import_history(db)
    nasty = Offer.from_json(
        {
            "vendor": "acme", "product": "coding-plan", "plan": "lite", "plan_name": NASTY, "region": "CN", "period": "P3M",
            "currency": "CNY", "price": "120", "list_price": "150", "intro_price": "59.8", "intro_periods": 2,
            "intro_until": "2026-12-31", "availability": "LimitedAvailability", "evidence": NASTY, "models": [NASTY],
            "quotas": [{"amount": 6000, "unit": "requests", "window": "PT5H"}],
        }
    )  # fmt: skip
    crawl = crawls.record(
        db,
        {
            "vendor": "acme", "kind": "live", "vantage": "198.51.100.7 home", "started_at": "2026-10-01T18:30:00Z",
            "outcome": "partial", "offers": 1, "message": "acme-page: /home/someone/kept/acme.warc.gz: no such file",
        },
        [
            {"source": "acme-page", "parser": 1, "outcome": "PageChanged", "offers": 0,
             "message": "see https://acme.example/a/b and C:\\Users\\someone\\page.html"},
        ],
    )  # fmt: skip
    (page,) = pages.record(
        db, crawl,
        [{
            "source": "acme-page", "url": "https://acme.example/", "final_url": "https://acme.example/",
            "status": 200, "media": None, "fetched_at": "2026-10-01T18:30:00Z", "sha256": "0" * 64, "bytes": 10,
            "archive": "/home/someone/archive/acme.warc.gz", "position": 512,
        }],
    )  # fmt: skip
    origin = Origin(
        "scraped", "acme-page", sources={"price": "acme-page"}, url="javascript:alert(1)", page_id=page
    )
    begin(db, nasty, origin, "2026-10-01T18:30:00Z", "2026-10-04T18:30:00Z")
    change = Change("plan_added", None, {"price": "120", "plan_name": NASTY})
    record(
        db,
        nasty,
        change,
        at="2026-10-01T18:30:00Z",
        published_at="2026-10-01T18:30:00Z",
        provenance="scraped",
    )
    return db


@pytest.fixture(scope="module")
def folder(history: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("site")
    written = write_data(history, DAY, made)
    assert {path.relative_to(made).as_posix() for path in written} == FILES
    assert {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()} == FILES
    return made


def read_json(folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "data" / name).read_text(encoding="utf-8"))
    return found


def read_csv(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def faults(name: str, value: Any) -> list[str]:
    validator = Draft202012Validator(json.loads(schema(name)))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


@pytest.mark.parametrize("name", ["prices", "changes", "history", "rates"])
def test_a_schema_is_one_and_stands_beside_the_data(folder: Path, name: str) -> None:
    said = json.loads((folder / "data/schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(said)
    assert said["title"] == name


@pytest.mark.parametrize("name", ["prices", "changes"])
def test_a_json_file_is_its_report_and_keeps_its_schema(history: Database, folder: Path, name: str) -> None:
    said, out = read_json(folder, f"{name}.json"), io.StringIO()
    show(history, name, ReportQuery(day=DAY), "json", out)
    assert said == json.loads(out.getvalue())
    assert len(said["rows"]) > 100
    assert faults(name, said) == []
    assert faults(name, {**said, "more": 1})
    assert faults(name, {**said, "rows": [{**said["rows"][0], "offer": "no id"}]})


def test_history_csv_is_the_frame_and_keeps_its_schema(history: Database, folder: Path) -> None:
    rows = read_csv(folder, "history.csv")
    assert [fault for row in rows for fault in faults("history", row)] == []
    frame = frames.history(history, as_of=DAY)
    assert list(rows[0]) == list(HISTORY)
    assert set(HISTORY) == set(frames.HISTORY)
    assert sorted((row["offer"], row["from"][:10]) for row in rows) == sorted(
        zip(frame["offer"], frame["from"].dt.strftime("%Y-%m-%d"), strict=True)
    )
    assert {"true", "false"} == {row["claim"] for row in rows}


def test_parquet_says_what_the_csv_says_with_types(folder: Path) -> None:
    table = pq.read_table(folder / "data/history.parquet")
    rows, text = table.to_pylist(), read_csv(folder, "history.csv")
    assert table.column_names == list(HISTORY)
    assert len(rows) == len(text)
    for row, said in zip(rows, text, strict=True):
        assert row["offer"] == said["offer"]
        assert row["price"] == Decimal(said["price"])
        assert row["intro_price"] == (Decimal(said["intro_price"]) if said["intro_price"] else None)
        assert str(row["intro_until"] or "") == said["intro_until"]
    nasty = next(row for row in rows if row["vendor"] == "acme")
    assert nasty["from"] == datetime(2026, 10, 1, 18, 30, tzinfo=UTC)
    assert nasty["quotas"] == [{"amount": Decimal(6000), "unit": "requests", "window": "PT5H"}]
    assert nasty["models"] == [NASTY]


def test_a_history_without_states_keeps_its_columns(folder: Path, tmp_path: Path) -> None:
    db = open_db(tmp_path / "empty.db")
    write_data(db, DAY, tmp_path)
    empty = pq.read_table(tmp_path / "data/history.parquet")
    assert (empty.num_rows, empty.schema) == (0, pq.read_schema(folder / "data/history.parquet"))


def test_rates_are_exact_and_end_with_the_day(folder: Path) -> None:
    rows = read_csv(folder, "rates.csv")
    assert [fault for row in rows for fault in faults("rates", row)] == []
    assert (rows[0]["day"], rows[-1]["day"]) == ("2025-01-02", "2026-10-02")
    last = rows[-1]
    exact = Decimal(last["cny_per_eur"]) / Decimal(last["usd_per_eur"])
    assert abs(Decimal(last["usd_cny"]) - exact) <= Decimal("0.000000005")


def test_the_same_night_writes_the_same_bytes(history: Database, folder: Path, tmp_path: Path) -> None:
    for path in write_data(history, DAY, tmp_path):
        if path.suffix != ".sqlite":
            assert path.read_bytes() == (folder / path.relative_to(tmp_path)).read_bytes()


def test_no_cell_is_a_formula_and_no_file_hides_anything(folder: Path) -> None:
    for name in ("history.csv", "rates.csv"):
        for row in read_csv(folder, name):
            for value in row.values():
                assert not re.match(r"\s*[=+@\-|%]", value) or re.fullmatch(r"-?\d+(\.\d+)?", value)
    for path in folder.rglob("*"):
        if path.suffix in (".csv", ".json", ".txt"):
            assert not set("\x00\x1b\u202e\u200f") & set(path.read_text(encoding="utf-8")), path
    assert "<script" not in (folder / "llms.txt").read_text(encoding="utf-8")


def test_the_database_is_whole_and_says_nothing_of_the_machine(history: Database, folder: Path) -> None:
    path = folder / "data/codingplans.sqlite"
    assert [name.name for name in path.parent.iterdir() if "sqlite" in name.name] == [path.name]
    copied = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
    assert copied.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    for table in ("observations", "offers", "events", "rates", "pages", "states"):
        count = f"SELECT count(*) FROM {table}"
        assert copied.execute(count).fetchone() == history.execute(count).fetchone()
    assert copied.execute("SELECT DISTINCT archive, position FROM pages").fetchall() == [(None, None)]
    assert copied.execute("SELECT DISTINCT vantage FROM crawls").fetchall() == [(None,)]
    assert copied.execute("SELECT message FROM crawls").fetchone() == (
        "acme-page: acme.warc.gz: no such file",
    )
    copied.close()
    raw = path.read_bytes()
    assert b"someone" not in raw
    assert b"198.51.100.7" not in raw
    assert b"https://acme.example/a/b" in raw


def test_a_copy_is_made_while_somebody_writes_and_replaces_the_one_before(tmp_path: Path) -> None:
    db = open_db(tmp_path / "live.db")
    copy(db, tmp_path / "copy.sqlite")
    db.execute("INSERT INTO rates VALUES ('2030-01-01', 'CNY', '8', 'test')")
    copy(db, tmp_path / "copy.sqlite")
    assert Database(tmp_path / "copy.sqlite").table("rates").count_where("day = '2030-01-01'") == 1
    assert sorted(path.name for path in tmp_path.iterdir() if "copy" in path.name) == ["copy.sqlite"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/home/a/b.warc: gone", "b.warc: gone"),
        ("cannot read '/tmp/x/y.html'", "cannot read 'y.html'"),
        (r"C:\Users\a\page.html", "page.html"),
        ("https://acme.example/a/b?c=/d/e", "https://acme.example/a/b?c=/d/e"),
        ("40元/月 and 1/2", "40元/月 and 1/2"),
        ("offer acme/plan/lite/CN", "offer acme/plan/lite/CN"),
    ],
)
def test_a_path_is_cut_down_to_its_file(text: str, left: str) -> None:
    assert nameless(text) == left


def test_llms_txt_links_what_is_there(folder: Path) -> None:
    text = (folder / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# codingplans\n\n> ")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert set(links) == FILES - {"llms.txt"}
    assert re.search(r"CN \d+\. Baidu Qianfan Token Plan Mini", text)
    assert "113.80 CNY" in text


# schema.org


def described(db: Database, prefix: str) -> dict[str, Any]:
    found = [one for one in figures(db, ReportQuery(day=DAY)) if one.offer.id.startswith(prefix)]
    said = product(sorted(found, key=lambda one: one.offer.id))
    assert said is not None
    return said


def test_an_introduction_and_the_price_after_it_are_two_specifications(history: Database) -> None:
    said = described(history, "volcengine/coding-plan/lite/CN")
    assert (said["@context"], said["@type"], said["productID"]) == (
        "https://schema.org", "Product", "volcengine/coding-plan/lite",
    )  # fmt: skip
    offers = {one["identifier"].split("/")[5]: one for one in said["offers"]}
    month, quarter, year = (offers[name]["priceSpecification"] for name in ("P1M", "P3M", "P1Y"))
    assert month[0] == {
        "@type": "UnitPriceSpecification", "price": "9.9", "priceCurrency": "CNY", "unitCode": "MON", "billingDuration": 2,
        "referenceQuantity": {"@type": "QuantitativeValue", "value": 1, "unitCode": "MON"}, "validThrough": "2026-11-08",
    }  # fmt: skip
    assert (month[1]["price"], month[1]["billingStart"]) == ("40", 2)
    assert (quarter[0]["referenceQuantity"]["value"], quarter[0]["billingDuration"]) == (3, 3)
    assert (year[0]["unitCode"], year[0]["billingDuration"], year[1]["billingStart"]) == ("ANN", 1, 1)


def test_only_the_crossed_out_price_has_a_type(history: Database) -> None:
    offers = described(history, "acme/coding-plan/lite")["offers"]
    types = [one.get("priceType") for one in offers[0]["priceSpecification"]]
    assert types == [None, None, "https://schema.org/ListPrice"]
    assert [one.get("billingDuration") for one in offers[0]["priceSpecification"]] == [6, None, None]
    assert offers[0]["availability"] == "https://schema.org/LimitedAvailability"
    assert "url" not in offers[0], "an address that is none is left out"


def every_text(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from every_text(one)
    elif isinstance(value, list):
        for one in value:
            yield from every_text(one)
    elif isinstance(value, str):
        yield value


def test_what_a_page_embeds_cannot_leave_its_script_element(history: Database) -> None:
    said = described(history, "acme/coding-plan/lite")
    text = embedded(said)
    assert not set("<>&\x00\x1b\u202e") & set(text)
    assert json.loads(text) == said
    assert all("billingIncrement" not in one for one in every_text(said))


def test_seats_say_so_and_nothing_is_described_without_a_price(history: Database) -> None:
    said = described(history, "claude/membership/team-standard/INTL/seat")
    assert said["offers"][0]["additionalProperty"]["value"] == "seat"
    assert product([]) is None
