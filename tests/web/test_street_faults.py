"""Every fault: no wrong price, nothing lost, the vendor's other sources used, the outcome named."""

from pathlib import Path

import pytest
from crawler import codingplans, outcomes, prices, rows
from faults import TROUBLES, all_at_once, leads
from street import RENDERED, Street

from scrapers.registry import named


@pytest.mark.parametrize("name", TROUBLES)
def test_fault_costs_its_source_and_nothing_else(name: str, street: Street, db: Path, tmp_path: Path) -> None:
    trouble = TROUBLES[name]
    trouble.strike(street)
    vendor = named(trouble.source).vendor
    before = prices(db)
    ran = codingplans(
        "crawl", vendor, "--db", db, bases=street.bases, out=tmp_path / "out", **dict(trouble.settings)
    )
    found = outcomes(db)
    assert found[trouble.source] in trouble.outcomes.split(), ran.said
    assert ran.status == (0 if trouble.outcomes == "ok" else 1), ran.said
    others = {source: word for source, word in found.items() if named(source).vendor == vendor}
    assert {word for source, word in others.items() if source != trouble.source} == {"ok"}
    assert prices(db) == before
    if trouble.outcomes != "ok":
        assert trouble.source in ran.said


def test_all_faults_at_once(street: Street, db: Path, tmp_path: Path) -> None:
    troubles = all_at_once()
    for trouble in troubles:
        trouble.strike(street)
    before = prices(db)
    ran = codingplans(
        "crawl", "--db", db, bases=street.bases, out=tmp_path / "out",
        env={"CODINGPLANS_CHROMIUM": ""},
    )  # fmt: skip
    found = outcomes(db)
    assert ran.status == 1, ran.said
    for trouble in troubles:
        assert found.pop(trouble.source) in trouble.outcomes.split(), (trouble.source, ran.said)
    assert {name: word for name, word in found.items() if word != "ok"} == dict.fromkeys(
        RENDERED, "no-browser"
    )
    assert prices(db) == before


def test_error_never_turns_into_the_page_before_it(street: Street, db: Path, tmp_path: Path) -> None:
    """A 500 to a request that offered to be answered with 304 is a failure, and freshens nothing."""
    TROUBLES["error"].strike(street)
    sql = "SELECT max(last_seen) FROM observations WHERE source = 'bailian-coding-plan-intl'"
    before = rows(db, sql)
    codingplans("crawl", "bailian", "--db", db, bases=street.bases, out=tmp_path / "out")
    asked = [seen.headers for seen in street.visits if seen.path.endswith("/en/model-studio/coding-plan.md")]
    assert len(asked) == 2  # and one retry
    assert all(headers.get("If-None-Match") for headers in asked)
    assert rows(db, sql) == before


def test_vendor_out_of_time_is_a_timeout_by_name(street: Street, db: Path, tmp_path: Path) -> None:
    ran = codingplans(
        "crawl", "kimi", "--db", db, bases=street.bases, out=tmp_path / "out",
        CLOSESPIDER_TIMEOUT=0.5, DOWNLOAD_DELAY=1, CONCURRENT_REQUESTS_PER_DOMAIN=1,
    )  # fmt: skip
    assert ran.status == 1, ran.said
    assert "timeout" in outcomes(db).values(), ran.said
    assert "time was up" in ran.said


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "word"),
    [("dead tabs", "changed"), ("queue", "queue"), ("no program", "no-browser")],
)
def test_rendered_page_that_does_not_show_its_prices(
    name: str, word: str, street: Street, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, env = prices(db), dict[str, str]()
    match name:
        case "dead tabs":
            street.dead = True
        case "queue":
            street.faults["zhipu-glm-coding-cn"] = leads("/html/rate-limit.html?redirect=plans")
        case "no program":
            (tmp_path / "chromium").write_text("#!/bin/sh\nexit 1\n")
            (tmp_path / "chromium").chmod(0o755)
            env["CODINGPLANS_CHROMIUM"] = str(tmp_path / "chromium")
    ran = codingplans(
        "crawl", "zhipu", "--db", db, bases=street.bases, out=tmp_path / "out", env=env, BROWSER_PATIENCE=2
    )
    found = outcomes(db)
    assert found.pop("zhipu-glm-coding-cn") == word, ran.said
    assert ran.status == 1
    assert {said for source, said in found.items() if source.startswith("zhipu-")} == {"ok"}
    assert prices(db) == before
