"""The commands in `codingplans --help`, grouped by what one wants, the most used first."""

from typing import Any

from typer.core import TyperGroup

PANELS = {
    "To ask": ("report", "pick", "show", "page"),
    "To keep prices up to date": ("run", "crawl", "service", "health"),
    "To publish and be told": ("site", "export", "alerts", "serve", "mcp"),
    "To decide, check and mend": (
        "review",
        "holds",
        "doctor",
        "check",
        "reread",
        "backup",
        "restore",
        "config",
    ),
    "To add vendors and history": ("new", "save", "extract", "import", "backfill"),
}


class Panels(TyperGroup):
    """The program's commands; their help needs nothing that draws boxes."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        room = formatter.width - 6 - max(map(len, self.commands))
        for panel, names in PANELS.items():
            with formatter.section(panel):
                formatter.write_dl([(name, self.commands[name].get_short_help_str(room)) for name in names])
