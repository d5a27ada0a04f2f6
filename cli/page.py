"""`codingplans page`: the bytes a number came from, with the words that say it marked."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Failed, Wrong
from cli.marked import marked
from cli.options import DEFAULT, Archive, Db, beside

if TYPE_CHECKING:
    from db.database import Database
    from pipeline.archive.trace import Trace
    from scrapers.archive.saved_page import Saved

MANY = 20  # pages shown at once


def page(
    name: Annotated[
        str,
        typer.Argument(
            metavar="SHA|OFFER",
            help="A page's SHA-256 or its beginning, an offer id or a part of one, or an observation's number.",
        ),
    ],
    raw: Annotated[
        bool, typer.Option("--raw", help="Write the page's exact bytes to standard output.")
    ] = False,
    db: Db = DEFAULT,
    archive: Archive = None,
) -> None:
    """Show the page and the words a price came from."""
    from db.reading import open_read_only
    from pipeline.archive.trace import NoPage

    traces = _traces(open_read_only(db), name)
    kept = archive or beside(db)
    try:
        if raw:
            return _write(traces, kept, name)
        found = [_show(trace, kept) for trace in traces[:MANY]]
    except NoPage as error:
        raise Failed(str(error)) from None
    if len(traces) > MANY:
        typer.echo(f"and {len(traces) - MANY} more; name one of them in full")
    if not all(found):
        raise Failed("the page does not hold the words that were read from it: its source or parser changed")


def _traces(db: "Database", name: str) -> "list[Trace]":
    from pipeline.archive.trace import of_observation, of_offer, of_page
    from reports.facts.plans.plan_search import find
    from reports.facts.timeline import Timeline
    from reports.question import ReportQuery, day_of

    number = re.fullmatch(r"#?(\d{1,9})", name)
    one = of_observation(db, int(number[1])) if number else None
    if one:
        return [one]
    if pages := of_page(db, name):
        return pages
    offers = find(db, Timeline(db), ReportQuery(day=day_of(db, None), plan=name))
    return [trace for offer in offers if (trace := of_offer(db, offer))]


def _write(traces: "list[Trace]", archive: Path | None, name: str) -> None:
    pages = {trace.page["sha256"]: trace for trace in traces if trace.page}
    if len(pages) != 1:
        which = (
            f"; name one: {', '.join(sha[:12] for sha in list(pages)[:MANY])}"
            if pages
            else ": its prices are curated"
        )
        raise Wrong(f"{name!r} came from {len(pages)} pages{which}")
    [trace] = pages.values()
    sys.stdout.buffer.write(trace.saved(archive).body)
    sys.stdout.buffer.flush()


def _show(trace: "Trace", archive: Path | None) -> bool:
    """Print one number's origin; whether its words were found, where there is a page to find them on."""
    from pipeline.archive.trace import quoted

    saved = trace.saved(archive) if trace.page else None
    for line in [*_about(trace), *_place(trace, saved, archive)]:
        typer.echo(line)
    found = quoted(trace, saved) if saved else None
    typer.echo(f"\n{marked(found)}\n" if found else "")
    return found is not None or trace.state is None or trace.page is None


def _about(trace: "Trace") -> list[str]:
    from reports.output.sanitize import clean
    from scrapers.offer import plain

    state = trace.state
    if state is None:
        return ["no price that is known was read from this page"]
    offer = state.offer
    price = "–" if offer.price is None else plain(offer.price)
    intro = f", first {plain(offer.intro_price)}" if offer.intro_price is not None else ""
    lines = [
        f"{offer.id}  {price} {offer.currency}{intro}",
        f"  observation {state.observation_id}: {state.provenance}, {state.first_seen[:10]} to {state.last_seen[:10]}",
    ]
    if trace.page is None:
        told = "checked by a person" if state.provenance == "curated" else f"as {state.source} told"
        lines.append(f"  no page: {told}: {clean(offer.evidence)}")
        lines += [f"  url         {clean(state.url)}"] if state.url else []
    return lines


def _place(trace: "Trace", saved: "Saved | None", archive: Path | None) -> list[str]:
    from reports.output.sanitize import clean

    page = trace.page
    if page is None or saved is None:
        return []
    asked = [f"  asked       by {saved.method}"] if saved.method != "GET" else []
    asked += [f"  tab         {clean(saved.click)}"] if saved.click else []
    led = [f"  answered by {clean(page['final_url'])}"] if page["final_url"] != page["url"] else []
    vantage = f" from {clean(page['vantage'])}" if page["vantage"] else ""
    return [
        f"  url         {clean(page['url'])}",
        *asked,
        *led,
        f"  fetched     {page['fetched_at']}{vantage}, status {page['status']}, {page['bytes']} bytes",
        f"  sha256      {page['sha256']}",
        f"  archive     {(archive or Path()) / page['archive']} at byte {page['position']}",
        f"  source      {page['source']}, parser {page['parser']}",
    ]
