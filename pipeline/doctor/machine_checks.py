"""What is checked without asking a source: settings, disk, browser and fonts."""

import os
import shutil
import subprocess
from collections.abc import Collection, Iterable
from pathlib import Path

from pipeline.crawl.run_spiders import BadSettings, live_settings
from pipeline.doctor.check import Check, Status
from pipeline.unattended import machine
from pipeline.unattended.configuration_file import load
from pipeline.unattended.toml_file import BadFile
from scrapers.fetching import browser
from scrapers.registry import faults, sources

_WAIT = 20.0  # seconds for a program to answer


def settings(configuration: Path | None) -> Check:
    """Whether the configuration and the crawl's variables can be read, and a user's own vendors be used."""
    try:
        load(configuration)
        live_settings()
    except (BadFile, BadSettings, ValueError) as error:
        return Check("settings", "failed", str(error))
    if left_out := faults():
        return Check("settings", "warning", "; ".join(map(str, left_out)))
    count = len(sources())
    return Check(
        "settings", "ok", f"configuration read; {count} sources", "settings_read", {"sources": count}
    )


def disk(folders: Iterable[Path]) -> Check:
    """Whether a night's bytes and files fit on the disks of these folders."""
    try:
        free = machine.room(folders) >> 20
    except machine.NoRoom as error:
        return Check("disk", "failed", str(error))
    return Check("disk", "ok", f"{free} MB free", "room", {"free": free})


def rendering(vendors: Collection[str]) -> list[Check]:
    """Whether the pages that only a browser can show can be rendered; of vendors without any, nothing is wanted."""
    wanted = [
        source for source in sources() if source.vendor in vendors and source.browser and source.nightly
    ]
    if not wanted:
        return [Check("browser", "skipped", "no source of these vendors needs one", "no_need")]
    if missing := browser.missing():
        names = ", ".join(source.name for source in wanted)
        found = Check("browser", "warning", f"{names} {missing}", "no_browser", {"sources": names})
    elif version := chromium():
        found = Check("browser", "ok", version)
    else:
        found = Check("browser", "warning", "Chromium is there and does not start", "no_start")
    return [found, _fonts()]


def chromium() -> str | None:
    """What the browser calls itself, None where there is none that starts."""
    program = browser.executable()
    return _answer(program, "--version") if program else None


def _fonts() -> Check:
    """Whether Chinese can be drawn: a page without letters to draw is measured, and may be laid out, as another."""
    if shutil.which("fc-list") is None:
        return Check("fonts", "warning", "fc-list, of fontconfig, is not installed", "no_fontconfig")
    found = (_answer("fc-list", ":lang=zh", "family") or "").splitlines()
    status: Status = "ok" if found else "warning"
    return Check("fonts", status, f"{len(found)} fonts with Chinese", "fonts", {"count": len(found)})


def _answer(*words: str) -> str | None:
    """What a program prints, None where it fails."""
    try:
        done = subprocess.run(
            words, capture_output=True, text=True, errors="replace", timeout=_WAIT, check=True,
            env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None
