"""Marks: what a chart or a table on a page shows, told in an attribute, so that the next site takes it over as it is."""

import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from reports.output.edition import edition, mark

_MARKED = re.compile(r'<(svg|tbody|section) data-of="([0-9a-f]{16})".*?</\1>', re.DOTALL)


def marked(page: Path) -> dict[str, str]:
    """The marked things on a page by their marks; none where there is no such page."""
    if not page.is_file():
        return {}
    found = _MARKED.finditer(page.read_text(encoding="utf-8", errors="replace"))
    return {one[2]: one[0] for one in found}


class Kept:
    """Writes the marked parts of one page, or takes them over from the page before where it showed the same."""

    def __init__(self, before: Path, *page: str) -> None:
        """`page` is whatever else of the page its parts depend on: the language, where its root is."""
        self._before, self._page = before, page

    @cached_property
    def _shown(self) -> dict[str, str]:
        return marked(self._before)

    def __call__(self, tag: str, told: Any, attributes: str = "", *, caller: Callable[[], str]) -> Markup:
        """The element with what the caller writes; `told` is all that it writes of."""
        name = mark(edition(), [*self._page, tag, attributes, told])
        shown = self._shown.get(name)
        if shown is None:
            shown = f'<{tag} data-of="{name}"{attributes}>\n{caller()}</{tag}>'
        return Markup(shown + "\n")
