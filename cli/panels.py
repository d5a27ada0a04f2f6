"""The commands of `codingplans` and where each is, in the groups that its help shows: by what one wants, the most used first."""

from typing import Any

from cli.lazy_group import LazyGroup

PANELS = {
    "To ask": {
        "report": "cli.report:report",
        "pick": "cli.pick:pick",
        "show": "cli.show:show",
        "page": "cli.page:page",
    },
    "To keep prices up to date": {
        "run": "cli.crawl:run",
        "crawl": "cli.crawl:crawl",
        "service": "cli.service:service",
        "health": "cli.health:health",
    },
    "To publish and be told": {
        "site": "cli.site:site",
        "export": "cli.export:export",
        "alerts": "cli.alerts:alerts",
        "serve": "cli.serve:serve",
        "mcp": "cli.mcp:mcp",
    },
    "To decide, check and mend": {
        "review": "cli.review:review",
        "holds": "cli.holds:holds",
        "doctor": "cli.doctor:doctor",
        "check": "cli.check:check",
        "reread": "cli.reread:reread",
        "backup": "cli.backup:backup",
        "restore": "cli.backup:restore",
        "config": "cli.config:config",
    },
    "To add vendors and history": {
        "new": "cli.new:new",
        "save": "cli.save:save",
        "extract": "cli.extract:extract",
        "import": "cli.imports:import_",
        "backfill": "cli.backfill:backfill",
    },
}


class Panels(LazyGroup):
    """The program's commands; their help needs nothing that draws boxes."""

    parts = {name: place for panel in PANELS.values() for name, place in panel.items()}

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        room = formatter.width - 6 - max(map(len, self.parts))
        for panel, names in PANELS.items():
            with formatter.section(panel):
                formatter.write_dl([(name, self.summary(name, room)) for name in names])
