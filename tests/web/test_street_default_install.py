"""A live crawl by a default install: every source that needs no browser is read."""

import json
import os
import subprocess
import sys
from pathlib import Path

from crawler import FAST, NO_BANK, outcomes
from street import RENDERED, Street

INSTALLED = os.environ.get("CODINGPLANS_DEFAULT_INSTALL")  # a `codingplans` without extras; CI makes one
WITHOUT_EXTRAS = """
import sys
sys.modules.update(dict.fromkeys(("playwright", "scrapy_playwright", "datasette", "mcp")))
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
    assert "pip install 'codingplans[browser]'" in done.stderr
    assert done.returncode == 1
