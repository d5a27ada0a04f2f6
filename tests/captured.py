"""The captured pages, which came in two lots: where one is, and what is known of each."""

import csv
from collections.abc import Iterator
from pathlib import Path

LOTS = ("captures", "captures-2026-11")


def captured(shared: Path, name: Path | str) -> Path:
    """The file of a capture by its name in its lot; a whole path is itself."""
    return next((path for lot in LOTS if (path := shared / lot / name).exists()), shared / LOTS[0] / name)


def provenance(shared: Path) -> Iterator[dict[str, str]]:
    """The rows of both lists of captures."""
    for lot in LOTS:
        with (shared / lot / "PROVENANCE.tsv").open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file, delimiter="\t")
