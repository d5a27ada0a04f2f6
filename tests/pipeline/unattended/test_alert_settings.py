"""What is configured for alerts is refused where nothing could ever come of it, and never said."""

import logging
import threading
from pathlib import Path

import pytest
from alerted import SECRET, Owner, ago, price
from listener import Listener

from cli.errors import report_errors
from cli.main import app
from db.database import Database
from db.tables import alerts as ledger
from pipeline.unattended.alerts.hidden import quiet
from pipeline.unattended.configuration_file import load


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line with which a command is refused that reads the configuration of a folder."""
    capsys.readouterr()
    status = report_errors(lambda: app(["--config", str(folder / "codingplans.toml"), *words]))
    out, err = capsys.readouterr()
    assert (status, out, err.count("\n")) == (2, "", 1)
    return err


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CODINGPLANS_CONFIG", str(tmp_path / "codingplans.toml"))


@pytest.mark.parametrize("command", ["service", "config"])
def test_an_address_nobody_can_send_to_is_refused_at_the_start(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "to").write_text(f"nosuch://{SECRET}")
    (tmp_path / "codingplans.toml").write_text('[alerts]\nto_file = "to"\n')
    said = refused(tmp_path, capsys, command)
    assert "alerts.to: address 1 (nosuch)" in said
    assert SECRET not in said
    assert not (tmp_path / "codingplans.db").exists()


@pytest.mark.parametrize("command", [("config",), ("alerts", "preview"), ("service",)])
def test_a_rule_about_a_vendor_that_is_none_is_refused_by_its_line(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "codingplans.toml").write_text('[[alerts.rules]]\nvendors = ["kimi", "zipu"]\n')
    said = refused(tmp_path, capsys, *command)
    assert "codingplans.toml:2: alerts.rules[0].vendors: 'zipu' is unknown; known are " in said
    assert ", zhipu" in said


def test_a_rule_of_the_environment_about_a_vendor_that_is_none_names_the_variable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "codingplans.toml").write_text("")
    monkeypatch.setenv("CODINGPLANS_ALERTS__RULES", '[{"vendors": ["zipu"]}]')
    assert "environment CODINGPLANS_ALERTS__RULES: alerts.rules[0].vendors" in refused(
        tmp_path, capsys, "config"
    )


def test_a_rule_may_be_about_a_vendor_of_ones_own(tmp_path: Path) -> None:
    """Also one whose module cannot be used today: that is said elsewhere."""
    (tmp_path / "mine" / "acme_cloud").mkdir(parents=True)
    text = 'vendors = "mine"\n[[alerts.rules]]\nvendors = ["acme-cloud", "kimi"]\n'
    (tmp_path / "codingplans.toml").write_text(text)
    [rule] = load(tmp_path / "codingplans.toml").settings.alerts.rules
    assert rule.vendors == ("acme-cloud", "kimi")


def test_an_address_that_answers_late_is_said_neither_then_nor_by_the_next_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever waits too long for an answer goes on to the next address, and the first one's library still talks."""
    library, go, entered = logging.getLogger("apprise"), threading.Event(), threading.Event()

    def late() -> None:
        with quiet(f"ntfys://{SECRET}/first"):
            entered.set()
            go.wait()
            library.warning("sent too late to %s", SECRET)

    thread = threading.Thread(target=late)
    thread.start()
    entered.wait()
    with quiet("ntfys://other/second") as heard:
        go.set()
        thread.join()
        library.warning("no answer of other")
    assert heard.said == ["no answer of ****"]
    assert not caplog.records


def test_news_is_told_also_after_a_clock_that_ran_years_ahead(
    base: Database, owner: Owner, phone: Listener
) -> None:
    owner.told_at(phone.address()).run("send")
    ledger.looked(base, ago(days=-3650))
    price(base, "118", ago(seconds=-1))
    assert owner.run("send").returncode == 0
    assert "40 → 118 CNY" in phone.bodies[0]["message"]
