"""What the nights cost in which nothing changed: statements and bytes, counted, in a young database and in an older one."""

import sys

import pytest
from places import ROOT

sys.path.append(str(ROOT / "benchmarks"))

from ageing import Night, stored
from ten_years import make


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Night]:
    """A night of a made-up market by its number."""
    folder = tmp_path_factory.mktemp("nights")
    found = {}
    for number in (10, 60):
        path = folder / f"{number}.db"
        make(path, number).close()
        found[number] = stored(path, number)
    return found


def test_a_vendor_takes_few_statements_and_no_more_when_it_is_older(nights: dict[int, Night]) -> None:
    assert nights[60].statements <= nights[10].statements <= 25


def test_a_vendor_takes_few_bytes(nights: dict[int, Night]) -> None:
    assert nights[60].bytes <= 300
