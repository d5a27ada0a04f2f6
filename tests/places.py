"""Where the files stand that tests read."""

from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
CASES = TESTS / "cases"  # small inputs, each of one kind of fault
EXPECTED = TESTS / "expected"  # what a person read on each captured page
GOLDEN = TESTS / "golden"
SAMPLES = ROOT / "scrapers" / "samples"
