"""What the unattended commands share: the configuration with the options over it, addresses, and a run's exit status."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cli.errors import INTERRUPTED, Failed, Wrong
from cli.options import kept_in

if TYPE_CHECKING:
    from pipeline.unattended.alerts.endpoint import Endpoint
    from pipeline.unattended.configuration import Alerts, Settings


def configured_for(db: Path | None, archive: Path | None) -> "Settings":
    """What is configured, with the database and archive of the options; raises Wrong where they cannot be kept."""
    from cli.configured import settings

    values = settings()
    given = {key: value for key, value in (("db", db), ("archive", archive)) if value}
    values = values.model_copy(update=given)
    if str(values.db) == ":memory:":
        raise Wrong("a night is kept in a file; name one with --db")
    kept_in(values.archive, values.db)
    return values


def endpoints_of(told: "Alerts") -> "list[Endpoint]":
    """The configured addresses; raises BadEndpoint for one nobody can send to, Wrong where there is none, NotInstalled
    where one needs apprise.
    """
    from pipeline.unattended.alerts.endpoint import endpoints, needs_apprise
    from reports.optional import need

    addresses = [one.get_secret_value() for one in told.to]
    if not addresses:
        raise Wrong(
            "alerts.to: no address is configured; name a file of them with alerts.to_file, "
            "or set CODINGPLANS_ALERTS__TO"
        )
    if needs_apprise(addresses):
        need("apprise", "alerts", "`codingplans alerts`")
    return endpoints(addresses)


def run_unattended(what: Literal["night", "round"], db: Path | None, archive: Path | None) -> None:
    """Run one night or light round; raises Failed where part of it failed, and ends with status 130 where it was stopped."""
    from datetime import UTC, datetime

    from db.tables.states import moment
    from pipeline.unattended.log import open_log
    from pipeline.unattended.night import run_night, stopping
    from pipeline.unattended.steps import Work

    settings, stop = configured_for(db, archive), stopping()
    log, begun = open_log(settings.log, what), moment(datetime.now(UTC))
    outcome = run_night(
        lambda base, token: Work(settings, base, token, begun, stop, log), str(settings.db), what
    )
    if outcome == "interrupted":
        raise SystemExit(INTERRUPTED)
    if outcome != "ok":
        raise Failed(f"the {what} ended {outcome}; the lines above, or the log, name what failed")
