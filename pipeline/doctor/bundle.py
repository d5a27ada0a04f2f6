"""The bundle: what a maintainer needs to mend a source, and nothing of the machine it was made on.

A tar.gz with one folder: `pages/<vendor>/*.warc.gz`, which `codingplans crawl --replay` reads, `outcomes.json` and
`versions.json`. Of requests and answers only the headers of `_HEADERS` are in it: no cookies, keys or contact.
"""

import io
import json
import os
import platform
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any
from urllib.parse import SplitResult, urlsplit

from db.atomic_write import atomic_write
from pipeline.doctor.machine_checks import chromium
from scrapers.archive.saved_page import Saved
from scrapers.archive.warc_reader import Warcs, moment_of
from scrapers.archive.warc_writer import Archive
from scrapers.fetching.base_urls import VARIABLE, BadBases, read_bases

_HEADERS = (
    "content-type", "content-disposition", "content-language", "date", "last-modified", "etag", "cache-control", "age",
    "location", "retry-after", "server",
)  # fmt: skip
# A path of this machine, and no address: what stands before its last part says who and where its user is.
_PATH = re.compile(r"(?<![\w:/.])(?:[A-Za-z]:\\|/)(?:[^\s/\\:;,'\"]+[/\\])+")


def write_bundle(file: Path, pages: Path | None, outcomes: Mapping[str, Any], at: datetime) -> None:
    """Write the bundle of one look at the vendors; `pages` is the archive it kept, None where nothing was asked."""
    name = f"codingplans-doctor-{at:%Y%m%dT%H%M%SZ}"

    def write(making: Path) -> None:
        with tarfile.open(making, "w:gz") as bundle:
            for path, content in _files(pages, outcomes):
                entry = tarfile.TarInfo(f"{name}/{path}")
                entry.size, entry.mtime = len(content), int(at.timestamp())
                bundle.addfile(entry, io.BytesIO(content))

    atomic_write(file, write)


def _files(pages: Path | None, outcomes: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    yield "outcomes.json", _json(_bare(outcomes))
    yield "versions.json", _json(versions())
    if pages is None or not pages.is_dir():
        return
    with TemporaryDirectory(prefix="codingplans-") as folder:
        rewritten = Path(folder)
        _rewrite(pages, rewritten)
        for file in sorted(rewritten.rglob("*.warc.gz")):
            yield f"pages/{file.relative_to(rewritten).as_posix()}", file.read_bytes()


def _rewrite(pages: Path, into: Path) -> None:
    """The same WARC files with the headers that say something of the page alone."""
    warcs = Warcs(pages)
    for file in warcs.files:
        about = warcs.about(file)
        archive = Archive(into, file.parent.name, about["kind"], moment_of(about["started"]))
        for saved in warcs.saved(file):
            archive.keep(_public(saved))
        archive.close()


def _public(saved: Saved) -> Saved:
    headers = [(name, value) for name, value in saved.headers if name.lower() in _HEADERS]
    return replace(saved, headers=headers, asked_headers=())


def versions() -> dict[str, Any]:
    """What runs here: Python, the system's kind, this program, its libraries and the browser."""
    names = {re.split(r"[^\w.-]", one)[0] for one in requires("codingplans") or ()} - {"codingplans"}
    return {
        "codingplans": version("codingplans"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "chromium": chromium(),
        "libraries": {name: found for name in sorted(names) if (found := _version(name))},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _bare(outcomes: Mapping[str, Any]) -> dict[str, Any]:
    """The outcomes without what their messages say of this machine."""
    checks = [{**one, "message": impersonal(one["message"])} for one in outcomes["checks"]]
    return {**outcomes, "checks": checks}


def impersonal(text: str) -> str:
    """A message with every absolute path cut to its last part, and no base address that the user set."""
    for known in (Path.cwd(), Path.home(), Path(gettempdir())):  # their names may hold blanks
        text = text.replace(f"{known}{os.sep}", "")
    for base in _bases():
        for said in (base.netloc, base.hostname or base.netloc):
            text = text.replace(said, "a base address")
    return _PATH.sub("", text)


def _bases() -> list[SplitResult]:
    try:
        return [urlsplit(base) for base in read_bases(os.environ.get(VARIABLE)).values()]
    except BadBases:  # it never says what was written there
        return []


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
