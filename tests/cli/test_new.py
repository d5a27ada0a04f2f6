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
TABLE = "<table><tr><th>套餐</th><th>价格</th></tr><tr><td>专业版 Pro</td><td>¥39 / 月</td></tr></table>"


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


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with a new vendor."""
    copy = tmp_path_factory.mktemp("checkout")
    without = shutil.ignore_patterns("__pycache__")
    for name in ("scrapers", "pipeline", "db", "reports", "cli"):
        shutil.copytree(ROOT / name, copy / name, ignore=without)
    shutil.copy(ROOT / "pyproject.toml", copy)
    vendors = "tests/scrapers/vendors"
    (copy / vendors).mkdir(parents=True)
    for name in ("conftest.py", "network.py", "captured.py", "places.py"):
        shutil.copy(ROOT / "tests" / name, copy / "tests")
    for name in ("test_samples.py", "test_naming.py"):
        shutil.copy(ROOT / vendors / name, copy / vendors)
    done = run(copy, "cli.main", "new", "acme", URL)
    assert done.returncode == 0, done.stderr
    assert f"made {copy / 'scrapers' / 'vendors' / 'acme.py'}" in done.stdout
    return copy


def samples(copy: Path) -> subprocess.CompletedProcess[str]:
    return run(
        copy, "pytest", "-q", "-p", "no:cacheprovider", "tests/scrapers/vendors/test_samples.py", "-k", "acme"
    )


def test_its_test_fails_until_a_person_wrote_and_checked_it(made: Path) -> None:
    assert samples(made).returncode == samples(made).returncode == 1
    [folder] = (made / "scrapers" / "samples" / "acme").iterdir()
    said = json.loads((folder / "page.json").read_text(encoding="utf-8"))
    (folder / "page.json").write_text(json.dumps(said | {"note": "The documented table."}), encoding="utf-8")
    (folder / "body.html").write_text(
        f"<html><body><p>订阅套餐与价格</p>{TABLE}</body></html>", encoding="utf-8"
    )
    first = samples(made)
    assert "check every number in it against the page" in first.stdout
    [offer] = json.loads((folder / "offers.json").read_text(encoding="utf-8"))
    assert (offer["plan"], offer["price"], offer["period"], offer["currency"]) == ("pro", "39", "P1M", "CNY")
    assert samples(made).returncode == 0


def test_it_is_named_as_vendors_are(made: Path) -> None:
    done = run(made, "pytest", "-q", "-p", "no:cacheprovider", "tests/scrapers/vendors/test_naming.py")
    assert done.returncode == 0, done.stdout


def test_its_code_is_clean(made: Path) -> None:
    code = str(made / "scrapers" / "vendors" / "acme.py")
    for words in (("check", code), ("format", "--check", code)):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *words], cwd=made, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("acme", "https://other.example/plans"), "exists already"),
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
def test_what_cannot_be_made_is_one_line_and_no_file(made: Path, words: tuple[str, ...], why: str) -> None:
    done = run(made, "cli.main", "new", *words)
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert why in line
    assert not list((made / "scrapers").rglob("other*"))


def test_an_installation_is_no_checkout(made: Path, tmp_path: Path) -> None:
    for name in ("scrapers", "pipeline", "db", "reports", "cli"):
        shutil.copytree(made / name, tmp_path / name)
    done = run(tmp_path, "cli.main", "new", "other", "https://other.example/plans")
    assert done.returncode == 2
    assert "is no source checkout" in done.stderr
