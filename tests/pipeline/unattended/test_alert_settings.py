"""What is configured for alerts is refused where nothing could ever come of it, before a night relies on it."""

from pathlib import Path

import pytest
from alerted import SECRET

from cli.errors import report_errors
from cli.main import app


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
