"""Patterns that are compiled when they are first used: a report needs few of the vocabularies', and all of them take as long as it does."""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast


def lazy(pattern: str | Callable[[], str], flags: int = 0) -> re.Pattern[str]:
    """A pattern, or what a function makes of many names, as `re.compile` gives it."""
    return cast(re.Pattern[str], _Lazy(pattern, flags))


class _Lazy:
    def __init__(self, pattern: str | Callable[[], str], flags: int) -> None:
        self._pattern, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._pattern if isinstance(self._pattern, str) else self._pattern(), self._flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)  # asked for once
        return found
