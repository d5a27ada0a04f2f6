"""The configuration as the commands use it: defaults of their options, and what the processes they start are to know."""

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.unattended.configuration import Settings
    from pipeline.unattended.configuration_file import Configuration

FILE = Path("codingplans.toml")
VARIABLE = "CODINGPLANS_CONFIG"


def settings() -> "Settings":
    """What is configured; raises BadFile where it cannot be used."""
    return configuration().settings


def configuration() -> "Configuration":
    """What is configured, with where each value is from; raises BadFile where it cannot be used."""
    named = os.environ.get(VARIABLE)
    return _load(Path(named) if named else None)


@cache
def _load(path: Path | None) -> "Configuration":
    from pipeline.unattended.configuration_file import load

    return load(path)


def use(config: Path | None, command: Any, doubted: bool = False) -> Mapping[str, Any]:
    """Have this process and those it starts read a configuration; answers the defaults of a command's options.

    Nothing is loaded where nothing is configured, or help is asked for; nothing is taken from a `doubted` one that
    cannot be used.
    """
    if config:
        os.environ[VARIABLE] = str(config.resolve())
    if {"--help", "-h", "--version"} & set(sys.argv) or not (FILE.is_file() or _set()):
        return {}
    try:
        values = settings()
    except ValueError:
        if not doubted:
            raise
        return {}
    if values.lang:
        os.environ["CODINGPLANS_LANG"] = values.lang
    if values.vendors:
        os.environ["CODINGPLANS_VENDORS"] = str(values.vendors.resolve())
    shared = {"db": values.db, "archive": values.archive}
    own: dict[str, dict[str, Any]] = {
        "backup": {"to": values.backup.folder, "keep": values.backup.keep},
        "site": {"folder": values.site.folder, "base_url": values.site.base_url},
        "export": {"folder": values.exports.folder, "base_url": values.site.base_url},
    }
    return _defaults(command, shared, own)


def _set() -> bool:
    """Whether the environment configures more than an option does by itself."""
    return bool(os.environ.get(VARIABLE) or os.environ.get("CODINGPLANS_LANG")) or any(
        name.startswith("CODINGPLANS_") and "__" in name for name in os.environ
    )


def _defaults(command: Any, shared: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values for the options of a command's subcommands, by their names."""
    known = {}
    for name, child in command.commands.items():
        values = {**shared, **own.get(name, {})}
        options = {option.name for option in child.params}
        known[name] = {
            key: str(value) for key, value in values.items() if key in options and value is not None
        }
        if hasattr(child, "commands"):
            known[name] |= _defaults(child, shared, {})
    return known
