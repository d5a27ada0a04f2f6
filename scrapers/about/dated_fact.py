"""Dated facts and the rows of TOML they are read from: every value checked against its field's type when it is loaded.

`seen` is the day of a fact and `source` who said so; where a row names none, those at the top of its table or file hold.
"""

from collections.abc import Mapping, Set
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from scrapers.about.compiled_toml import STATED
from scrapers.offer import REGIONS, BadOffer, decimal

FOLDER = Path(__file__).parent
Row = TypeVar("Row", bound="Fact")


class BadFacts(ValueError):
    """A file of facts that cannot be read; the message names the file and what is wrong in it."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A dated fact; `region` and `product` are those it holds for, None where it holds for all of the vendor's."""

    region: str | None = None
    product: str | None = None
    seen: date
    source: str

    def holds_for(self, region: str, product: str) -> bool:
        return self.region in (None, region) and self.product in (None, product)


@cache
def read_toml(path: Path) -> Mapping[str, Any]:
    """What a file states, read once for all who take a part of it; raises BadFacts with its name where it is no TOML.

    A file that is as it was compiled is not parsed again; one that was edited since is.
    """
    try:
        written = path.read_text(encoding="utf-8")
        stated = STATED.get(written)
        return _parsed(written) if stated is None else stated
    except ValueError as error:
        raise BadFacts(f"{path.name}: {error}") from None


def _parsed(written: str) -> Mapping[str, Any]:
    import tomllib

    return tomllib.loads(written)


def fact_rows(said: Mapping[str, Any], kinds: Mapping[str, type[Fact]]) -> dict[str, tuple[Any, ...]]:
    """The facts of each kind that a file or a table of it states; raises BadFacts for an unknown kind or a bad row."""
    common = {name: said[name] for name in ("seen", "source") if name in said}
    rows = {kind: listed for kind, listed in said.items() if kind not in common}
    if unknown := rows.keys() - kinds.keys():
        raise BadFacts(f"unknown {', '.join(sorted(unknown))}; known are {', '.join(kinds)}")
    for kind, listed in rows.items():
        if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
            raise BadFacts(f"{kind} is no list of tables; write [[{kind}]]")
    return {kind: tuple(_fact(kinds[kind], common | row) for row in listed) for kind, listed in rows.items()}


def _fact(kind: type[Row], row: Mapping[str, Any]) -> Row:
    try:
        return _checked(kind, row)
    except BadFacts as error:
        raise BadFacts(f"{kind.__name__.lower()} {dict(row)}: {error}") from None


def _checked(kind: type[Row], row: Mapping[str, Any]) -> Row:
    hints, needed = _fields(kind)  # type: ignore[arg-type]  # a class can be hashed
    known = hints.keys()
    if row.keys() - known or needed - row.keys():
        raise BadFacts(f"has {', '.join(sorted(row))}; it takes {', '.join(sorted(known))}")
    if row.get("region", "CN") not in REGIONS:
        raise BadFacts(f"unknown region; known are {', '.join(REGIONS)}")
    if bad := [text for text in row.values() if isinstance(text, str) and text.startswith("http:")]:
        raise BadFacts(f"{bad[0]} is not an https address")
    return kind(**{name: _value(name, hints[name], value) for name, value in row.items()})


@cache
def _fields(kind: type[Fact]) -> tuple[Mapping[str, Any], Set[str]]:
    """The types of a kind's fields by name, and which of them a row must have."""
    return get_type_hints(kind), {field.name for field in fields(kind) if field.default is MISSING}


def _value(name: str, hint: Any, value: Any) -> Any:
    """A value as its field holds it: amounts are strings or whole numbers, lists become tuples."""
    origin, inner = _parts(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise BadFacts(f"{name} is no list")
        return tuple(_value(name, inner[0], one) for one in value)
    if origin is Literal:
        if value not in inner:
            raise BadFacts(f"unknown {name} {value}; known are {', '.join(inner)}")
        return value
    if inner:
        return _value(name, inner[0], value)
    return _amount(name, value) if hint is Decimal else _of_type(name, hint, value)


@cache
def _parts(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a type is made of: what holds the others, and those, None left out."""
    return get_origin(hint), tuple(one for one in get_args(hint) if one is not NoneType)


def _amount(name: str, value: Any) -> Decimal:
    try:
        amount = decimal(value) if type(value) in (str, int) else None
    except BadOffer:
        amount = None
    if amount is None or amount < 0:
        raise BadFacts(f'{name} {value!r} is no amount; write it as "0.5"')
    return amount


def _of_type(name: str, hint: type, value: Any) -> Any:
    if type(value) is not hint or value == "":
        raise BadFacts(f"{name} {value!r} is no {hint.__name__}")
    return value
