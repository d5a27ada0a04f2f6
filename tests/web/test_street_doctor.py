"""`codingplans doctor`: one polite look at chosen vendors that stores nothing, and a bundle that tells it again."""

import json
import sqlite3
import tarfile
from contextlib import closing
from gzip import decompress
from pathlib import Path
from typing import Any

import pytest
from crawler import Ran, codingplans, outcomes, prices, rows
from street import Street, Visit

from scrapers.archive.saved_page import Saved

CONTACT = "crawler@private.example"
SECRET = "session=4711-of-this-reader"
CHOSEN = ("claude", "xfyun", "jdcloud", "copilot")


def _with_cookie(visit: Visit, saved: Saved) -> None:
    visit.page(saved, **{"Set-Cookie": SECRET, "X-Client-IP": "203.0.113.9"})


def _dearer(visit: Visit, saved: Saved) -> None:
    visit.page(saved, saved.body.replace(b"40", b"41"))


def _doctor(street: Street, folder: Path, *words: str | Path, **env: str) -> Ran:
    return codingplans(
        "doctor",
        *words,
        "--db",
        folder / "real.db",
        bases=street.bases,
        out=folder / "out",
        env={"CODINGPLANS_CONTACT": CONTACT, "CODINGPLANS_CHROMIUM": ""} | env,
    )


@pytest.fixture(scope="module")
def looked(_street: Street, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path, list[str]]:
    """What the doctor said of four vendors, one page refused and one changed; the bundle's folder, and who was asked."""
    folder = tmp_path_factory.mktemp("doctor")
    _street.clean()
    _street.faults |= {
        "claude-pricing": _with_cookie,
        "claude-support": lambda visit, _: visit.answer(b"<html><title>Just a moment...</title></html>"),
        "jdcloud-coding-plan-cn": _dearer,
    }
    bundle = folder / "look.tar.gz"
    ran = _doctor(_street, folder, *CHOSEN, "--bundle", bundle, "--lang", "en")
    asked = [f"{seen.host}{seen.path}" for seen in _street.visits if seen.path != "/robots.txt"]
    _street.clean()
    with tarfile.open(bundle) as packed:
        assert {(entry.uname, entry.gname, entry.uid) for entry in packed} == {("", "", 0)}
        packed.extractall(folder / "unpacked", filter="data")
    assert not (folder / "real.db").exists()
    return ran, next((folder / "unpacked").iterdir()), asked


def _sources(folder: Path) -> dict[str, dict[str, Any]]:
    said = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    return {one["source"]: one for one in said["sources"]}


def test_each_source_is_asked_once_and_its_state_is_said_with_what_to_do(
    looked: tuple[Ran, Path, list[str]],
) -> None:
    ran, folder, asked = looked
    assert ran.status == 1
    assert len(asked) == len(set(asked))
    states = {name: one["state"] for name, one in _sources(folder).items()}
    assert states["claude-pricing"] == "read"
    assert states["claude-support"] == "refused"
    assert states["jdcloud-coding-plan-cn"] == "changed"  # one price agrees, another does not
    assert states["xfyun-token-plan-cn"] == "proven"
    assert states["jdcloud-coding-plan-docs-cn"] == "read"  # states no price that could be proven
    for name in states:
        assert name in ran.said
    assert "send a maintainer a bundle" in ran.said


def test_a_bundle_replays_to_the_same_offers(looked: tuple[Ran, Path, list[str]], tmp_path: Path) -> None:
    _, folder, _ = looked
    db, said = tmp_path / "replay.db", _sources(folder)
    codingplans("crawl", "--replay", folder / "pages", "--db", db, bases={}, out=tmp_path / "out")
    assert outcomes(db) == {name: one["outcome"] for name, one in said.items()}
    counted = rows(db, "SELECT source, offers FROM reads")
    assert dict(counted) == {name: one["prices"] for name, one in said.items()}
    held = rows(db, "SELECT source, offer, rule FROM holds WHERE status = 'open'")
    assert sorted(held) == sorted(
        (name, hold["offer"], hold["rule"]) for name, one in said.items() for hold in one["holds"]
    )
    read = {(_offer(offer), offer["price"]) for one in said.values() for offer in one["offers"]}
    published = {(offer, values[0]) for offer, values in prices(db).items()}
    assert len(published) > 5
    assert published <= read


def _offer(offer: dict[str, Any]) -> str:
    return "/".join(
        str(offer[key]) for key in ("vendor", "product", "plan", "region", "per", "period", "currency")
    )


def test_a_bundle_holds_versions_and_nothing_of_who_made_it(looked: tuple[Ran, Path, list[str]]) -> None:
    _, folder, _ = looked
    versions = json.loads((folder / "versions.json").read_text(encoding="utf-8"))
    assert versions["python"]
    assert versions["libraries"]["scrapy"]
    texts = [
        decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    ]
    assert len(texts) == 2 + len(CHOSEN)
    for secret in (CONTACT, SECRET, "203.0.113.9", "127.0.0.1", str(folder.parents[1]), str(Path.home())):
        assert not [text for text in texts if secret.encode() in text], secret


def test_what_a_source_states_is_compared_with_what_the_users_database_knows(
    street: Street, tmp_path: Path
) -> None:
    """A year later the history that ships says little of what a source stated last night."""
    db = tmp_path / "real.db"
    codingplans("crawl", "xfyun", "jdcloud", "--db", db, bases=street.bases, out=tmp_path / "crawled")
    before = _dump(db)
    same = _last_time(_doctor(street, tmp_path, "xfyun", "jdcloud", "--format", "json"))
    assert same["xfyun-token-plan-cn"][0] == same["jdcloud-coding-plan-cn"][0] == "same"
    assert same["jdcloud-coding-plan-docs-cn"] == ("read", None)
    street.faults["jdcloud-coding-plan-cn"] = _dearer
    street.faults["xfyun-token-plan-cn"] = lambda visit, saved: visit.page(
        saved, saved.body.replace("标准成员".encode(), "新成员".encode())
    )
    ran = _doctor(street, tmp_path, "xfyun", "jdcloud", "--format", "json")
    other = _last_time(ran)
    state, last = other["jdcloud-coding-plan-cn"]
    assert state == "changed"
    assert last
    assert [(one["before"]["price"], one["after"]["price"]) for one in last["changed"]] == [("40", "41")]
    left_out = other["xfyun-token-plan-cn"][1]
    assert left_out
    assert left_out["gone"] == ["xfyun/token-plan/standard/CN/seat/P1M/CNY"]
    assert _dump(db) == before


def _dump(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as known:
        return list(known.iterdump())


def _last_time(ran: Ran) -> dict[str, tuple[str, dict[str, Any] | None]]:
    said = json.loads(ran.said[ran.said.index("{") :])
    return {one["source"]: (one["state"], one["last_time"]) for one in said["sources"]}


def test_without_a_network_the_machine_alone_is_said_and_nobody_is_asked(
    street: Street, tmp_path: Path
) -> None:
    (tmp_path / "codingplans.toml").write_text("nights = 1\n", encoding="utf-8")
    closed = dict.fromkeys(street.bases, "http://127.0.0.1:9")
    ran = codingplans(
        "--config", tmp_path / "codingplans.toml", "doctor", "claude", "--patience", "0", "--format", "json",
        bases=closed, out=tmp_path / "out",
    )  # fmt: skip
    assert ran.status == 1
    said = json.loads(ran.said)
    status = {one["check"]: one["status"] for one in said["checks"]}
    assert status["network"] == status["settings"] == "failed"
    assert status["disk"] == "ok"
    assert "codingplans.toml:1" in said["checks"][0]["message"]
    assert said["sources"] == []
    assert not street.visits
