"""Rows of this vendor's JSON: fields that must be there, what a row charges, and the words that say so."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from scrapers.offer import Charge, payable
from scrapers.page import Page
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.vocabulary.words import squash

Row = Mapping[str, Any]


def member(row: object, key: str) -> Any:
    """The value of a key; raises PageChanged where the row has no such key."""
    if not isinstance(row, Mapping) or key not in row:
        raise PageChanged(f"no {key!r} in {squash(str(row))[:80]!r}")
    return row[key]


def word(row: Row, key: str, words: Mapping[str, str]) -> str:
    """Our word for the enum value of a key; raises PageChanged for a value that is not among the words."""
    value = member(row, key)
    if not isinstance(value, str) or value not in words:
        raise PageChanged(f"unknown {key} {value!r}; known are {', '.join(words)}")
    return words[value]


def flag(row: Row, key: str) -> bool:
    """A boolean, absent and null meaning false; raises PageChanged for anything else."""
    value = row.get(key)
    if not isinstance(value, bool | None):
        raise PageChanged(f"{key} is {value!r}")
    return bool(value)


def amount(row: Row, key: str) -> Decimal:
    """An amount in yuan or dollars; raises PageChanged where it is not a number, BadOffer where none can be paid."""
    value = member(row, key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PageChanged(f"{key} is {value!r}")
    return payable(Decimal(value), None)


def text(row: Row, key: str) -> str:
    """A text that is not empty."""
    value = member(row, key)
    if not isinstance(value, str) or not value.strip():
        raise PageChanged(f"{key} is {value!r}")
    return value


def quoted(row: Row, key: str) -> tuple[str, str]:
    """A row's name, under the key, and its words, as they are quoted where it cannot be read."""
    words = json.dumps(row, ensure_ascii=False, default=str)
    name = row.get(key)
    return (name if isinstance(name, str) and name.strip() else words), words


def rows(data: object, *path: str) -> list[Row]:
    """The list at the end of a path of keys; a bare list, or a bare row of it, reads as that list.

    Raises NotAPricePage where the answer says that it has no data: queue (code 555), else login.
    """
    if isinstance(data, Mapping) and "payAmount" in data:
        data = [data]
    elif not isinstance(data, list):
        if isinstance(data, Mapping) and data.get("data") is None and ("code" in data or "data" in data):
            raise NotAPricePage(f"no data: {squash(str(data))[:80]}", _kind(data.get("code")))
        for key in path:
            data = member(data, key)
    if not isinstance(data, list) or not all(isinstance(row, Mapping) for row in data):
        raise PageChanged(f"no list of rows at {'.'.join(path)}")
    return data


def _kind(code: object) -> str:
    return {"555": "queue", "401": "login", "1001": "login"}.get(str(code), "nothing")


def charges(row: Row) -> dict[str, Any]:
    """What a row charges: renewAmount is the price, a payAmount that differs the first charge.

    Raises PageChanged where either is missing: the first charge alone may be a discount that ends.
    """
    first, price = amount(row, "payAmount"), amount(row, "renewAmount")
    listed = None if row.get("originalAmount") is None else amount(row, "originalAmount")
    differs = first != price
    return {
        "price": price,
        "list_price": listed if listed is not None and listed > min(price, first) else None,
        "charges": (Charge(first, 1),) if differs else (),
    }


def said(page: Page, key: str, value: Decimal) -> str:
    """The piece of the body that gives the key this value, as it is written there."""
    for found in re.finditer(rf'"{key}"\s*:\s*(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)', page.text):
        if payable(Decimal(found[1]), None) == value:
            return squash(found[0])
    raise PageChanged(f"the body does not say {key} {value}")


def price_said(page: Page, row: Row) -> str:
    """The piece of the body that holds a row's recurring price, or the one of a row that is bought once."""
    key = "payAmount" if row.get("once") else "renewAmount"
    return said(page, key, amount(row, key))
