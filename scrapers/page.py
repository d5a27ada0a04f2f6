"""Page: the bytes one address answered, and how to read them as text or JSON."""

import hashlib
import json
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from w3lib.encoding import html_to_unicode

from scrapers.refusals import PageChanged, Truncated
from scrapers.seller import Seller


@dataclass(frozen=True)
class Page:
    """One answer of one address. `fetched_at` is UTC; `url` is what was asked, `final_url` what answered."""

    url: str
    body: bytes
    fetched_at: datetime | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    final_url: str = ""
    source: str = ""
    vantage: str | None = None  # where the request came from, when known
    archive: str | None = None  # the WARC file that keeps it
    position: int | None = None  # and the byte its record begins at
    seller: Seller | None = field(default=None, compare=False)  # whose plans are read on it, while it is read

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def size(self) -> int:
        """How many bytes the body has."""
        return len(self.body)

    def but(self, **fields: Any) -> Self:
        """The same page with other fields; what is known of its bytes goes with them."""
        other = copy(self)
        stale = ("sha256", "size", "text") if fields.keys() & {"body", "headers"} else ()
        for name in stale:
            other.__dict__.pop(name, None)
        for name, value in fields.items():
            object.__setattr__(other, name, value)
        return other

    def without_body(self) -> Self:
        """The same page, its bytes left behind, and what a server said beside their kind; its sha256 and size stay."""
        kept = {name: value for name, value in self.headers.items() if name.lower() == "content-type"}
        return self.but(body=b"", headers=kept, sha256=self.sha256, size=self.size)

    @cached_property
    def text(self) -> str:
        """The body decoded as a browser would: BOM, Content-Type, meta charset, else UTF-8."""
        content_type = {name.lower(): value for name, value in self.headers.items()}.get("content-type")
        return html_to_unicode(content_type, self.body, default_encoding="utf-8")[1]

    def json(self) -> Any:
        """The body as JSON, numbers as exact strings' Decimal.

        Raises Truncated where it cannot be parsed, PageChanged where it is nested more deeply than answers are.
        """
        from decimal import Decimal

        try:
            value = json.loads(self.text, parse_float=Decimal)
        except RecursionError:
            raise PageChanged("JSON nested too deep to be a price list") from None
        except ValueError as error:
            raise Truncated(f"not JSON: {error}") from None
        if _deep(value):
            raise PageChanged("JSON nested too deep to be a price list")
        return value


def _deep(value: Any) -> bool:
    """Whether lists and objects are nested more than 64 deep."""
    level = [value]
    for _ in range(64):
        level = [
            inner
            for outer in level
            for inner in (
                outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ()
            )
            if isinstance(inner, dict | list)
        ]
    return bool(level)
