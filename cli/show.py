"""`codingplans show`: one plan with all that people choose it by."""

from typing import Annotated

import typer

from cli.options import DEFAULT, Db
from cli.output import set_encoding
from cli.report_options import AsOf, Format, Lang, Region
from cli.showing import query


def show(
    plan: Annotated[
        str, typer.Argument(help="Offer id, vendor/product/plan, or what people call it: 智谱 Lite.")
    ],
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    lang: Lang = None,
) -> None:
    """Show all about one plan: payments, quotas, settings for tools. Also where to buy it, and the evidence."""
    from db.reading import open_read_only
    from reports.views.catalogue import show_plan

    set_encoding(form)
    base = open_read_only(db)
    show_plan(base, query(base, as_of, lang, plan=plan, region=region), form)
