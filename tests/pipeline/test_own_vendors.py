"""A user's own vendors: read like any other, and a broken one costs itself by file and line."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.crawl.main_job import own_samples
from scrapers.own import vendors as own_vendors
from scrapers.own.modules import own_modules
from scrapers.processes import trial

URL = "https://www.acme.example/plans"
PAGE = "<main><div><h3>Basic</h3><p>$10 / month</p></div><div><h3>Boost</h3><p>$30 / month</p></div></main>"
BROKEN = {
    "syntax": ("SOURCES = (", "__init__.py:1: SyntaxError"),
    "raises": ("\nSOURCES = (1 / 0,)\n", "__init__.py:2: ZeroDivisionError"),
    "leaves": ("import sys\nsys.exit()\n", "__init__.py:2: SystemExit"),
    "imports": ("import nowhere_at_all\n", "__init__.py:1: ModuleNotFoundError"),
    "empty": ("", "SOURCES is no tuple of sources"),
    "kimi": ("", "kimi is a vendor already"),
    "another": ("from scrapers.own.vendors.acme.plans import AcmePlans\nSOURCES = (AcmePlans(),)\n", "vendor is 'acme'"),
    "Acme2": ("", "its name is no vendor's"),
}  # fmt: skip


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *words],
        cwd=folder,
        env=os.environ | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def new(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(
        folder, "new", "--mine", *words, "--page", "page.html", "--currency", "USD", "--region", "INTL"
    )


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration, a vendor made there, and one beside it for each way to be broken."""
    folder = tmp_path_factory.mktemp("mine")
    (folder / "codingplans.toml").write_text('vendors = "own"\n', encoding="utf-8")
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    done = new(folder, "acme", URL)
    assert done.returncode == 0, done.stderr
    assert "PlanCards: 2 prices read" in done.stdout
    for name, (text, _) in BROKEN.items():
        (folder / "own" / name).mkdir()
        (folder / "own" / name / "__init__.py").write_text(text, encoding="utf-8")
    return folder


def test_its_page_is_read_with_its_offers_to_be_checked(mine: Path) -> None:
    done = run(mine, "extract", "page.html", "--url", URL)
    offers = json.loads(done.stdout)
    assert [(one["vendor"], one["plan"], one["price"]) for one in offers] == [
        ("acme", "basic", "10"),
        ("acme", "boost", "30"),
    ]
    [review] = (mine / "own" / "acme" / "samples").glob("*/offers.review.json")
    assert json.loads(review.read_text(encoding="utf-8")) == offers


def test_its_samples_are_crawled_and_reported_and_each_broken_one_is_named(mine: Path) -> None:
    done = run(mine, "crawl", "--replay", "own", "--db", "x.db")
    assert done.returncode == 1
    assert "ok 2026" in done.stderr.replace("     ", " ")
    notes = [line for line in done.stderr.splitlines() if "left out" in line]
    assert len(notes) == len(BROKEN)
    for _, said in BROKEN.values():
        assert any(said in line for line in notes), said
    assert "raises" in done.stderr.splitlines()[-1]
    rows = json.loads(run(mine, "report", "prices", "--db", "x.db", "--format", "json").stdout)["rows"]
    assert {row["plan"] for row in rows if row["vendor"] == "acme"} == {"basic", "boost"}
    assert "10 USD" in run(mine, "page", "acme/coding-plan/basic", "--db", "x.db").stdout


def test_a_broken_one_says_why_when_it_is_asked_for(mine: Path) -> None:
    done = run(mine, "crawl", "raises", "--replay", "own", "--db", "y.db")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert "own/raises/__init__.py:2: ZeroDivisionError: division by zero" in line


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("zhipu", "https://other.example/x"), "zhipu exists already: the program reads it"),
        (("acme", "https://other.example/x"), "acme exists already: add a source to"),
        (("other", URL), "is read by acme-plans-intl already"),
        (("other", "https://claude.com/pricing"), "is read by claude-pricing already"),
    ],
)
def test_a_taken_name_or_address_makes_no_file(mine: Path, words: tuple[str, str], why: str) -> None:
    done = new(mine, *words)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert why in line
    assert not (mine / "own" / "other").exists()


def test_without_a_folder_it_is_said_where_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    done = new(tmp_path, "acme", URL)
    assert done.returncode == 2
    assert 'set `vendors = "my-vendors"` in codingplans.toml' in done.stderr


def test_a_page_that_its_reader_never_ends_reading_costs_itself(tmp_path: Path) -> None:
    """The limits of a reader hold for a user's code too."""
    (tmp_path / "codingplans.toml").write_text('vendors = "own"\n', encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    for name in ("acme", "slow", "faulty"):
        assert new(tmp_path, name, URL.replace("acme", name)).returncode == 0
    endless = "\n    def offers(self, page):\n        while True:\n            pass\n"
    faulty = "\n    def offers(self, page):\n        raise KeyError('price')\n"
    for name, text in (("slow", endless), ("faulty", faulty)):
        with (tmp_path / "own" / name / "plans.py").open("a", encoding="utf-8") as file:
            file.write(text)
    done = run(tmp_path, "crawl", "--replay", "own", "--db", "x.db")
    assert done.returncode == 1
    assert "acme: 2 prices" in done.stderr
    assert "slow: 0 prices  slow-plans-intl: reading it takes more than" in done.stderr
    assert "faulty: 0 prices  faulty-plans-intl: " in done.stderr


ENDLESS = {
    "loops": ("x = 1\nwhile True:\n    try:\n        pass\n    except BaseException:\n        pass\n", r"loops.py:\d: it takes more than 1 s"),
    "sleeps": ("import time\ntime.sleep(10**6)\n", r"sleeps.py:2: it takes more than 1 s"),
    "counts": ("import math\nmath.factorial(10**8)\n", r"counts.py:2: it takes more than 1 s"),
    "grows": ("x = []\nwhile True:\n    x.append(bytes(1 << 20))\n", r"grows.py:3: it takes more than 64 MB"),
    "leaves": ("import os\nos._exit(0)\n", r"leaves.py: it ends the program when it is imported \(status 0\)"),
    "fetches": ("import itertools\nfrom scrapers.source import Source\nclass Fetches(Source):\n    name = 'fetches-intl'\n"
                "    vendor = 'fetches'\n    region = 'INTL'\n    url = 'https://fetches.example/'\n"
                "    addresses = 'fetches.example'\n    def fetches(self):\n        return itertools.repeat(1)\n"
                "SOURCES = (Fetches(),)\n", r"it takes more than 64 MB|it takes more than 1 s"),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_a_module_that_never_ends_its_import_costs_itself_by_file_and_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A night and every command stood still, and nothing said why."""
    text, said = ENDLESS[name]
    (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    (tmp_path / "sane.py").write_text("SOURCES = ()\n", encoding="utf-8")
    monkeypatch.setenv("CODINGPLANS_VENDORS", str(tmp_path))
    monkeypatch.setattr(trial, "SECONDS", 1)
    monkeypatch.setattr(trial, "MEMORY", 64 << 20)
    monkeypatch.setattr(own_vendors, "__path__", [str(tmp_path)])
    modules, faults = own_modules(())
    assert modules == []
    [endless, sane] = sorted(faults, key=lambda fault: fault.vendor == "sane")
    assert re.search(said, endless.message), endless.message
    assert "SOURCES is no tuple" in sane.message


def test_the_offline_run_replays_its_samples_and_names_one_that_cannot_be_read(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(mine / "own" / "acme", tmp_path / "acme")
    (tmp_path / "acme" / "samples" / "spoiled").mkdir()
    (tmp_path / "acme" / "samples" / "spoiled" / "page.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("CODINGPLANS_VENDORS", str(tmp_path))
    notes: list[str] = []
    [shelf] = own_samples(notes.append)
    assert [saved.source for saved in shelf.saved.values()] == ["acme-plans-intl"]
    assert [note for note in notes if "spoiled" in note]


def test_the_doctor_compares_a_sample_with_its_checked_offers(
    mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODINGPLANS_BASE_URLS", json.dumps({"www.acme.example": "http://127.0.0.1:9"}))
    shutil.copytree(mine / "own" / "acme", tmp_path / "own" / "acme")
    (tmp_path / "codingplans.toml").write_text('vendors = "own"\n', encoding="utf-8")
    [review] = (tmp_path / "own" / "acme" / "samples").glob("*/offers.review.json")

    def said() -> tuple[str, str]:
        done = run(tmp_path, "doctor", "acme", "--no-pages", "--patience", "0", "--format", "json")
        [found] = [one for one in json.loads(done.stdout)["checks"] if one["check"] == "samples"]
        return found["status"], found["message"]

    assert said() == ("warning", "0 samples read as checked, 1 have no offers.json")
    checked = review.rename(review.with_name("offers.json"))
    assert said() == ("ok", "1 samples read as checked")
    checked.write_text(checked.read_text(encoding="utf-8").replace('"30"', '"31"'), encoding="utf-8")
    status, message = said()
    assert status == "failed"
    assert (
        "acme/coding-plan/boost/INTL/account/P1M/USD: price is read as '30', and was checked as '31'"
        in message
    )
