"""A year of nights in an hour: `codingplans service` with a clock that leaps, against shops that change, fail and lie.

    python tests/web/soak.py [--nights 365] [--seed 1]

Each night the service runs the night's crawl in a process of its own. Then every event in the database must be a true change,
every true change an event as soon as its source has said it as often as docs/judging.md asks, what is published must be what
is sold, and no process but the service may be left. At the end the service must take no more memory than in its second month.
Prints a line for each night and a table; exit status 1 where anything was not so.
"""

import argparse
import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import Any

import psutil
from faults import breaks, cut_gzip, fails, says, short
from household import Household
from market import Event, Market
from pages import OFFERS, PLANS
from street import Fault, Street, pages_of

Service = subprocess.Popen[bytes]
OUTAGES: dict[str, Fault] = {
    "error": fails(500), "challenge": says("Just a moment..."), "short": short, "reset": breaks, "cut": cut_gzip,
    "shell": says(""), "busy": fails(429, Retry_After="86400"), "maintenance": says("系统维护中，请稍后再来"),
}  # fmt: skip
STOCK = {True: "InStock", False: "SoldOut"}
FLAT = 1.05  # how much more memory counts as no more
PATIENCE = 900.0  # seconds for a night
STATES = "SELECT offer, price, intro_price, availability FROM states WHERE ended IS NULL AND provenance = 'scraped'"
NEWS = (
    "SELECT id, offer, kind, before, after, published_at FROM events WHERE id > ? AND provenance <> 'curated'"
)
RUN = "SELECT outcome, message FROM runs WHERE what = ? AND started_at >= ? AND outcome IS NOT NULL"


@dataclass
class Soak:
    """The household of a year, and what was found out about it."""

    home: Household
    market: Market
    wrong: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)  # megabytes of the service after each night
    outcomes: Counter[str] = field(default_factory=Counter)
    true: int = 0
    _told: set[Event] = field(default_factory=set)
    _last: int = 0
    _said: int = 0

    def run(self) -> None:
        """Live through every night."""
        began = datetime.now(UTC).replace(hour=18, minute=45, second=0) - timedelta(days=self.home.back)
        self._show(0)
        self._configure(0)
        self.home.set_clock(began)
        service = self.home.start("service")
        self._begins(service)
        try:
            for number, night in enumerate(self.market.nights):
                self._show(number)
                self._configure(number)
                at = began + timedelta(days=number)
                if night.morning:
                    self._live(service, "round", at.replace(hour=2, minute=5), number)
                self._live(service, "night", at, number)
        finally:
            self._stop(service)

    def _show(self, number: int) -> None:
        """Have the shops show what they show on a night."""
        street, night = self.home.street, self.market.nights[number]
        for source, body in night.pages():
            street.sell(source, lambda _, body=body: body.encode())  # type: ignore[misc]
        street.faults = {source: OUTAGES[how] for source, how in night.outages.items()}

    def _configure(self, number: int) -> None:
        """Backup and alerts once a week, the site every other month: what they do does not depend on the night."""
        folder = self.home.folder
        weekly = {"backup": {"folder": str(folder / "copies")}} if number % 7 == 0 else {}
        rarely = {"site": {"folder": str(folder / "site")}} if number % 60 == 59 else {}
        self.home.configure(log={"file": str(folder / "log/plans.log")}, **weekly, **rarely)

    def _live(self, service: Service, what: str, at: datetime, number: int) -> None:
        """Let it become this late, wait for the run that is due, and look at what came of it."""
        begun = time.monotonic()
        self.home.set_clock(at)
        outcome = self._ran(service, what, at)
        for event in self._rows(NEWS, self._last):
            self._heard(event, number)
        missed = [
            event
            for event in self.market.events
            if event not in self._told and self._overdue(event, what, number)
        ]
        self._told |= set(missed)
        self.wrong += [f"night {number}: missed {event}" for event in missed]
        if what == "night":
            self.wrong += [f"night {number}: {line}" for line in self._differs(number)]
            self.memory.append(psutil.Process(service.pid).memory_info().rss / 1e6)
        self.outcomes[f"{what} {outcome}"] += 1
        self._look_around(service, number)
        print(
            f"{what} {number}: {outcome}, {time.monotonic() - begun:.0f} s, {self.true} of {len(self.market.events)} changes told,"
            f" {len(self.wrong)} wrong, {psutil.Process(service.pid).memory_info().rss / 1e6:.1f} MB",
            flush=True,
        )
        for line in self.wrong[self._said :]:
            print(f"    {line}", flush=True)
        self._said = len(self.wrong)

    def _begins(self, service: Service) -> None:
        """Wait until the service has said when its next night is: before, it hears no signal."""
        until = time.monotonic() + PATIENCE
        logs = self.home.folder / "log"
        while not any("next night" in log.read_text() for log in logs.glob("*-service-*")):
            if service.poll() is not None or time.monotonic() > until:
                raise TimeoutError(f"no service:\n{self.home.said}")
            time.sleep(0.2)

    def _ran(self, service: Service, what: str, at: datetime) -> str:
        """How the run that is due ends; the service is told of its clock until it begins one."""
        until, since = time.monotonic() + PATIENCE, f"{at:%Y-%m-%dT%H:%M:%SZ}"
        heard = 0.0
        while time.monotonic() < until and service.poll() is None:
            alone = [one.pid for one in self.home.processes()] == [service.pid]
            found = self._rows(RUN, what, since) if alone else []
            if found:
                return str(found[0][0])
            if alone and time.monotonic() > heard + 10:
                heard = time.monotonic()
                self.home.set_clock(self.home.now + timedelta(seconds=61))
                os.kill(service.pid, signal.SIGUSR1)
            time.sleep(0.5)
        raise TimeoutError(f"no {what} since {since}:\n{self.home.said}")

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            with closing(sqlite3.connect(f"file:{self.home.db}?mode=ro", uri=True, timeout=60)) as base:
                return base.execute(sql, values).fetchall()
        except sqlite3.OperationalError:
            return []  # it is not there yet

    def _heard(self, row: tuple[Any, ...], number: int) -> None:
        """Match an event with the change it tells, once."""
        self._last, offer, kind, before, after, at = row
        same = [event for event in self.market.events if (event.offer, event.kind) == (offer, kind)]
        old, new = json.loads(before or "null"), json.loads(after or "null")
        for event in same:
            if event not in self._told and event.night <= number <= event.due and _says(event, old, new):
                self._told.add(event)
                self.true += 1
                return
        if not (kind == "list_price_changed" and self._listed(offer, new, number)):
            self.wrong.append(
                f"night {number}: no change is {kind} of {offer}, {before} to {after}, told {at}"
            )

    def _listed(self, offer: str, new: Any, number: int) -> bool:
        """Whether a list price that a page shows with an introduction only is the price, seen again."""
        vendor, _, plan = offer.split("/")[:3]
        known = self.market.nights[number].plans[vendor].get(plan, {})
        return "intro" in known and new == {"list_price": _plain(known["P1M"])}

    def _overdue(self, event: Event, what: str, number: int) -> bool:
        return event.due < number or (
            event.due == number and (what == "night" or event.kind == "availability_changed")
        )

    def _differs(self, number: int) -> list[str]:
        """What is published and not sold so, but for changes that are still to be told."""
        published = {offer: said for offer, *said in self._rows(STATES)}
        open_ = {
            event.offer for event in self.market.events if event.night <= number and event not in self._told
        }
        open_ |= {
            event.before for event in self.market.events if event.kind == "renamed" and event.offer in open_
        }
        wrong = []
        for vendor, plans in self.market.nights[number].plans.items():
            for plan, state in plans.items():
                for term in (term for term in ("P1M", "P3M", "P1Y") if term in state):
                    offer = OFFERS[vendor].name(plan, state, term)
                    intro = _plain(state["intro"]) if state.get("intro") else None
                    stock = STOCK[state["stock"]] if "stock" in state else None
                    true = [_plain(state[term]), intro, stock] if state["sold"] else None
                    if offer not in open_ and published.get(offer) != true:
                        wrong.append(f"{offer} is published as {published.get(offer)} and is {true}")
        return wrong

    def _look_around(self, service: Service, number: int) -> None:
        """No process may be left, and no log may tell of a fault of the program; files are as old as the clock says."""
        left = [one for one in self.home.processes() if one.pid != service.pid]
        self.wrong += [f"night {number}: process left {one.pid} {one.cmdline()[:6]}" for one in left]
        now = self.home.now.timestamp()
        for file in self.home.folder.rglob("*"):
            if self.home.program not in file.parents and file.is_file() and file.stat().st_mtime > now:
                os.utime(file, (now, now))
                if file.suffix == ".log" and "Traceback" in file.read_text(errors="replace"):
                    self.wrong.append(f"night {number}: a traceback in {file.name}")

    def _stop(self, service: Service) -> None:
        service.send_signal(signal.SIGTERM)
        if service.wait(180):
            self.wrong.append(f"the service ended with status {service.returncode}: {self.home.said[-2000:]}")
        self.wrong += [f"process left: {one.cmdline()[:6]}" for one in self.home.processes()]
        checked = self.home.run("check")
        if checked.status or "sound" not in checked.said:
            self.wrong.append(f"check: {checked.said}")
        self.wrong += [f"check: {line}" for line in checked.lines[:-1]]
        if len(self.memory) > 90 and mean(self.memory[-30:]) > FLAT * mean(self.memory[30:60]):
            self.wrong.append("the service takes more memory than in its second month")

    def table(self) -> str:
        """What came of it, in lines."""
        sizes = {name: _size(self.home.folder / name) for name in ("plans-archive", "copies", "log", "site")}
        held = self._rows("SELECT rule, status, count(*) FROM holds GROUP BY 1, 2 ORDER BY 1, 2")
        due = [event for event in self.market.events if event.due < len(self.memory)]
        kinds = Counter(event.kind for event in self._told)
        months = (("nights 30 to 60", self.memory[30:60]), ("the last 30", self.memory[-30:]))
        lines = [
            ("runs", ", ".join(f"{number} {word}" for word, number in sorted(self.outcomes.items()))),
            (
                "outages and lies",
                f"{sum(len(one.outages) for one in self.market.nights)}, {sum(len(one.lies) for one in self.market.nights)} of a source and night",
            ),
            ("true changes that were due", str(len(due))),
            (
                "told once, as they were",
                f"{self.true}: " + ", ".join(f"{number} {kind}" for kind, number in kinds.most_common()),
            ),
            ("wrong", str(len(self.wrong))),
            *((f"memory of the service, {when}", f"{mean(some):.1f} MB") for when, some in months if some),
            ("database", f"{self.home.db.stat().st_size / 1e6:.1f} MB"),
            *((name, f"{size / 1e6:.1f} MB in {files} files") for name, (size, files) in sizes.items()),
            ("holds", ", ".join(f"{number} {rule} {status}" for rule, status, number in held)),
        ]
        return "\n".join(f"{name:36} {value}" for name, value in lines)


def _says(event: Event, before: Any, after: Any) -> bool:
    """Whether the words of an event in the database are those of the change."""
    if event.kind in ("plan_gone", "plan_added"):
        return True
    return bool(
        (before, after) == tuple(_worded(event.kind, said, one) for said, one in _sides(event, before, after))
    )


def _sides(event: Event, before: Any, after: Any) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    return (before, event.before), (after, event.after)


def _worded(kind: str, said: Any, value: Any) -> dict[str, Any]:
    """What an event of a kind says of a value; what it says beside is taken as it is."""
    if kind == "renamed":
        return {"offer": value}
    if kind == "availability_changed":
        return {"availability": STOCK[value]}
    if kind == "quota_changed":
        return {"quotas": [{**said["quotas"][0], "amount": value * 10**6}]}
    name = {"price_changed": "price", "list_price_changed": "list_price"}.get(kind, "intro_price")
    return {**said, name: _plain(value)}


def _plain(amount: Any) -> str | None:
    return None if amount is None else f"{amount:g}"


def _size(folder: Path) -> tuple[int, int]:
    sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
    return sum(sizes), len(sizes)


def soak(nights: int, seed: int, folder: Path) -> Soak:
    """Live through so many nights in a folder."""
    with Street(pages_of(PLANS)) as street:
        home = Household(folder, street, PLANS, back=nights + 1)
        lived = Soak(home, Market(nights, seed))
        lived.run()
    return lived


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--nights", type=int, default=365)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="codingplans-soak-") as folder:
        lived = soak(chosen.nights, chosen.seed, Path(folder))
        print(lived.table())
    print("\n".join(lived.wrong), file=sys.stderr)
    return bool(lived.wrong)


if __name__ == "__main__":
    sys.exit(main())
