"""Object literals of a minified JavaScript bundle: the flat members of each one that has a product id."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from scrapers.refusals import PageChanged, Truncated

_PRODUCT_OR_BRACE = re.compile(r"""\bproductId["']?\s*:\s*["']product-|[{}]""")
_MOST = 500  # products
_STRING = r""""(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\]|\\.)*+`"""
_TOKEN = re.compile(
    rf"""(?P<key>(?<![\w$])[A-Za-z_$][\w$]*|"\w+"|'\w+')\s*:\s*(?P<value>{_STRING}|[^,{{}}\[\]()"'`]+)?"""
    rf"""|{_STRING}|\\.|(?P<open>[{{\[(])|(?P<close>[}}\])])""",
    re.S,
)


def members_of(text: str) -> Iterator[dict[str, str]]:
    """The members of each object literal with a product id, as they are written: {"name": '"Pro"', "money": "192"}.

    Members of objects inside it and spreads are left out. Raises Truncated where an object, or the list
    that holds the first one, never ends.
    """
    starts = _starts(text)
    if starts and text[: starts[0]].strip():
        _list_ends(text, starts[0])
    if len(starts) > _MOST:
        raise PageChanged(f"{len(starts)} products in one bundle")
    for start in starts:
        yield _members(text, start)


def _list_ends(text: str, start: int) -> None:
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += bool(token["open"]) - bool(token["close"])
        if depth < 0:
            return
    raise Truncated("the list of products is opened and not closed: the body ends too early")


def _starts(text: str) -> list[int]:
    """Where the objects begin that have a product id, in the order of their ids."""
    opened: list[int] = []
    starts = []
    for found in _PRODUCT_OR_BRACE.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}":
            del opened[-1:]
        elif opened:
            starts.append(opened[-1])
        else:
            raise Truncated("a product outside any object: the body begins or ends in the middle")
    return starts


def _members(text: str, start: int) -> dict[str, str]:
    members: dict[str, str] = {}
    depth = 0
    for token in _TOKEN.finditer(text, start):
        depth += bool(token["open"]) - bool(token["close"])
        if depth == 0:
            return members
        if depth == 1 and token["key"] and token["value"]:
            key, value = token["key"].strip("\"'"), token["value"].strip()
            if members.setdefault(key, value) != value:
                raise PageChanged(f"a product with two values of {key}: {members[key]}, {value}")
    raise Truncated("a product's object is opened and not closed: the body ends too early")


def string(members: dict[str, str], key: str) -> str:
    """The text of a member; raises PageChanged where there is none or it is not a string."""
    value = members.get(key, "")
    if not re.fullmatch(_STRING, value, re.S) or len(value) < 3:
        raise PageChanged(f"{key} of a product is {value!r}")
    return value[1:-1]


def number(members: dict[str, str], key: str) -> Decimal:
    """The number of a member; raises PageChanged where there is none or it is not a plain number."""
    try:
        amount = Decimal(members.get(key, ""))
    except InvalidOperation:
        raise PageChanged(f"{key} of a product is {members.get(key)!r}") from None
    if not amount.is_finite():
        raise PageChanged(f"{key} of a product is {amount}")
    return amount
