"""A live crawl by a default install: every source that needs no browser is read."""

import json
import os
import subprocess
import sys
from pathlib import Path

from crawler import FAST, NO_BANK, outcomes
from street import RENDERED, Street

from db.curated.import_history import BUNDLED

INSTALLED = os.environ.get("CODINGPLANS_DEFAULT_INSTALL")  # a `codingplans` without extras; CI makes one
WITHOUT_EXTRAS = """
import sys
sys.modules.update(dict.fromkeys(("playwright", "scrapy_playwright", "datasette", "mcp", "vl_convert", "altair", "pyarrow")))
sys.argv[0] = "codingplans"
from cli.main import main
main()
"""


def test_the_default_install_reads_every_source_that_needs_no_browser(street: Street, tmp_path: Path) -> None:
    program = [INSTALLED] if INSTALLED else [sys.executable, "-P", "-c", WITHOUT_EXTRAS]
    done = subprocess.run(
        [*program, "crawl", "--db", "x.db"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
        env={
            **os.environ,
            "CODINGPLANS_BASE_URLS": json.dumps(NO_BANK | street.bases),
            "CODINGPLANS_SETTINGS": json.dumps(FAST),
        },
    )  # fmt: skip
    found = outcomes(tmp_path / "x.db")
    assert {source for source, word in found.items() if word != "ok"} == RENDERED, done.stderr
    assert {found[source] for source in RENDERED} == {"no-browser"}
    assert "pip install -r requirements/browser.txt" in done.stderr
    assert done.returncode == 1


def test_the_default_install_writes_the_site_and_says_what_extras_would_add(tmp_path: Path) -> None:
    program = [INSTALLED] if INSTALLED else [sys.executable, "-P", "-c", WITHOUT_EXTRAS]
    made = None
    for words in (["import", str(BUNDLED), "--db", "x.db"], ["site", "public", "--db", "x.db"]):
        made = subprocess.run(
            [*program, *words], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
        assert made.returncode == 0, made.stderr
    assert made
    assert ", 0 charts;" in made.stdout
    assert "requirements/charts.txt" in made.stderr
    assert "requirements/parquet.txt" in made.stderr
    assert (tmp_path / "public" / "data" / "history.csv").is_file()
    assert not (tmp_path / "public" / "data" / "history.parquet").exists()
    assert "history.parquet" not in (tmp_path / "public" / "llms.txt").read_text(encoding="utf-8")
