"""What every test can rely on: the captures, a browser, a closed network, and no silent skips under CI."""

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from network import closed

from scrapers.fetching import browser

REPO = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CODINGPLANS_SHARED") or REPO.parent / "shared")
CI = os.environ.get("CI") == "true"

settings.register_profile(
    "steady",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("explore", settings.get_profile("steady"), derandomize=False, max_examples=500)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def _absent() -> dict[str, str]:
    """What this machine lacks: the marker of the tests that need it, and how to have it."""
    absent = {}
    if not SHARED.is_dir():
        absent["shared"] = f"that read captures; none at {SHARED}, set CODINGPLANS_SHARED to run them"
    if browser.missing():
        how = f"apt install chromium, or name one in {browser.VARIABLE}, to run them"
        absent["browser"] = f"that need a browser; {how}"
    return absent


def _wanted(config: pytest.Config, marker: str) -> bool:
    return f"not {marker}" not in config.option.markexpr


def pytest_configure(config: pytest.Config) -> None:
    for marker, how in _absent().items():
        if CI and _wanted(config, marker):
            raise pytest.UsageError(f"nothing is left out under CI: tests {how}")
    sys.addaudithook(closed)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    absent = _absent()
    left_out = [item for item in items if any(item.get_closest_marker(marker) for marker in absent)]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for marker, how in _absent().items():
        if _wanted(config, marker):
            terminalreporter.write_line(f"LEFT OUT: tests {how}", yellow=True)


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"a skip is a failure under CI: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of captures and history that is not part of this repository."""
    return SHARED
