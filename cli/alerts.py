"""`codingplans alerts`: tell whoever is configured what they wait for."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.errors import Failed
from cli.options import DEFAULT, Db
from cli.output import set_encoding
from cli.report_options import Lang
from cli.unattended import endpoints_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from db.database import Database
    from db.tables.alerts import Pending
    from pipeline.unattended.alerts.delivery import Compose, Find
    from pipeline.unattended.alerts.endpoint import Endpoint
    from pipeline.unattended.configuration import Alerts
    from reports.alerts.message import Message

alerts = typer.Typer(
    no_args_is_help=True,
    help="Send messages about what you wait for. Addresses and rules are in codingplans.toml.",
)
LONG = 16000


@alerts.command()
def send(
    db: Db = DEFAULT,
    stock: Annotated[bool, typer.Option("--stock", help="Look only at what is back in stock.")] = False,
    lang: Lang = None,
) -> None:
    """Send every address one message of what is new since the last; the nights and rounds of the service do it."""
    from db.open import open_db
    from pipeline.unattended.alerts.delivery import deliver, look
    from reports.alerts.delivered import nothing_line, sent_line

    told, said_in = _configured(), _said_in(lang)
    addresses = endpoints_of(told)
    base, now = open_db(db), datetime.now(UTC)
    look(base, _find(base, told, now), [one.mark for one in addresses], now, stock=stock)
    done = list(deliver(base, addresses, _composer(told), now))
    for one in done:
        refused = None if one.answer.taken else one.answer.words
        typer.echo(sent_line(one.endpoint.name, one.count, refused, said_in))
    if not done:
        typer.echo(nothing_line(said_in))
    _fail([one.endpoint.name for one in done if not one.answer.taken])


@alerts.command("test")
def try_out(db: Db = DEFAULT, lang: Lang = None) -> None:
    """Send every address a test message, and say which took it. News is watched for from then on."""
    from db.open import open_db
    from pipeline.unattended.alerts.delivery import look
    from reports.alerts.delivered import trial_line
    from reports.alerts.message import trial

    told, said_in = _configured(), _said_in(lang)
    addresses = endpoints_of(told)
    message = trial(told.lang)
    refused = []
    for one in addresses:
        answer = one.send(message.title, message.text)
        typer.echo(trial_line(one.name, None if answer.taken else answer.words, said_in))
        refused += [] if answer.taken else [one.name]
    base, now = open_db(db), datetime.now(UTC)
    look(base, _find(base, told, now), [one.mark for one in addresses], now, stock=True)
    _fail(refused)


@alerts.command()
def preview(db: Db = DEFAULT, lang: Lang = None) -> None:
    """Print what would be sent now; nothing is sent, and nothing is marked as told."""
    from db.reading import open_read_only
    from db.tables import alerts as ledger
    from pipeline.unattended.alerts.delivery import news_since
    from pipeline.unattended.alerts.endpoint import mark
    from reports.alerts.delivered import nothing_line
    from reports.alerts.message import Size, compose
    from reports.alerts.tiding import Tiding

    said_in = _said_in(lang)
    base, now, told = open_read_only(db), datetime.now(UTC), _configured()
    if ledger.watch(base) is None:
        typer.echo(nothing_line(said_in, watched=False))
        return
    known = ledger.noted(base)
    marks = [mark(one.get_secret_value()) for one in told.to]
    waiting = {one.id: one.told for each in marks for one in ledger.pending(base, each)}
    new = {
        key: row
        for key, row in _find(base, told, now)(news_since(base, now), False).items()
        if key not in known
    }
    tidings = [Tiding.from_json(row) for row in (*waiting.values(), *new.values())]
    if not tidings:
        typer.echo(nothing_line(said_in))
        return
    message = compose(tidings, told.lang, told.link_base, Size(LONG))
    typer.echo(f"{message.title}\n\n{message.text}")


def _said_in(lang: str | None) -> str:
    """The language of the terminal, made ready for it; messages have a language of their own."""
    from reports.question import chosen_language

    set_encoding("table")
    return chosen_language(lang)


def _configured() -> "Alerts":
    from cli.configured import settings

    return settings().alerts


def _find(base: "Database", told: "Alerts", now: datetime) -> "Find":
    from pipeline.unattended.configuration import Rule
    from reports.alerts.happened import wanted

    rules = told.rules or (Rule(),)  # one that sets nothing wants the usual news of all

    def find(since: str, stock: bool) -> "Mapping[str, Mapping[str, Any]]":
        found = wanted(base, rules, since, now, stock=stock)
        return {one.identity: one.to_json() for one in found}

    return find


def _composer(told: "Alerts") -> "Compose":
    """What writes a message to an address, as long as its service takes it, in the configured language."""
    from reports.alerts.message import Size, compose
    from reports.alerts.tiding import Tiding

    def composed(batch: "Sequence[Pending]", endpoint: "Endpoint") -> "Message":
        tidings = [Tiding.from_json(one.told) for one in batch]
        again = [one.message for one in batch if one.message]
        size = Size(endpoint.most, endpoint.characters)
        return compose(tidings, told.lang, told.link_base, size, again)

    return composed


def _fail(refused: "Sequence[str]") -> None:
    if refused:
        raise Failed(
            f"not taken by address {', '.join(refused)}; docs/alerts.md says what each service wants"
        )
