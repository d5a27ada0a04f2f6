"""The command line reference, made from the commands' own help; docs/cli.md is generated with it."""

from collections.abc import Iterator
from typing import Any

import typer

from cli.main import app

WIDTH = 92


def reference() -> str:
    """Every command's help as Markdown."""
    return "\n".join(_sections(typer.main.get_command(app), "codingplans", None))


def _sections(command: Any, name: str, parent: Any) -> Iterator[str]:
    context = command.make_context(
        name.split()[-1], [], parent=parent, resilient_parsing=True, terminal_width=WIDTH
    )
    yield f"## `{name}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"
    for child in sorted(getattr(command, "commands", {})):
        yield from _sections(command.commands[child], f"{name} {child}", context)
