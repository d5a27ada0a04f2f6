"""A hold: why a field of an offer is not published, and what would end that."""

from dataclasses import dataclass

from pipeline.merge import PRICE
from scrapers.offer import Offer

NEVER = "a second source that agrees, or `codingplans holds accept|reject`"


@dataclass(frozen=True)
class Hold:
    """Why a field of an offer is not published.

    `confirm` is the number of crawls that end the hold by saying the same, None where repetition proves
    nothing. `page` holds everything the same source said. `reject` is never published nor asked about.
    `against` is a source and its offer that contradict what is published: they are held, the rest goes on.
    """

    rule: str
    reason: str
    field: str = PRICE
    confirm: int | None = None
    page: bool = False
    reject: bool = False
    against: tuple[str, Offer] | None = None

    @property
    def ends_by(self) -> str:
        if self.reject:
            return "nothing: it is no price of a plan"
        return f"{self.confirm} crawls in all that say the same, {NEVER}" if self.confirm else NEVER

    @property
    def ease(self) -> tuple[bool, int]:
        """How easily it ends by itself, the hardest first: a rejection, then never, then after the most crawls."""
        return (not self.reject, -(self.confirm or 1000))
