"""Everything that is measured, in one run: `make bench`.

    python benchmarks/bench.py [--nights 1095] [--keep FOLDER] [--write docs/performance.md]

Each line is a multiple of a floor of the same run, or something counted, beside its goal; seconds depend on the machine.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from ageing import ageing
from crawl import crawl
from extraction import extraction
from measure import Measure, codingplans
from publishing import publishing
from replay import replay
from startup import startup

HEAD = """# Performance

`make bench` measures all of this in one run and writes this page: {day}, {machine}, Python {python}, {minutes:.0f} minutes. A × is a
multiple of the processor time of what stands beside it, measured in the same run; floors are the least that anybody could do.
What counts is the ratio: milliseconds are of that machine.

| what | measured | goal | beside | |
| --- | ---: | ---: | --- | --- |
"""


def measures(folder: Path, kept: Path, nights: int) -> Iterator[Measure]:
    """All of them, one part after the other; the databases of many nights are `kept`."""
    samples = folder / "sample.db"
    subprocess.run(codingplans("run", "--offline", "--db", str(samples)), check=True, capture_output=True)
    yield from startup(samples)
    yield from extraction()
    yield from replay(folder)
    yield from ageing(kept, nights)
    yield from publishing(kept, folder, nights)
    yield from crawl(samples)


def row(one: Measure) -> str:
    """A line of the table."""
    least = "at least" if one.least else "at most"
    shown = f"{one.value:.3g}" if one.value < 1000 else f"{one.value:.0f}"
    goal = f"{least} {one.goal:g} {one.unit}".strip()
    return f"| {one.what} | {shown} {one.unit} | {goal} | {one.beside} | {'' if one.met else 'missed'} |"


def told(found: Iterable[Measure]) -> Iterator[str]:
    """The lines of the table, printed as they come."""
    for one in found:
        line = row(one)
        print(line, flush=True)
        yield line


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--nights", type=int, default=1095, help="of the old database; 3650 take long to make"
    )
    options.add_argument(
        "--keep", type=Path, help="where the databases are kept, and taken from by the next run"
    )
    options.add_argument("--write", type=Path, help="the page to write")
    chosen, begun = options.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        lines = list(told(measures(Path(folder), chosen.keep or Path(folder), chosen.nights)))
    head = HEAD.format(
        day=datetime.now(UTC).date(),
        machine=f"{len(os.sched_getaffinity(0))} cores {platform.machine()}",
        python=platform.python_version(),
        minutes=(time.monotonic() - begun) / 60,
    )
    if chosen.write:
        chosen.write.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
