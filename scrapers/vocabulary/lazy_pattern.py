"""Patterns that are compiled when they are first used: a report needs few of the vocabularies', and all of them take as long as it does."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split")


def lazy(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """A pattern, or what a function makes of many names, with the methods that `re.compile` gives it."""
    return cast(re.Pattern[str], _Lazy(pattern, flags))


class _Lazy:
    """Methods that compile it at the first call of one; afterwards they are the compiled pattern's own, and as fast."""

    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._stated = pattern, flags
        vars(self).update({method: partial(self._first, method) for method in _METHODS})

    def _first(self, method: str, *asked: Any, **named: Any) -> Any:
        pattern, flags = self._stated
        compiled = re.compile(pattern if isinstance(pattern, str) else pattern(), flags)
        vars(self).update({name: getattr(compiled, name) for name in _METHODS})
        return getattr(compiled, method)(*asked, **named)
