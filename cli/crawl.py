"""`codingplans run` and `codingplans crawl`: the main job, and its first half."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Failed, Wrong
from cli.options import DEFAULT, SAMPLE, Archive, MaybeDb, configured, kept_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.crawl.ledger import Told
    from pipeline.outcomes import Crawl

Vendors = Annotated[
    list[str] | None, typer.Argument(help="Vendors to crawl; all of them unless named.", show_default=False)
]


def run(
    context: typer.Context,
    offline: Annotated[
        bool, typer.Option("--offline", help="Replay the sample pages that ship with the project.")
    ] = False,
    nightly: Annotated[
        bool,
        typer.Option(
            "--nightly", help="One whole night as configured: also site, exports, ping; says each step."
        ),
    ] = False,
    light: Annotated[
        bool, typer.Option("--round", help="One light round: only what is in stock, where vendors say so.")
    ] = False,
    db: MaybeDb = None,
    archive: Archive = None,
) -> None:
    """Read all vendors' pages, store the prices, print the answer. --offline uses the bundled sample pages."""
    if offline + nightly + light > 1:
        raise Wrong("--offline, --nightly and --round are three different runs; choose one")
    if nightly or light:
        from cli.unattended import run_unattended

        return run_unattended("night" if nightly else "round", db, archive)
    from db.lock import crawl_lock
    from db.open import open_db
    from pipeline.crawl.main_job import run_live

    if offline:  # samples never go where the configured nights are kept
        db, archive = (
            None if configured(context, key) else value for key, value in (("db", db), ("archive", archive))
        )
    path = db or (SAMPLE if offline else DEFAULT)
    kept = kept_in(archive, path)
    base = open_db(path)
    left_out = _left_out()
    with crawl_lock(path, "a run"):
        if offline:
            from pipeline.archive.replay import run_offline

            with _counted() as tell:
                crawls = run_offline(base, tell, kept, _note)
        else:
            crawls = run_live(base, _tell, archive=kept, note=_note)
    from cli.showing import show_report

    show_report(base, "answer")
    if _offline(crawls):
        _note("no vendor's address is known: is there a network? `codingplans run --offline` shows samples")
    _fail(crawls, left_out)


def crawl(
    vendors: Vendors = None,
    replay: Annotated[
        Path | None, typer.Option(help="Read saved pages or WARC files instead of the network.")
    ] = None,
    stock: Annotated[
        bool, typer.Option("--stock", help="Look only at what is in stock, at the sources that say so.")
    ] = False,
    db: MaybeDb = None,
    archive: Archive = None,
) -> None:
    """Read vendors' pages, or saved ones, and store the prices."""
    from db.lock import crawl_lock
    from db.open import open_db
    from pipeline.crawl.main_job import run_live, run_round

    if stock and replay:
        raise Wrong("--stock looks at what is in stock now; it cannot be replayed")
    path = db or DEFAULT
    kept = kept_in(archive, path)
    base = open_db(path)
    left_out = [] if vendors or stock else _left_out()
    with crawl_lock(path, "a crawl"):
        if replay:
            from pipeline.archive.replay import run_replay

            _fail(run_replay(base, replay, vendors, _tell, kept), left_out)
        elif stock:
            _fail(run_round(base, _tell, vendors, kept), left_out)
        else:
            _fail(run_live(base, _tell, vendors, kept, _note), left_out)


def _left_out() -> list[str]:
    """The user's own vendors that cannot be used, each said with its file and line."""
    from scrapers.registry import faults

    for fault in faults():
        _note(str(fault))
    return [fault.vendor for fault in faults()]


def _tell(crawl: "Crawl") -> None:
    from rich.console import Console

    from reports.views.progress import prices

    colour = {"ok": "green", "partial": "yellow", "failed": "red"}[crawl.word]
    line = f"[{colour}]{crawl.word:>7}[/] {crawl.at[:10]} {crawl.vendor}: {prices(crawl.priced)}"
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    console.print(line, end="")
    console.print(f"  {why}" if (why := _why(crawl)) else "", markup=False)


@contextmanager
def _counted() -> "Iterator[Told]":
    """Only what failed is said, crawl by crawl; of the others how many there were, on a terminal while they are read."""
    from rich.console import Console

    from reports.views.progress import crawls, prices, vendors

    read: list[Crawl] = []
    with Console(stderr=True).status("reading the sample pages") as status:

        def tell(crawl: "Crawl") -> None:
            read.append(crawl)
            status.update(f"reading the sample pages: {crawl.at[:10]} {crawl.vendor}")
            if crawl.word != "ok":
                _tell(crawl)

        yield tell
    if read:
        names = {crawl.vendor for crawl in read}
        said = [vendors(len(names)), crawls(len(read)), prices(sum(crawl.priced for crawl in read))]
        typer.echo(f"read the sample pages: {', '.join(said)}", err=True)


def _note(line: str) -> None:
    typer.echo(f"   note {line}", err=True)


def _offline(crawls: "list[Crawl]") -> bool:
    """Whether no name of any vendor could be looked up, as without a network."""
    outcomes = [outcome for crawl in crawls for outcome in crawl.outcomes]
    return bool(outcomes) and all(outcome.word == "dns" for outcome in outcomes)


def _why(crawl: "Crawl") -> str:
    """What failed, source by source; where all failed alike, what happened to the first, and how many did."""
    failed = [outcome for outcome in crawl.outcomes if outcome.word != "ok"]
    if crawl.word == "failed" and len(failed) > 2 and len({outcome.word for outcome in failed}) == 1:
        return f"{failed[0].source.name}: {failed[0].message}; the other {len(failed) - 1} sources: {failed[0].word}"
    return crawl.message or ""


def _fail(crawls: "list[Crawl]", left_out: list[str]) -> None:
    failed = sorted({*left_out, *(crawl.vendor for crawl in crawls if crawl.word != "ok")})
    if failed:
        raise Failed(
            f"not read in full: {', '.join(failed)}; their last good prices are kept. Details: `codingplans report health`"
        )
