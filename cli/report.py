"""`codingplans report …`: what people look at."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import DEFAULT, Db
from cli.output import set_encoding

if TYPE_CHECKING:
    from db.database import Database
    from reports.question import ReportQuery

report = typer.Typer(no_args_is_help=True, help="What people look at.")

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The end of this day (UTC); today.")
]
Format = Annotated[str, typer.Option("--format", metavar="table|json|csv|md", help="How to print.")]
Region = Annotated[str | None, typer.Option("--region", metavar="CN|INTL", help="Only this region.")]
Currency = Annotated[str | None, typer.Option("--currency", metavar="CNY|USD", help="Amounts in tables.")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help="The language; from the locale.")]
By = Annotated[str, typer.Option("--by", metavar="year|first-month|monthly", help="What to rank by.")]
Cup = Annotated[str, typer.Option("--cup", metavar="PRICE", help="Yuan for one cup.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on.")]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Only this kind, e.g. price_changed.")
]
Months = Annotated[int, typer.Option("--months", metavar="N", help="For how many months.")]
Switch = Annotated[bool, typer.Option("--switch", help="Allow changing plans; each step is spelled out.")]
Plan = Annotated[str, typer.Argument(help="An offer id, vendor/product/plan, or a part of one.")]


def _show(name: str, db: Path, form: str, as_of: str | None, lang: str | None, **values: Any) -> None:
    from db.open import open_read_only
    from reports.views.catalogue import show

    set_encoding(form)
    show(open_read_only(db), name, query(as_of, lang, **values), form)


def query(as_of: str | None = None, lang: str | None = None, **values: Any) -> "ReportQuery":
    """What is asked, in the locale's language and as wide as the terminal; raises BadQuestion."""
    from reports import question
    from reports.output.terminal import width_of

    return question.ReportQuery(
        day=question.day(as_of), lang=lang or question.language(), width=width_of(), **values
    )


def overview(db: "Database", day: str | None = None) -> None:
    """Print the prices, ratios and cups of a day, today's unless given, as the main job does when it is done."""
    from reports.views.catalogue import show_overview

    set_encoding("table")
    show_overview(db, query(day))


def print_holds(db: "Database", form: str) -> None:
    """Print what is held, the oldest first."""
    from reports.views.catalogue import show

    set_encoding(form)
    show(db, "holds", query(), form)


@report.command()
def prices(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    currency: Currency = None,
    lang: Lang = None,
    by: By = "year",
    cup: Cup = "7.9",
) -> None:
    """What every plan costs, cheapest first, by region."""
    _show("prices", db, form, as_of, lang, region=region, currency=currency, by=by, cup=_amount(cup))


@report.command()
def ratio(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    currency: Currency = None,
    lang: Lang = None,
) -> None:
    """How many times cheaper or dearer than Claude Pro."""
    _show("ratio", db, form, as_of, lang, region=region, currency=currency)


@report.command("milk-tea")
def milk_tea(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    lang: Lang = None,
    cup: Cup = "7.9",
) -> None:
    """A month of each plan in cups of milk tea."""
    _show("milk-tea", db, form, as_of, lang, region=region, cup=_amount(cup))


@report.command()
def claims(db: Db = DEFAULT, as_of: AsOf = None, form: Format = "table", lang: Lang = None) -> None:
    """The figures of an article of 2026-05-29, checked on that day."""
    _show("claims", db, form, as_of, lang)


@report.command()
def history(
    plan: Plan,
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    lang: Lang = None,
) -> None:
    """Every state a plan has had, under every name, with a chart."""
    _show("history", db, form, as_of, lang, plan=plan, region=region)


@report.command()
def changes(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    since: Since = None,
    kind: Kind = None,
    region: Region = None,
    currency: Currency = None,
    lang: Lang = None,
) -> None:
    """What vendors changed, what we corrected, and which introductions end soon."""
    from reports.question import day

    start = None if since is None else day(since)
    _show("changes", db, form, as_of, lang, since=start, kind=kind, region=region, currency=currency)


@report.command()
def health(
    db: Db = DEFAULT, as_of: AsOf = None, form: Format = "table", region: Region = None, lang: Lang = None
) -> None:
    """Who was read, who was not, and how old the prices shown are."""
    _show("health", db, form, as_of, lang, region=region)


@report.command()
def stock(
    db: Db = DEFAULT, as_of: AsOf = None, form: Format = "table", region: Region = None, lang: Lang = None
) -> None:
    """What was on sale when somebody looked, in the last 30 days, and when it usually comes back."""
    _show("stock", db, form, as_of, lang, region=region)


@report.command()
def accuracy(db: Db = DEFAULT, as_of: AsOf = None, form: Format = "table", lang: Lang = None) -> None:
    """How often what we published was wrong, and how late we were."""
    _show("accuracy", db, form, as_of, lang)


@report.command()
def cost(
    months: Months = 12,
    switch: Switch = False,
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    currency: Currency = None,
    lang: Lang = None,
) -> None:
    """What so many months cost a new buyer, and the cheapest way through them."""
    _show("cost", db, form, as_of, lang, months=months, switch=switch, region=region, currency=currency)


@report.command("all")
def everything(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    currency: Currency = None,
    lang: Lang = None,
    cup: Cup = "7.9",
) -> None:
    """Everything one would post: --format md is ready to paste."""
    _show("all", db, form, as_of, lang, region=region, currency=currency, cup=_amount(cup))


def _amount(text: str) -> Any:
    from reports.question import amount

    return amount(text)
