"""The pages of the offline run: each reads to its checked offers, and every nightly request has one."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from captured import captured, provenance
from places import SAMPLES as sample_pages

from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.registry import named, owner, sources

FOLDERS = sorted(path for path in (sample_pages).glob("*/*") if path.is_dir())
KEYS = {"url", "method", "click", "source", "status", "headers", "fetched_at", "rawness", "note"}
every_sample = pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)


def _said(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "page.json").read_text(encoding="utf-8"))
    return found


def _body(folder: Path) -> Path:
    bodies = list(folder.glob("body.*"))
    assert len(bodies) == 1, f"{folder} wants exactly one body, has {[body.name for body in bodies]}"
    return bodies[0]


def _page(folder: Path) -> Page:
    said = _said(folder)
    body = _body(folder).read_bytes()
    return Page(
        url=said["url"], body=body, status=said["status"], headers=said["headers"], source=said["source"]
    )


def _offers(folder: Path) -> list[dict[str, Any]]:
    page = _page(folder)
    source = named(page.source)
    return [] if list(source.follow(page)) else [offer.to_json() for offer in read(source, page).offers]


@every_sample
def test_sample_reads_as_checked(folder: Path) -> None:
    found, path = _offers(folder), folder / "offers.json"
    if not path.exists():
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"wrote {path}: check every number in it against the page, then commit it")
    expected = json.loads(path.read_text(encoding="utf-8"))
    assert sorted(map(_line, found)) == sorted(map(_line, expected))


def _line(offer: dict[str, Any]) -> str:
    return json.dumps(offer, sort_keys=True, ensure_ascii=False)


@every_sample
def test_sample_says_what_it_is(folder: Path) -> None:
    said = _said(folder)
    assert set(said) == KEYS
    assert said["rawness"] == "stand-in"
    assert said["note"].strip(), f"say in its note what {folder} imitates, and of when its figures are"
    assert said["method"] in ("GET", "POST")
    assert named(said["source"]).vendor == folder.parent.name
    assert owner(said["url"]).name == said["source"]
    assert all(datetime.fromisoformat(time).utcoffset() is not None for time in said["fetched_at"])
    assert said["fetched_at"] == sorted(set(said["fetched_at"]))
    assert said["fetched_at"]


def test_every_nightly_request_has_a_sample() -> None:
    answered = {(said["source"], said["url"], said["method"], said["click"]) for said in map(_said, FOLDERS)}
    wanted = {
        (source.name, fetch.url, fetch.method, fetch.click)
        for source in sources()
        if source.nightly
        for fetch in source.fetches()
    }
    assert not wanted - answered, f"requests without a sample: {sorted(wanted - answered, key=str)}"


def test_no_two_samples_answer_one_request_at_one_time() -> None:
    seen: dict[tuple[str, ...], Path] = {}
    for folder in FOLDERS:
        said = _said(folder)
        for time in said["fetched_at"]:
            key = (said["source"], said["url"], said["method"], str(said["click"]), time)
            assert key not in seen, f"{folder} and {seen[key]} answer {key}"
            seen[key] = folder


@pytest.mark.shared
def test_no_sample_is_a_captured_page(shared: Path) -> None:
    files = [captured(shared, row["file"]) for row in provenance(shared)]
    known = {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    copied = [folder for folder in FOLDERS if hashlib.sha256(_body(folder).read_bytes()).hexdigest() in known]
    assert not copied
