"""Real output for the README: the offline run and the first lines of its reports."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.unattended.program import program

ENOUGH = 15  # lines that show what a report looks like


@contextmanager
def sample_run() -> Iterator[Path]:
    """A folder with the database of an offline run."""
    with tempfile.TemporaryDirectory() as folder:
        _run(Path(folder), "run --offline")
        yield Path(folder)


def specimen(folder: Path, command: str, lines: int = ENOUGH) -> str:
    """The command, as it is given in a checkout, and the first lines it prints on the sample database, as a Markdown block."""
    command = f"{command} --db codingplans-sample.db"
    printed = _run(folder, command).splitlines()
    rest = ["…"] if len(printed) > lines else []
    return "\n".join(["```text", f"$ .venv/bin/codingplans {command}", *printed[:lines], *rest, "```"])


def _run(folder: Path, command: str) -> str:
    environment = os.environ | {"COLUMNS": "100", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    environment.pop("CODINGPLANS_DB", None)
    done = subprocess.run(
        program(*command.split()),
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.rstrip()
