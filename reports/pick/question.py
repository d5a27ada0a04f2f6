"""What a person who chooses a plan says of herself; `assets/pick.js` of the site reads the same JSON."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from reports.facts.value.token_mix import USUAL
from reports.question import COMPARED, BadQuestion
from scrapers.offer import REGIONS

SPANS = ("month", "total")
MOST_MONTHS, MOST_SEATS, MOST_NAMES, NAME_LENGTH = 24, 10_000, 20, 60
MOST_BUDGET = 10**9  # hundredths: what no one pays for plans
MOST_USED = 10**15  # a month's tokens or requests: beyond it the page could not count exactly
DAYS = 30  # of a month of use
KINDS = ("fresh", "cached", "written", "out")
_SCALE = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9, "万": 10**4, "亿": 10**8}
_AMOUNT = re.compile(r"(\d{1,15}(?:\.\d{1,6})?)\s*([kmb万亿]?)", re.IGNORECASE)


@dataclass(frozen=True)
class Budget:
    """At most so much, in hundredths of a currency: for each payment (`month`), or for all of the months (`total`)."""

    amount: int
    currency: str = "CNY"
    span: str = "month"

    def __post_init__(self) -> None:
        if not 0 < self.amount <= MOST_BUDGET:
            raise BadQuestion(f"a budget of {Decimal(self.amount) / 100}; give one above 0, such as 30")
        _known("currency of a budget", self.currency, COMPARED)
        _known("span of a budget", self.span, SPANS)


@dataclass(frozen=True)
class Usage:
    """What a month of 30 days uses: tokens by kind, and requests, None where not known.

    `fresh` is input that no cache held, `cached` read from one, `written` into one. `models` has the same kinds of each model.
    """

    fresh: int = 0
    cached: int = 0
    written: int = 0
    out: int = 0
    requests: int | None = None
    models: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not all(0 <= one <= MOST_USED for one in (self.tokens, self.requests or 0)):
            raise BadQuestion("more used in a month than anybody can; check the numbers")
        if not self.tokens and not self.requests:
            raise BadQuestion("no usage: neither tokens nor requests; leave it out or give some")

    @property
    def tokens(self) -> int:
        """All tokens, whatever their kind; 0 where they are not known."""
        return sum(getattr(self, kind) for kind in KINDS)

    @classmethod
    def of_tokens(cls, tokens: int, requests: int | None = None) -> "Usage":
        """So many tokens of the usual mix of a coding tool, where nobody knows their kinds."""
        fresh, out = int(tokens * USUAL.fresh), int(tokens * USUAL.output)
        return cls(fresh, tokens - fresh - out, 0, out, requests)

    def with_requests(self, requests: int | None) -> "Usage":
        """The same tokens in so many requests."""
        return replace(self, requests=requests)


@dataclass(frozen=True, kw_only=True)
class PickQuestion:
    """One question; empty or None means that it does not matter.

    `tools` and `models` are all needed, one of the `ways` to pay is enough; `now`: what is sold out does not help; `new`: the
    buyer never was a customer and gets introductions.
    """

    region: str | None = None
    months: int = 12
    budget: Budget | None = None
    tools: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    seats: int = 1
    now: bool = True
    new: bool = True
    usage: Usage | None = None

    def __post_init__(self) -> None:
        if self.region is not None:
            _known("region", self.region, REGIONS)
        if not 1 <= self.months <= MOST_MONTHS:
            raise BadQuestion(f"{self.months} months; ask for 1 to {MOST_MONTHS}")
        if not 1 <= self.seats <= MOST_SEATS:
            raise BadQuestion(f"{self.seats} seats; ask for 1 to {MOST_SEATS}")
        for names in (self.tools, self.ways, self.models):
            if len(names) > MOST_NAMES or any(not name or len(name) > NAME_LENGTH for name in names):
                raise BadQuestion(
                    f"at most {MOST_NAMES} names of at most {NAME_LENGTH} letters each can be asked for"
                )

    def to_json(self) -> dict[str, Any]:
        """The question as programs and the page read it."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "PickQuestion":
        """The question that `to_json` wrote; raises BadQuestion."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
        }
        budget, usage = values.pop("budget", None), values.pop("usage", None)
        return cls(
            **values, budget=Budget(**budget) if budget else None, usage=Usage(**usage) if usage else None
        )


def model_key(name: str) -> str:
    """A model's name as names are compared: "GLM 5.3" and "glm-5.3" are one."""
    return re.sub(r"[\s_]+", "-", name.strip().lower())


def counted(text: str) -> int:
    """A number that a person writes: 5000, 200k, 1.5M, 2B, 300万; raises BadQuestion for anything else."""
    match = _AMOUNT.fullmatch(text.strip().replace(",", ""))
    if not match:
        raise BadQuestion(
            f"not a number of tokens or requests: {text[:40]!r}; write it as 5000, 200k or 1.5M"
        )
    return int(Decimal(match[1]) * _SCALE[match[2].lower()])


def hundredths(text: str) -> int:
    """An amount of money in hundredths; raises BadQuestion for what has more than two places or is none."""
    try:
        exact = Decimal(text) * 100
        whole = int(exact) if exact.is_finite() else None
    except (InvalidOperation, OverflowError):
        exact, whole = Decimal(0), None
    if whole is None or whole != exact:
        raise BadQuestion(f"not an amount of money: {text[:40]!r}; write it as 30 or 7.90")
    return whole


def _known(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise BadQuestion(f"unknown {what} {value!r}; known are {', '.join(known)}")
