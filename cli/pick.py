"""`codingplans pick`: help me choose."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.errors import readable
from cli.options import DEFAULT, Db
from cli.output import set_encoding
from cli.report_options import AsOf, Format, Lang, Region
from cli.showing import query

Budget = Annotated[
    str, typer.Option("--budget", metavar="AMOUNT", help="At most this a payment: 30, ¥30, $20, '20 USD'.")
]
InAll = Annotated[bool, typer.Option("--in-all", help="The budget is for all of the months.")]
Months = Annotated[int, typer.Option("--months", metavar="N", help="For how many months, 1 to 24.")]
Tool = Annotated[
    list[str] | None,
    typer.Option("--tool", metavar="NAME", help="Works with this tool: 'Claude Code'; repeatable."),
]
Pay = Annotated[
    list[str] | None,
    typer.Option("--pay", metavar="WAY", help="Can be paid so: wechat, alipay, card; any of several."),
]
Model = Annotated[
    list[str] | None, typer.Option("--model", metavar="NAME", help="Includes this model; repeatable.")
]
Seats = Annotated[int, typer.Option("--seats", metavar="N", help="For how many people.")]
SoldOut = Annotated[bool, typer.Option("--sold-out-too", help="It need not be buyable now.")]
Existing = Annotated[bool, typer.Option("--existing", help="No new customer: intro prices do not count.")]
UsageFile = Annotated[
    Path | None,
    typer.Option("--usage", metavar="FILE", help="What `ccusage --json` and alike wrote; nothing is sent."),
]
Days = Annotated[
    int | None, typer.Option("--days", metavar="N", min=1, max=3660, help="The days that the file covers.")
]
Tokens = Annotated[
    str, typer.Option("--tokens", metavar="N", help="Tokens used, of all kinds: 500k, 20M, 1.5B.")
]
Requests = Annotated[str, typer.Option("--requests", metavar="N", help="Model calls.")]
Per = Annotated[str, typer.Option("--per", metavar="day|month", help="What --tokens and --requests are for.")]


def pick(
    context: typer.Context,
    region: Region = None,
    months: Months = 12,
    budget: Budget = "",
    in_all: InAll = False,
    tool: Tool = None,
    pay: Pay = None,
    model: Model = None,
    seats: Seats = 1,
    sold_out_too: SoldOut = False,
    existing: Existing = False,
    usage: UsageFile = None,
    days: Days = None,
    tokens: Tokens = "",
    requests: Requests = "",
    per: Per = "month",
    db: Db = DEFAULT,
    as_of: AsOf = None,
    form: Format = "table",
    lang: Lang = None,
) -> None:
    """Help me choose: one to three plans for your needs, and why. Takes budget, tools, payment, seats and usage; asks on a terminal."""
    from db.reading import open_read_only
    from reports.pick import typed
    from reports.views.catalogue import show_pick

    set_encoding(form)
    wanted: dict[str, Any] = {
        "region": region, "months": months, "money": budget, "in_all": in_all, "tools": tool or (),
        "ways": pay or (), "models": model or (), "seats": seats, "now": not sold_out_too, "new": not existing,
    }  # fmt: skip
    if _asks(context):
        answers = _answers()
        usage = answers.pop("usage")
        wanted |= answers
    if usage:
        readable(usage)
    used, file = typed.used(usage, days, tokens, requests, per)
    question = typed.question(**wanted, used=used)
    base = open_read_only(db)
    show_pick(base, query(base, as_of, lang), question, (str(usage), file) if file else None, form)


def _asks(context: typer.Context) -> bool:
    """Whether a person sits there and has said nothing yet: a terminal at both ends, no option but of where and how to show."""
    given = {
        name
        for name in context.params
        if getattr(context.get_parameter_source(name), "name", "") == "COMMANDLINE"
    }
    return sys.stdin.isatty() and sys.stdout.isatty() and not given - {"db", "as_of", "lang"}


def _answers() -> dict[str, Any]:
    """What a person answers; an empty answer leaves the thing open."""
    from reports.pick import typed

    region = typer.prompt("Where do you buy? CN, INTL or both", default="both", value_proc=_region)
    money = typer.prompt(
        "At most how much a payment? 30, $20 (Enter: any)",
        default="",
        value_proc=_checked(typed.budget),
        show_default=False,
    )
    months = typer.prompt("For how many months?", default=12, type=int)
    tools = typer.prompt("Which tools? Claude Code, Cline, … (Enter: any)", default="", show_default=False)
    ways = typer.prompt(
        "How do you pay? wechat, alipay, card, … (Enter: any)",
        default="",
        value_proc=_each(typed.way),
        show_default=False,
    )
    file = typer.prompt(
        "A file of `ccusage daily --json`? It stays here (Enter: none)",
        default="",
        value_proc=_file,
        show_default=False,
    )
    return {
        "region": None if region == "both" else region, "money": money, "months": months,
        "tools": _names(tools), "ways": _names(ways), "usage": Path(file) if file else None,
    }  # fmt: skip


def _names(text: str) -> list[str]:
    return [name.strip() for name in re.split(r"[,，、]", text) if name.strip()]


def _checked(understand: Callable[[str], Any]) -> Callable[[str], str]:
    """The text itself, asked for again where it cannot be understood."""

    def value(text: str) -> str:
        from reports.question import BadQuestion

        try:
            understand(text)
        except BadQuestion as error:
            raise typer.BadParameter(str(error)) from None
        return text

    return value


def _each(understand: Callable[[str], Any]) -> Callable[[str], str]:
    return _checked(lambda text: [understand(name) for name in _names(text)])


def _region(text: str) -> str:
    known = {"cn": "CN", "intl": "INTL", "both": "both"}
    if text.strip().lower() not in known:
        raise typer.BadParameter("answer CN, INTL or both")
    return known[text.strip().lower()]


def _file(text: str) -> str:
    if text and not Path(text).is_file():
        raise typer.BadParameter(f"{text}: no such file")
    return text
