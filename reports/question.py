"""What a reader asks for: the day, the region, the currency, the language, checked before any work is done."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

from db.database import Database
from db.tables.crawls import sample_day
from db.tables.states import end_of
from scrapers.offer import REGIONS, BadOffer, decimal

CUP = Decimal("7.9")
COMPARED = ("CNY", "USD")  # the currencies in which everything can be shown
LANGUAGES = ("en", "zh")
RANKINGS = {"year": "first_year", "first-month": "first_month", "monthly": "monthly"}
ORDERS = ("ratio", "tokens", "price")  # of what a month buys
CACHED, OUTPUT = (
    Decimal(95),
    Decimal("0.5"),
)  # percent of the input read from the cache, of all tokens that are output
WIDTH = 80


class BadQuestion(Exception):
    """A value that cannot be asked for; the message names it and what is possible."""


@dataclass(frozen=True, kw_only=True)
class ReportQuery:
    """One question. `day` means the end of that day in UTC; `cup` is yuan; None means all.

    Changes are told from `since` on; without it of the last `recent` days (None = all), of them `limit` after the first `offset`.
    `cached` and `output` are the mix of tokens in percent: of the input, what is read from the cache; of all tokens, output.
    """

    day: date
    lang: str = "en"
    region: str | None = None
    currency: str | None = None
    by: str = "year"
    cup: Decimal = CUP
    plan: str = ""
    since: date | None = None
    recent: int | None = None
    limit: int | None = None
    offset: int = 0
    kind: str | None = None
    months: int = 12
    switch: bool = False
    every_term: bool = False
    order: str = "ratio"
    cached: Decimal = CACHED
    output: Decimal = OUTPUT
    model: str = ""
    all_models: bool = False
    measured: bool = False
    width: int = WIDTH

    def __post_init__(self) -> None:
        _one_of("language", self.lang, LANGUAGES)
        _one_of("ranking", self.by, RANKINGS)
        _one_of("order", self.order, ORDERS)
        if not (0 <= self.cached <= 100 and 0 <= self.output <= 100):
            raise BadQuestion(f"{self.cached} % from the cache, {self.output} % output; say 0 to 100")
        if self.region is not None:
            _one_of("region", self.region, REGIONS)
        if self.currency is not None:
            _one_of("currency", self.currency, COMPARED)
        if self.cup <= 0:
            raise BadQuestion(f"a cup of milk tea cannot cost {self.cup}")
        if self.offset < 0 or (self.limit is not None and self.limit < 1):
            raise BadQuestion(
                f"{self.limit} changes after the first {self.offset}; ask for 1 or more after 0 or more"
            )
        if not 1 <= self.months <= 120:
            raise BadQuestion(f"{self.months} months; ask for 1 to 120")

    @property
    def at(self) -> str:
        return end_of(self.day)

    @property
    def start(self) -> date | None:
        """The first day whose changes are told; None for all."""
        if self.since is not None or self.recent is None:
            return self.since
        return self.day - timedelta(days=self.recent)

    @property
    def currencies(self) -> tuple[str, ...]:
        return (self.currency,) if self.currency else COMPARED


def _one_of(what: str, value: str, known: tuple[str, ...] | Mapping[str, str]) -> None:
    if value not in known:
        raise BadQuestion(f"unknown {what} {value!r}; known are {', '.join(known)}")


def day_of(db: Database, text: str | None) -> date:
    """The asked day; else the last day of a database of samples, which say nothing of today, or today in UTC.

    Raises BadQuestion for what is no day.
    """
    last = sample_day(db) if text is None else text
    return datetime.now(UTC).date() if last is None else day(last)


def day(text: str) -> date:
    """A day written as 2026-05-29; raises BadQuestion for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadQuestion(f"not a date: {text!r}; write it as 2026-05-29") from None


def web_address(text: str | None) -> str | None:
    """An address that files can be served at, None for None; raises BadQuestion for what no browser can open."""
    if text is None:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise BadQuestion(f"not a base address: {text!r}; write it as https://example.org/prices/")
    return text


def amount(text: str) -> Decimal:
    """A plain amount such as 7.9; raises BadQuestion for anything else."""
    try:
        return decimal(text)
    except BadOffer:
        raise BadQuestion(f"not a price: {text!r}; write it as 7.9") from None


def language(environment: Mapping[str, str] | None = None) -> str:
    """The configured language, else that of the locale: zh where it is Chinese, otherwise en."""
    variables = os.environ if environment is None else environment
    name = (
        variables.get("CODINGPLANS_LANG")
        or variables.get("LC_ALL")
        or variables.get("LC_MESSAGES")
        or variables.get("LANG")
        or ""
    )
    return "zh" if name.lower().startswith("zh") else "en"


def chosen_language(asked: str | None) -> str:
    """The language that was asked for, else the configured one or that of the locale; raises BadQuestion for an unknown one."""
    if asked is not None:
        _one_of("language", asked, LANGUAGES)
    return asked or language()
