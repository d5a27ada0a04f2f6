"""Options of the commands that show something."""

from typing import Annotated

import typer

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Data as of the end of this day, UTC  [default: today; of samples, their last day]",
    ),
]
Format = Annotated[str, typer.Option("--format", metavar="table|json|csv|md", help="Output format.")]
Region = Annotated[str | None, typer.Option("--region", metavar="CN|INTL", help="Only this region.")]
Currency = Annotated[
    str | None, typer.Option("--currency", metavar="CNY|USD", help="Currency of the tables.")
]
Lang = Annotated[
    str | None, typer.Option("--lang", metavar="zh|en", help="Language  [default: from the locale]")
]
By = Annotated[str, typer.Option("--by", metavar="year|first-month|monthly", help="Rank by.")]
Cup = Annotated[str, typer.Option("--cup", metavar="PRICE", help="Price of one cup, in yuan.")]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="From this day on  [default: 90 days before --as-of]"),
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", help="At most so many changes.")]
Offset = Annotated[int, typer.Option("--offset", metavar="N", help="Without the newest N changes.")]
Kind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help="Only this kind, e.g. price_changed.")
]
Months = Annotated[int, typer.Option("--months", metavar="N", help="Number of months.")]
Switch = Annotated[bool, typer.Option("--switch", help="Allow switching plans; shows each step.")]
EveryTerm = Annotated[
    bool, typer.Option("--every-term", help="A row for each way to pay for a plan, not only the best one.")
]
Order = Annotated[str, typer.Option("--by", metavar="ratio|tokens|price", help="Sort by.")]
Cached = Annotated[
    str, typer.Option("--cached", metavar="PERCENT", help="How much of the input is read from the cache.")
]
Output = Annotated[str, typer.Option("--output", metavar="PERCENT", help="How much of all tokens is output.")]
Model = Annotated[str, typer.Option("--model", metavar="NAME", help="Only with this model, e.g. glm-5.3.")]
AllModels = Annotated[bool, typer.Option("--all-models", help="A row for each model, not the best alone.")]
MeasuredToo = Annotated[bool, typer.Option("--measured", help="Also what users measured; little sure.")]
Plan = Annotated[
    str, typer.Argument(help="Offer id, vendor/product/plan, or what people call it: 智谱 Lite.")
]
