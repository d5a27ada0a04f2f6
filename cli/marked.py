"""A page's words at the terminal, with what was read from them marked, and what came of a person's word on them."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pipeline.publish.decide import Decision
    from scrapers.archive.quotation import Passage

_SIGNS = "\ue000\ue001"  # stand for the marks until the text is harmless


def marked(found: "Passage", lang: str = "en") -> str:
    """The passage, indented and harmless, with its quotation marked."""
    from reports.output.sanitize import clean
    from reports.views.review import repeated_words

    on, off = ("\x1b[1;7m", "\x1b[0m") if sys.stdout.isatty() else (">>>", "<<<")
    own = replace(found, text=found.text.translate({ord(sign): "·" for sign in _SIGNS}))
    lines = own.marked(*_SIGNS).splitlines()
    text = "\n".join(f"    {clean(line)}" for line in lines if line.strip())
    more = f"\n  {repeated_words(found.places, lang)}" if found.places > 1 else ""
    return text.replace(_SIGNS[0], on).replace(_SIGNS[1], off) + more


def tell(decision: "Decision", lang: str, indent: str = "") -> None:
    """Say what came of a person's word."""
    from reports.output.sanitize import clean
    from reports.views.review import decided

    typer.echo(indent + clean(decided(decision.done, decision.what, decision.details, lang)))
