"""`codingplans report …`: what people look at."""

from typing import Any

import typer

from cli.lazy_group import LazyGroup
from cli.options import DEFAULT, Db
from cli.report_options import (
    AllModels,
    AsOf,
    By,
    Cached,
    Cup,
    Currency,
    EveryTerm,
    Format,
    Kind,
    Lang,
    Limit,
    MeasuredToo,
    Model,
    Months,
    Offset,
    Order,
    Output,
    Plan,
    Region,
    Since,
    Switch,
)
from cli.showing import show_from

RECENT_DAYS = 90  # whose changes are listed where no other days are asked for


def answer(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    lang: Lang = None,
) -> None:
    """Name the cheapest plan of each region and its runner-up in a dozen lines; `codingplans` alone does the same."""
    show_from("answer", db, form, as_of, lang, region=region)


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
    """List every plan by region, lowest 12-month total first."""
    show_from(
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


def ratio(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    currency: Currency = None,
    lang: Lang = None,
) -> None:
    """Compare every plan with Claude Pro."""
    show_from("ratio", db, form, as_of, lang, region=region, currency=currency)


def milk_tea(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    lang: Lang = None,
    cup: Cup = "7.9",
) -> None:
    """Show one month of each plan in cups of milk tea."""
    show_from("milk-tea", db, form, as_of, lang, region=region, cup=_amount(cup))


def claims(db: Db = DEFAULT, as_of: AsOf = None, form: Format = "table", lang: Lang = None) -> None:
    """Fact-check an article of 2026-05-29 against that day's prices."""
    show_from("claims", db, form, as_of, lang)


def history(
    plan: Plan,
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    lang: Lang = None,
) -> None:
    """Show every price a plan has had, under all its names, with a chart."""
    show_from("history", db, form, as_of, lang, plan=plan, region=region)


def changes(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    since: Since = None,
    kind: Kind = None,
    limit: Limit = None,
    offset: Offset = 0,
    region: Region = None,
    currency: Currency = None,
    lang: Lang = None,
) -> None:
    """List vendors' changes of 90 days, our corrections and intro prices about to end."""
    from reports.question import day

    asked: dict[str, Any] = {"since": None if since is None else day(since), "recent": RECENT_DAYS}
    asked |= {"kind": kind, "limit": limit, "offset": offset}
    show_from("changes", db, form, as_of, lang, region=region, currency=currency, **asked)


def health(
    db: Db = DEFAULT, as_of: AsOf = None, form: Format = "table", region: Region = None, lang: Lang = None
) -> None:
    """Show which sources were read and how old each price is."""
    show_from("health", db, form, as_of, lang, region=region)


def stock(
    db: Db = DEFAULT, as_of: AsOf = None, form: Format = "table", region: Region = None, lang: Lang = None
) -> None:
    """Show how often each plan was available in the last 30 days, and when it is usually back."""
    show_from("stock", db, form, as_of, lang, region=region)


def accuracy(db: Db = DEFAULT, as_of: AsOf = None, form: Format = "table", lang: Lang = None) -> None:
    """Show how often we were wrong and how late."""
    show_from("accuracy", db, form, as_of, lang)


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
    """Work out what N months cost a new customer, and the cheapest way to pay."""
    show_from("cost", db, form, as_of, lang, months=months, switch=switch, region=region, currency=currency)


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
    """Show what a month's money buys: the vendor's unit, tokens, use at API prices."""
    mix = {"cached": _amount(cached), "output": _amount(output)}
    chosen = {"order": by, "model": model, "all_models": all_models, "measured": measured}
    show_from("value", db, form, as_of, lang, region=region, **chosen, **mix)


def everything(
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    region: Region = None,
    currency: Currency = None,
    lang: Lang = None,
    cup: Cup = "7.9",
) -> None:
    """Print all reports together; --format md is ready to paste."""
    show_from("all", db, form, as_of, lang, region=region, currency=currency, cup=_amount(cup))


def _amount(text: str) -> Any:
    from reports.question import amount

    return amount(text)


class _Reports(LazyGroup):
    parts = {
        "answer": answer,
        "prices": prices,
        "ratio": ratio,
        "milk-tea": milk_tea,
        "claims": claims,
        "history": history,
        "changes": changes,
        "health": health,
        "stock": stock,
        "accuracy": accuracy,
        "cost": cost,
        "value": value,
        "all": everything,
    }


report = typer.Typer(
    cls=_Reports,
    no_args_is_help=True,
    help="Print reports: prices, comparison, changes, costs, source status.",
)
