"""The whole examination: the machine, then the sources, then the bundle where one is wanted."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from db.tables.states import moment
from pipeline.doctor import machine_checks, network_checks
from pipeline.doctor.ask_sources import WHOLE, Answer, ask
from pipeline.doctor.bundle import write_bundle
from pipeline.doctor.check import Check
from pipeline.doctor.last_time import known_to
from pipeline.doctor.own_samples import samples
from pipeline.outcomes import Crawl
from scrapers.registry import of_vendor
from scrapers.registry import vendors as known_vendors


@dataclass(frozen=True)
class Plan:
    """What is examined: the chosen vendors, whether they are asked, how long the network is tried for (seconds),
    the configuration that was named, the database that is known from earlier, and the folders of database and archive.
    """

    chosen: Sequence[str] | None
    pages: bool
    patience: float
    configuration: Path | None
    database: Path
    folders: Sequence[Path]


@dataclass
class Examination:
    """What was found, begun `at` (UTC)."""

    at: datetime
    checks: list[Check] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether no check failed and every source that was asked could be read in full."""
        failed = any(check.status == "failed" for check in self.checks)
        return not failed and all(answer.state in WHOLE for answer in self.answers)

    def to_json(self) -> dict[str, Any]:
        """The findings as programs read them; docs/running.md names the keys."""
        return {
            "at": moment(self.at),
            "sound": self.sound,
            "checks": [check.to_json() for check in self.checks],
            "sources": [answer.to_json() for answer in self.answers],
        }


def examine(plan: Plan, bundle: Path | None, tell: Callable[[Crawl], None]) -> Examination:
    """Examine machine and sources, and write the bundle; raises UnknownSource for a vendor that is none.

    Without readable settings or a network no source is asked: each would only repeat that.
    """
    found = Examination(datetime.now(UTC))
    wanted = [of_vendor(vendor)[0].vendor for vendor in plan.chosen or known_vendors()]
    known, database = known_to(plan.database)
    found.checks += [*_machine(plan, wanted), database]
    with TemporaryDirectory(prefix="codingplans-doctor-") as folder:
        if plan.pages and not _hopeless(found.checks):
            rates: list[str] = []
            found.answers = ask(wanted, Path(folder), known, tell, rates.append)
            said = "; ".join(line.removeprefix("rates: ") for line in rates)
            found.checks.append(
                Check("rates", "warning", said) if said else Check("rates", "ok", "read", "rates_read")
            )
        if bundle:
            write_bundle(bundle, Path(folder, "pages"), found.to_json(), found.at)
    return found


def _hopeless(checks: Sequence[Check]) -> bool:
    return any(one.status == "failed" and one.name in ("settings", "network") for one in checks)


def _machine(plan: Plan, vendors: Sequence[str]) -> list[Check]:
    settings = machine_checks.settings(plan.configuration)
    checks = [settings, machine_checks.disk(plan.folders)]
    with suppress(ValueError):  # a variable that the settings' check names
        checks += network_checks.reach(vendors, plan.patience, threading.Event())
    return [*checks, *machine_checks.rendering(vendors), *samples(vendors)]
