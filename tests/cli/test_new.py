"""`codingplans new`: in a copy of the program, a vendor begins with files that fail until a person wrote them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

URL = "https://www.acme.example/doc/plans.html"


def run(copy: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a module of the copy, which hides the one that is installed."""
    environment = os.environ | {
        "PYTHONPATH": str(copy),
        "COLUMNS": "200",
        "CI": "",
    }  # no captures beside the copy
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


PAGES = {
    "table.md": "# 套餐\n\n| 套餐 | 单月价格 | 连续包月 | 每月积分 |\n|---|---|---|---|\n| 专业版 Pro | ¥49 | ¥39 | 2000 积分/月 |\n"
    "| 旗舰版 Max | ¥99 | ¥89 | 5000 积分/月 |\n",
    "cards.html": "<main><div><h3>Basic</h3><p>$10 / month</p></div><div><h3>Boost</h3><p>$30 / month</p></div></main>",
    "unmarked.html": "<main><h1>Pricing</h1><div><h3>Acme Assistant</h3><div>39</div><div>per user per month</div>"
    "<div>{ Annual subscription * }</div><a>Get a quote</a></div><div><h3>Acme Agent</h3><div>59</div><div>per user per month"
    "</div><div>{ Annual subscription * }</div><a>Get a quote</a></div></main>",
    "records.json": json.dumps(
        {
            "data": [
                {"title": "Pro", "price": 39, "cycle": "month"},
                {"title": "Max", "price": 890, "cycle": "year"},
            ]
        }
    ),
    "script.js": 'const a=1,p=[{name:"Pro",price:"39",cycle:"month",go(){return 1}},{name:"Max",price:"89",cycle:"month"}];',
}
READ = {  # what the new source reads, by the page it was made from
    "table.md": ("PlanTable", ["max P1M 89", "max-once P1M 99", "pro P1M 39", "pro-once P1M 49"]),
    "cards.html": ("PlanCards", ["basic P1M 10", "boost P1M 30"]),
    "unmarked.html": ("PlanCards", ["acme-agent P1Y 708", "acme-assistant P1Y 468"]),
    "records.json": ("PlanRecords", ["max P1Y 890", "pro P1M 39"]),
    "script.js": ("PlanRecords", ["max P1M 89", "pro P1M 39"]),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, with what the samples' test needs."""
    copy = tmp_path_factory.mktemp("checkout")
    without = shutil.ignore_patterns("__pycache__", "images")
    for name in ("scrapers", "pipeline", "db", "reports", "cli", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=without)
    shutil.copy(ROOT / "pyproject.toml", copy)
    vendors = "tests/scrapers/vendors"
    (copy / vendors).mkdir(parents=True)
    for name in ("conftest.py", "network.py", "captured.py", "places.py"):
        shutil.copy(ROOT / "tests" / name, copy / "tests")
    for name in ("test_samples.py", "test_naming.py"):
        shutil.copy(ROOT / vendors / name, copy / vendors)
    return copy


def url_of(name: str) -> str:
    ending = ".js" if name.endswith(".js") else ""
    return f"https://www.{name.split('.')[0]}co.example/plans{ending}"


@pytest.fixture(scope="module")
def made(copy: Path) -> dict[str, str]:
    """A vendor made from each page; what the command said, by page."""
    said = {}
    for name, text in PAGES.items():
        page = copy / name
        page.write_text(text, encoding="utf-8")
        money = ("--currency", "USD", "--region", "INTL") if "$" in text or "per user" in text else ()
        done = run(
            copy, "cli.main", "new", f"{name.split('.')[0]}co", url_of(name), "--page", str(page), *money
        )
        assert done.returncode == 0, done.stderr
        said[name] = done.stdout
    return said


def samples(copy: Path) -> subprocess.CompletedProcess[str]:
    return run(
        copy, "pytest", "-q", "-p", "no:cacheprovider", "tests/scrapers/vendors/test_samples.py", "-k", "co/"
    )


def test_the_reader_that_a_page_is_for_is_found_and_declared(copy: Path, made: dict[str, str]) -> None:
    for name, (reader, offers) in READ.items():
        assert f"{reader}: {len(offers)} prices read" in made[name]
        code = copy / "scrapers" / "vendors" / f"{name.split('.')[0]}co" / "plans.py"
        assert f"({reader}):" in code.read_text(encoding="utf-8")


def test_the_titles_of_cards_are_those_of_plans_that_were_read(copy: Path, made: dict[str, str]) -> None:
    code = (copy / "scrapers" / "vendors" / "unmarkedco" / "plans.py").read_text(encoding="utf-8")
    assert 'titles = "Acme Assistant|Acme Agent"' in code
    assert "unmarked = True" in code


def test_plans_of_the_curated_history_keep_their_slugs(copy: Path) -> None:
    """By their price, where their page calls them something else; the id may have dashes, its folder has none."""
    page = copy / "history.md"
    page.write_text("| Plan | Price |\n|---|---|\n| Sprinter | $10 / month |\n", encoding="utf-8")
    sold = ("--product", "command-code", "--currency", "USD", "--region", "INTL")
    done = run(
        copy, "cli.main", "new", "command-code", "https://commandcode.ai/plans", "--page", str(page), *sold
    )
    assert done.returncode == 0, done.stderr
    assert '"Sprinter": "goat"' in (copy / "scrapers/vendors/command_code/plans.py").read_text(
        encoding="utf-8"
    )


def test_the_samples_wait_for_a_person_and_then_hold(copy: Path, made: dict[str, str]) -> None:
    folders = {
        name: next((copy / "scrapers" / "samples" / f"{name.split('.')[0]}co").iterdir()) for name in PAGES
    }
    first = samples(copy)
    assert "check every number in it against the page" in first.stdout
    assert 'said["note"]' in first.stdout  # of what they imitate
    for folder in folders.values():
        about = json.loads((folder / "page.json").read_text(encoding="utf-8"))
        (folder / "page.json").write_text(
            json.dumps(about | {"note": "The documented page."}), encoding="utf-8"
        )
    for name, folder in folders.items():
        read = json.loads((folder / "offers.json").read_text(encoding="utf-8"))
        assert sorted(f"{one['plan']} {one['period']} {one['price']}" for one in read) == READ[name][1]
    assert samples(copy).returncode == 0


def test_it_is_named_as_vendors_are(copy: Path, made: dict[str, str]) -> None:
    done = run(copy, "pytest", "-q", "-p", "no:cacheprovider", "tests/scrapers/vendors/test_naming.py")
    assert done.returncode == 0, done.stdout


def test_its_code_is_clean(copy: Path, made: dict[str, str]) -> None:
    code = [str(path) for path in (copy / "scrapers" / "vendors").glob("*co/*.py")]
    assert len(code) == 2 * len(PAGES)
    for words in (("check", *code), ("format", "--check", *code)):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *words], cwd=copy, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("tableco", "https://other.example/plans"), "exists already"),
        (("kimi", "https://other.example/plans"), "exists already"),
        (("Acme-2", URL), "no vendor id"),
        (("import", URL), "no vendor id"),
        (("../evil", URL), "no vendor id"),
        (("other", "www.acme.example"), "no address"),
        (("other", 'https://acme.example/"""+x'), "no address"),
        (("other", "https://claude.com/pricing"), "read by claude-pricing already"),
        (("other", "https://other.example/", "--region", "EU"), "unknown region"),
        (("other", "https://other.example/", "--currency", "XYZ"), "unknown currency"),
        (("other", "https://other.example/", "--product", "Coding Plan"), "no product"),
    ],
)
def test_what_cannot_be_made_is_one_line_and_no_file(
    copy: Path, made: dict[str, str], words: tuple[str, ...], why: str
) -> None:
    done = run(copy, "cli.main", "new", *words, "--page", str(copy / "table.md"))
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert why in line
    assert not list((copy / "scrapers").rglob("other*"))


def test_an_installation_is_no_checkout(copy: Path, tmp_path: Path) -> None:
    for name in ("scrapers", "pipeline", "db", "reports", "cli"):
        shutil.copytree(copy / name, tmp_path / name)
    done = run(tmp_path, "cli.main", "new", "other", "https://other.example/plans", "--page", "x")
    assert done.returncode == 2
    assert "is no source checkout" in done.stderr
