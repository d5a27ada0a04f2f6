"""Saved: one answer as the archive and the saved folders keep it, with the request it answers."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

ROUND = "round"  # the kind of a crawl of which only what is on sale counts


@dataclass(frozen=True)
class Saved:
    """A saved answer and its request. `url` is what was asked, with the public address of the host.

    `click` is the billing tab a browser opened before the page was read; `rendered` pages are the DOM of that
    moment, at `final_url`. A request that got no answer has `failure`, the outcome and its message.
    `kept` is the file, relative to the archive, and the byte where a record begins.
    """

    source: str
    url: str
    method: str
    click: str | None
    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    fetched_at: datetime
    final_url: str = ""
    rendered: bool = False
    asked_headers: Sequence[tuple[str, str]] = ()
    asked_body: bytes = b""
    failure: tuple[str, str] | None = None
    kept: tuple[str, int] | None = None

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        return (self.source, self.method, self.url, self.click)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Known:
    """An earlier page of an address whose bytes the archive holds: where, and when it was fetched."""

    url: str
    sha256: str
    fetched_at: datetime
    archive: str
    position: int


class Bodies(Protocol):
    """The bodies that the archive holds, by address and SHA-256."""

    def get(self, key: tuple[str, str], /) -> Known | None:
        """Where the body of an address is, None where it is not."""


class Keeper(Protocol):
    """Who keeps the answers of a vendor's crawl: the archive, or somebody who only wants to look at them.

    `directory` is where earlier answers lie, None where there are none; `lost` says why nothing of this crawl is kept.
    """

    @property
    def directory(self) -> Path | None: ...
    @property
    def lost(self) -> str | None: ...
    def keep(self, saved: Saved, unmodified: Known | None = None) -> tuple[str, int]:
        """Keep an answer; its file and its place there. Raises Unfetched where it cannot be kept."""

    def close(self) -> None:
        """Nothing more comes."""
