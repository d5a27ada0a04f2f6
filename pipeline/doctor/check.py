"""Check: one thing that a night needs of the machine, and how it stands."""

from dataclasses import dataclass
from typing import Literal

Name = Literal[
    "settings", "disk", "dns", "network", "robots", "clock", "browser", "fonts", "rates", "samples"
]
Status = Literal["ok", "warning", "failed", "skipped"]


@dataclass(frozen=True)
class Check:
    """How one thing stands: a failed one is in a night's way, a warning costs a part of it; `said` is what was found."""

    name: Name
    status: Status
    said: str

    def to_json(self) -> dict[str, str]:
        """The check as programs read it."""
        return {"check": self.name, "status": self.status, "message": self.said}
