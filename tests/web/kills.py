"""Nights that are killed: `kill -9` at a random moment, again and again, and what must be whole after each.

    python tests/web/kills.py [--kills 200] [--every 10] [--seed 1]

A night reads vendors over HTTP and with a real Chromium, builds site and exports, sends alerts and makes a backup. One kill strikes
all its processes at once, as when a container or a machine goes; the next only the one that was started, as when memory is short.
After each, no process may be left, and `codingplans check` must be clean but for files it names as left over; after every
tenth, and at the end, a night must complete, and nothing may be there twice: crawls, states, events, messages, records of the
archive. A price changes before each, so there is something to lose. Prints a line a kill and a table; exit status 1 if anything was wrong.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil
from household import Household
from listener import Listener, listening
from street import Street, pages_of
from warcio.archiveiterator import ArchiveIterator

from db.database import Database, select
from db.reading import open_read_only

VENDORS = ("ecloud", "stepfun", "cline")  # the first is read with a browser
GONE = 15.0  # seconds in which all that a killed night started must be gone
HARMLESS = (  # what may be left: files that the next nights or --repair remove, and pages nobody reads from yet
    "a crawl that was killed left it unfinished",
    "a copy that was killed left it",
    "no crawl in the database reads from it",
)
OFFER = "stepfun/step-plan/pro/CN/account/P1M/CNY"
PRICES = """SELECT json_extract(before, '$.price') AS before, json_extract(after, '$.price') AS after FROM events
            WHERE kind = 'price_changed' AND offer = ? AND provenance = 'scraped' ORDER BY id"""
UNTOLD = """SELECT identity FROM alerts JOIN alert_deliveries ON alert_id = alerts.id
            WHERE status = 'pending' AND claimed_at IS NULL"""
TWICE = {
    "crawl": "SELECT vendor, started_at, kind FROM crawls GROUP BY 1, 2, 3 HAVING count(*) > 1",
    "event": "SELECT offer, kind, before, after, at FROM events GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1",
    "state": """SELECT offer_id, first_seen FROM observations WHERE provenance = 'scraped'
                GROUP BY 1, 2, price, charges, list_price, availability, quotas, models HAVING count(*) > 1""",
    "open state": "SELECT offer FROM states WHERE ended IS NULL AND provenance = 'scraped' GROUP BY 1 HAVING count(*) > 1",
    "page": "SELECT archive, position FROM pages WHERE archive IS NOT NULL GROUP BY 1, 2, crawl_id, url HAVING count(*) > 1",
    "alert": "SELECT identity FROM alerts GROUP BY 1 HAVING count(*) > 1",
}


@dataclass
class Killer:
    """Kills the nights of a household, and looks at what is left."""

    home: Household
    phone: Listener
    chance: Random
    wrong: list[str] = field(default_factory=list)
    struck: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    nights: int = 0
    longest: float = 60.0  # seconds of a whole night
    prices: list[int] = field(default_factory=lambda: [199])
    _said: int = 0

    def run(self, kills: int, every: int) -> None:
        self._whole_night("before")
        for number in range(1, kills + 1):
            self._sell(self._other_price())
            how = ("all", "parent")[number % 2]
            at = self.chance.uniform(0, self.longest)
            step = self._kill(how, at)
            findings = self._check(number)
            self._tell(f"kill {number}: {how} after {at:.0f} s, {step}; {findings} left over")
            if number % every == 0 or number == kills:
                self._whole_night(f"after kill {number}")

    def _other_price(self) -> int:
        return self.chance.choice([price for price in range(187, 230) if price not in (199, self.prices[-1])])

    def _sell(self, price: int) -> None:
        was, will = (f"| ¥{amount} | ¥539 |".encode() for amount in (self.prices[-1], price))
        self.home.street.sell("stepfun-overview-cn", lambda body: body.replace(was, will))
        self.prices.append(price)

    def _kill(self, how: str, at: float) -> str:
        """Strike a night at this many seconds; answers the step it was in."""
        night = self.home.start("run", "--nightly")
        with suppress(Exception):
            night.wait(at)
        struck = [one for one in self.home.processes() if how == "all" or one.pid == night.pid]
        for process in struck:
            with suppress(psutil.Error):
                process.send_signal(signal.SIGKILL)
        night.wait()
        until = time.monotonic() + GONE
        while (left := self.home.processes()) and time.monotonic() < until:
            time.sleep(0.1)
        self.wrong += [f"process left: {one.pid} {one.cmdline()[:5]}" for one in left]
        for process in left:
            process.kill()
        step = [line.split()[2].rstrip(":") for line in self.home.said.splitlines() if ": ok, " in line]
        self.struck[f"{how} after {step[-1] if step else 'start'}"] += 1
        return f"after {step[-1] if step else 'start'}" if night.returncode < 0 else "after its end"

    def _check(self, number: int) -> int:
        """Have the program look at its own files; answers how many it names as left over."""
        checked = self.home.run("check")
        lines = checked.lines
        bad = [line for line in lines[:-1] if not any(word in line for word in HARMLESS)]
        if checked.status or bad or ": sound" not in (lines or [""])[-1]:
            self.wrong.append(f"check after kill {number}: {checked.status} {checked.said}")
        self.left.update(word for line in lines for word in HARMLESS if word in line)
        return len(lines) - 1

    def _whole_night(self, when: str) -> None:
        begun = time.monotonic()
        ran = self.home.run("run", "--nightly")
        self.longest = time.monotonic() - begun
        self.nights += 1
        if ran.status:
            self.wrong.append(f"the night {when} ended with status {ran.status}: {ran.said}")
        if "Traceback" in ran.said:
            self.wrong.append(f"the night {when} tells a traceback: {ran.said}")
        doubled = [*self._doubled()]
        self.wrong += [f"{when}: {line}" for line in doubled]
        self._tell(f"night {when}: status {ran.status}, {self.longest:.0f} s")

    def _tell(self, line: str) -> None:
        print("\n    ".join([f"{line}, {len(self.wrong)} wrong", *self.wrong[self._said :]]), flush=True)
        self._said = len(self.wrong)

    def _doubled(self) -> Iterator[str]:
        base = open_read_only(self.home.db)
        for what, sql in TWICE.items():
            yield from (f"a {what} twice: {row}" for row in select(base, sql))
        told = [(row["before"], row["after"]) for row in select(base, PRICES, [OFFER])]
        chain = ["199", *(after for _, after in told)]
        if [before for before, _ in told] != chain[:-1] or chain[-1] != str(self.prices[-1]):
            yield f"prices were {self.prices}, the events tell {told}"
        if len(chain) > 1 and not _in_order(chain, [str(price) for price in self.prices]):
            yield f"events tell {chain}, which is no part of {self.prices}"
        yield from self._messages(base)
        yield from self._records()

    def _messages(self, base: Database) -> Iterator[str]:
        """A message that a night died over is sent again, ten minutes later, under its mark; all else is told once."""
        for row in select(base, UNTOLD):
            yield f"never told: {row['identity']}"
        told = Counter(body["message"] for body in self.phone.bodies)
        yield from (f"told {number} times: {text}" for text, number in told.items() if number > 2)

    def _records(self) -> Iterator[str]:
        seen: Counter[str] = Counter()
        for file in sorted(self.home.archive.rglob("*.warc.gz")):
            with file.open("rb") as stream:
                seen.update(
                    record.rec_headers.get_header("WARC-Record-ID") for record in ArchiveIterator(stream)
                )
        yield from (f"record {name} is there {number} times" for name, number in seen.items() if number > 1)

    def table(self) -> str:
        base = open_read_only(self.home.db)
        counts = {
            name: base.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("crawls", "events", "observations", "alerts")
        }
        temporary = [*Path(tempfile.gettempdir()).glob(f"codingplans-{_mark(self.home.db)}-*")]
        lines = [
            (
                "kills",
                f"{sum(self.struck.values())}: "
                + ", ".join(f"{number} {word}" for word, number in sorted(self.struck.items())),
            ),
            ("whole nights", f"{self.nights}, the last of {self.longest:.0f} s"),
            (
                "left over, as check said",
                ", ".join(f"{number} times {word!r}" for word, number in self.left.items()) or "nothing",
            ),
            ("temporary folders left", str(len(temporary))),
            ("rows", ", ".join(f"{number} {name}" for name, number in counts.items())),
            ("messages", f"{len(self.phone.bodies)}"),
            ("wrong", str(len(self.wrong))),
        ]
        return "\n".join(f"{name:28} {value}" for name, value in lines)


def _in_order(some: list[str], all_: list[str]) -> bool:
    rest = iter(all_)
    return all(one in rest for one in some)


def _mark(db: Path) -> str:
    from zlib import crc32

    return f"{crc32(str(db.resolve()).encode()):08x}"


def kill(kills: int, every: int, seed: int, folder: Path) -> tuple[Killer, str]:
    """Kill so many nights in a folder; answers what was found, and its table."""
    with Street(pages_of(VENDORS)) as street, listening() as phone:
        home = Household(folder, street, VENDORS)
        (folder / "to").write_text(phone.address())
        home.configure(
            site={"folder": str(folder / "site")}, exports={"folder": str(folder / "exports")},
            backup={"folder": str(folder / "copies"), "keep": 5}, alerts={"to_file": str(folder / "to")},
        )  # fmt: skip
        killer = Killer(home, phone, Random(seed))
        killer.run(kills, every)
        return killer, killer.table()


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--every", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="codingplans-kills-") as folder:
        killer, table = kill(chosen.kills, chosen.every, chosen.seed, Path(folder))
        print(table)
    print("\n".join(killer.wrong), file=sys.stderr)
    return bool(killer.wrong)


if __name__ == "__main__":
    sys.exit(main())
