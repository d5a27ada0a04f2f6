"""Whatever a page holds, reading it gives offers or a refusal with a public name, never another error."""

import json
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from captured import captured
from places import EXPECTED, SAMPLES

from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.refusals import Refused
from scrapers.registry import owner, sources
from scrapers.source import Source

WRONG = (None, "", "BOGUS", "¥", [], {}, -1, 0, 1.5, True, "99999", {"a": [None]}, "\ud83e", [[]])

captures = [
    pytest.param(Path(name), json.loads(path.read_text())["url"], id=name, marks=pytest.mark.shared)
    for path in sorted(EXPECTED.glob("*/*.json"))
    for name in [path.relative_to(EXPECTED).as_posix().removesuffix(".json")]
    if json.loads(path.read_text()).get("refused") != "UnknownSource"
]
samples = [
    pytest.param(
        path, json.loads((path.parent / "page.json").read_text())["url"], id=f"samples/{path.parent.name}"
    )
    for path in sorted(SAMPLES.glob("*/*/body.*"))
]


def _read(source: Source, url: str, body: bytes) -> None:
    page = Page(url=url, body=body)
    with suppress(Refused):
        list(source.follow(page))
        read(source, page)


def _damaged(body: bytes, random: Random) -> bytes:
    start, length = random.randrange(len(body)), random.choice([1, 3, 20, 400])
    middle = random.choice(
        [b"", body[start : start + length] * 2, random.randbytes(3), b"</table>", b"<td>", b"|"]
    )
    return body[:start] + middle + body[start + length :]


def _wrong(value: Any, random: Random) -> Any:
    """The value with one of its parts replaced by something no source expects."""
    if random.random() < 0.2 or not isinstance(value, list | dict) or not value:
        return random.choice(WRONG)
    key = random.choice(list(value) if isinstance(value, dict) else range(len(value)))
    changed = value.copy()
    changed[key] = _wrong(value[key], random)
    return changed


@pytest.mark.parametrize(("path", "url"), [*captures, *samples])
def test_a_damaged_page_is_read_or_refused(path: Path, url: str, shared: Path) -> None:
    random, whole = Random(url), captured(shared, path).read_bytes()
    for _ in range(6):
        body = whole
        for _ in range(random.randrange(1, 4)):
            body = _damaged(body, random)
        _read(owner(url), url, body)


@pytest.mark.parametrize(
    ("path", "url"), [case for case in [*captures, *samples] if case.values[0].suffix == ".json"]
)
def test_json_with_a_wrong_value_is_read_or_refused(path: Path, url: str, shared: Path) -> None:
    value = json.loads(captured(shared, path).read_text(encoding="utf-8"))
    random = Random(url)
    for _ in range(25):
        _read(owner(url), url, json.dumps(_wrong(value, random)).encode())


NONSENSE = {
    "nothing": b"",
    "null": b"null",
    "list": b"[]",
    "object": b"{}",
    "string": b'"x"',
    "number": b"0",
    "no number": b"NaN",
    "lists": b"[[[]]]",
    "no data": b'{"data": null}',
    "empty data": b'{"data": []}',
    "bytes": b"\xff\xfe\x00",
    "page": b"<html></html>",
    "paragraph": b"<p></p>",
    "heading": b"# x",
    "bars": b"|\n|-\n|",
    "text": b"Lite\n\n40",
    "deep tags": b"<div>" * 3000 + b"</div>",
    "deep lists": b"[" * 100_000,
    "broken payload": b'<script id="__NEXT_DATA__">{</script>',
    "script": b"window.__NUXT__=",
    "table": b"<table><tr></tr></table>",
}


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_nonsense_is_refused(source: Source) -> None:
    assert [name for name, body in NONSENSE.items() if not _refuses(source, body)] == []


def _refuses(source: Source, body: bytes) -> bool:
    try:
        read(source, Page(url=source.url, body=body))
    except Refused:
        return True
    return False
