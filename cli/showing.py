"""Showing a report: what is asked, of which database, in which format."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.errors import Wrong
from cli.options import DEFAULT, SAMPLE
from cli.output import set_encoding, width_of

if TYPE_CHECKING:
    from db.database import Database
    from reports.question import ReportQuery


def show_from(name: str, db: Path, form: str, as_of: str | None, lang: str | None, **values: Any) -> None:
    """Print the report of this name of the database at a path."""
    from reports.output.uncollected import uncollected

    with uncollected():
        from db.reading import open_read_only

        show_report(open_read_only(db), name, form, as_of, lang, **values)
        gc.freeze()  # what the report made would be searched when it ends


def show_report(
    db: "Database",
    name: str,
    form: str = "table",
    as_of: str | None = None,
    lang: str | None = None,
    **values: Any,
) -> None:
    """Print the report of this name of an open database."""
    from reports.views.catalogue import show

    set_encoding(form)
    show(db, name, query(db, as_of, lang, **values), form)


def query(db: "Database", as_of: str | None = None, lang: str | None = None, **values: Any) -> "ReportQuery":
    """What is asked, in the locale's language and as wide as the terminal; raises BadQuestion."""
    from reports import question

    return question.ReportQuery(
        day=question.day_of(db, as_of), lang=lang or question.language(), width=width_of(), **values
    )


def answer_from(db: Path | None) -> None:
    """Print the answer from a database; without one from that of this folder, or from its samples. Raises Wrong for none."""
    here = db or next((path for path in (DEFAULT, SAMPLE) if path.is_file()), None)
    if here is None:
        raise Wrong(
            "no prices yet; `codingplans run` reads the vendors' pages, `codingplans run --offline` the sample pages, "
            "`codingplans --help` says what else there is"
        )
    show_from("answer", here, "table", None, None)
