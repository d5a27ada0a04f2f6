"""`codingplans report …`: what people look at."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.errors import Wrong
from cli.options import DEFAULT, SAMPLE, Db
from cli.output import set_encoding

if TYPE_CHECKING:
    from db.database import Database
    from reports.question import ReportQuery

report = typer.Typer(no_args_is_help=True, help="What people look at.")

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The end of this day (UTC); today, of samples their last."),
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
EveryTerm = Annotated[
    bool, typer.Option("--every-term", help="A row for each way to pay for a plan, not only the best one.")
]
Order = Annotated[str, typer.Option("--by", metavar="ratio|tokens|price", help="What to sort by.")]
Cached = Annotated[
    str, typer.Option("--cached", metavar="PERCENT", help="How much of the input is read from the cache.")
]
Output = Annotated[str, typer.Option("--output", metavar="PERCENT", help="How much of all tokens is output.")]
Model = Annotated[str, typer.Option("--model", metavar="NAME", help="Only with this model, e.g. glm-5.3.")]
AllModels = Annotated[bool, typer.Option("--all-models", help="A row for each model, not the best alone.")]
MeasuredToo = Annotated[bool, typer.Option("--measured", help="Also what users measured; little sure.")]
Plan = Annotated[str, typer.Argument(help="An offer id, vendor/product/plan, or a part of one.")]


def _show(name: str, db: Path, form: str, as_of: str | None, lang: str | None, **values: Any) -> None:
    from db.open import open_read_only

    show_report(open_read_only(db), name, form, as_of, lang, **values)


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
    from reports.output.terminal import width_of

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
    _show("answer", here, "table", None, None)


@report.command()
def answer(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    lang: Lang = None,
) -> None:
    """The cheapest plan of each region and the next one, in a dozen lines; `codingplans` alone says the same."""
    _show("answer", db, form, as_of, lang, region=region)


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
    every_term: EveryTerm = False,
) -> None:
    """What every plan costs, cheapest first, by region."""
    _show(
        "prices",
        db,
        form,
        as_of,
        lang,
        region=region,
        currency=currency,
        by=by,
        cup=_amount(cup),
        every_term=every_term,
    )


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


@report.command()
def value(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    lang: Lang = None,
    by: Order = "ratio",
    model: Model = "",
    all_models: AllModels = False,
    cached: Cached = "95",
    output: Output = "0.5",
    measured: MeasuredToo = False,
) -> None:
    """What a month's money buys: the vendor's unit, tokens, use at API prices."""
    mix = {"cached": _amount(cached), "output": _amount(output)}
    chosen = {"order": by, "model": model, "all_models": all_models, "measured": measured}
    _show("value", db, form, as_of, lang, region=region, **chosen, **mix)


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
