"""`codingplans save`: folders that replay, and that wait for a person."""

import json
import shutil
from pathlib import Path

import pytest
from crawler import codingplans, prices
from faults import leads
from street import Street

from scrapers.archive.replay import load


def test_pages_are_saved_as_they_were_fetched_and_replay(street: Street, tmp_path: Path) -> None:
    into = tmp_path / "saved"
    ran = codingplans("save", "minimax", "--into", into, bases=street.bases, out=tmp_path / "out")
    assert ran.status == 0, ran.said
    folders = sorted((into / "minimax").iterdir())
    assert len(folders) == 5
    served = {page.url: page for shop in street.shops.values() for page in shop.sold}
    for folder in folders:
        said = json.loads((folder / "page.json").read_text(encoding="utf-8"))
        [body] = folder.glob("body.*")
        assert body.read_bytes() == served[said["url"]].body
        assert said["rawness"] == "verbatim"
        assert not {"set-cookie", "cookie"} & set(said["headers"])
        assert not (folder / "offers.json").exists()
        assert json.loads((folder / "offers.review.json").read_text(encoding="utf-8"))
        assert f"{folder}: " in ran.said
    assert "rename the file to offers.json" in ran.said
    codingplans("crawl", "--replay", into, "--db", tmp_path / "x.db", bases={}, out=tmp_path / "out")
    assert len(prices(tmp_path / "x.db", ["minimax"])) > 5
    assert len(list(load(into))) == 1


def test_one_source_and_nothing_is_overwritten(street: Street, tmp_path: Path) -> None:
    for _ in range(2):
        ran = codingplans(
            "save",
            "claude",
            "--source",
            "claude-pricing",
            "--into",
            tmp_path,
            bases=street.bases,
            out=tmp_path / "out",
        )
    assert ran.status == 0, ran.said
    names = sorted(folder.name for folder in (tmp_path / "claude").iterdir())
    assert [name[11:] for name in names] == ["pricing", "pricing-2"]


def test_a_page_that_is_refused_is_kept_with_its_refusal(street: Street, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "claude", ignore_errors=True)
    street.faults["claude-pricing"] = lambda visit, saved: visit.answer(
        b"<html><title>Just a moment...</title></html>"
    )
    street.faults["claude-support"] = leads("https://elsewhere.example/")
    ran = codingplans("save", "claude", "--into", tmp_path, bases=street.bases, out=tmp_path / "out")
    assert ran.status == 1
    assert "not read in full: claude-pricing, claude-support" in ran.said
    names = sorted(folder.name[11:] for folder in (tmp_path / "claude").iterdir())
    assert names == ["pricing", "team-support"]  # nothing came of the source that was led away
    [folder] = (tmp_path / "claude").glob("*-pricing")
    review = json.loads((folder / "offers.review.json").read_text(encoding="utf-8"))
    assert review["refused"] == "NotAPricePage"


@pytest.mark.parametrize(
    "words", [("acme",), ("claude", "--source", "claude-code-page"), ("claude", "--source", "kimi-help-cn")]
)
def test_what_no_crawl_fetches_is_named(words: tuple[str, ...], street: Street, tmp_path: Path) -> None:
    ran = codingplans("save", *words, "--into", tmp_path / "no", bases=street.bases, out=tmp_path / "out")
    assert ran.status == 2
    assert words[-1] in ran.said
    assert not (tmp_path / "no").exists()
