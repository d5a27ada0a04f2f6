"""Check: one thing that a night needs of the machine, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Name = Literal[
    "settings",
    "disk",
    "database",
    "dns",
    "network",
    "robots",
    "clock",
    "browser",
    "fonts",
    "rates",
    "samples",
]
Finding = Literal[
    "settings_read", "room", "no_need", "no_browser", "no_start", "no_fontconfig", "fonts", "no_host",
    "reached", "silent", "proxy", "names", "unknown_names", "robots_fail", "robots_elsewhere",
    "robots_forbid", "robots_allow", "no_time", "same_clock", "ahead", "behind", "samples",
    "samples_waiting", "rates_read", "no_database", "known", "on_network",
]  # fmt: skip
Status = Literal["ok", "warning", "failed", "skipped"]


@dataclass(frozen=True)
class Check:
    """How one thing stands: a failed one is in a night's way, a warning costs a part of it; `said` is what was found.

    `finding` and its `values` are what another language says it by; where there is none, `said` are an error's own words.
    """

    name: Name
    status: Status
    said: str
    finding: Finding | None = None
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, str]:
        """The check as programs read it."""
        return {"check": self.name, "status": self.status, "message": self.said}
