"""A page's words at the terminal, with what was read from them marked."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapers.archive.quotation import Passage

_SIGNS = "\ue000\ue001"  # stand for the marks until the text is harmless


def marked(found: "Passage") -> str:
    """The passage, indented and harmless, with its quotation marked."""
    from reports.output.sanitize import clean

    on, off = ("\x1b[1;7m", "\x1b[0m") if sys.stdout.isatty() else (">>>", "<<<")
    own = replace(found, text=found.text.translate({ord(sign): "·" for sign in _SIGNS}))
    lines = own.marked(*_SIGNS).splitlines()
    text = "\n".join(f"    {clean(line)}" for line in lines if line.strip())
    more = (
        f"\n  (said in {found.places} places; this one follows the plan's name)" if found.places > 1 else ""
    )
    return text.replace(_SIGNS[0], on).replace(_SIGNS[1], off) + more
