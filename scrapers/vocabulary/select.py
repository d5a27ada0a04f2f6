"""Selectors that refuse to guess: `some` at least one, `one` exactly one."""

import re
from collections.abc import Sequence
from typing import TypeVar

from scrapers.refusals import PageChanged

T = TypeVar("T")


def some(found: Sequence[T], what: str = "elements") -> Sequence[T]:
    """The matches; raises PageChanged where there are none."""
    if not found:
        raise PageChanged(f"no {what}")
    return found


def one(found: Sequence[T], what: str = "element") -> T:
    """The only match; raises PageChanged where there are none or several."""
    if len(found) != 1:
        seen = ", ".join(re.sub(r"\s+", " ", str(match))[:60] for match in list(found)[:4])
        raise PageChanged(f"{len(found)} matches for {what}, expected one{': ' + seen if found else ''}")
    return found[0]
