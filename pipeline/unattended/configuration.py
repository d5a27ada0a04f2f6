"""The configuration: what one `codingplans.toml` and the environment may say, section by section."""

from datetime import time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from db.tables.event_kinds import KINDS
from pipeline.unattended.configuration_values import (
    Address,
    Clock,
    Clocks,
    Days,
    Language,
    Place,
    Positive,
    Secret,
    Secrets,
    Zone,
    known,
)
from scrapers.offer import REGIONS

PREFIX, NESTED = "CODINGPLANS_", "__"
ALERT_KINDS = (*KINDS, "back_in_stock")  # kinds of event that a rule may ask for
SHANGHAI = ZoneInfo("Asia/Shanghai")


class Section(BaseModel):
    """A part of the configuration; a key that is not in it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Night(Section):
    """When the night's crawl begins, and what it may take. `at` is a time of day in `zone`."""

    at: Clock = time(2, 30)
    zone: Zone = SHANGHAI
    jitter_minutes: Annotated[int, Field(ge=0, le=120)] = 10
    limit_minutes: Annotated[int, Field(ge=5, le=1200)] = 240
    memory_mb: Annotated[int, Field(ge=256, le=1_048_576)] = 2048


class Rounds(Section):
    """When sources that say what is in stock are looked at between the nights. No times: never."""

    times: Clocks = (time(9, 30), time(10), time(10, 30))
    zone: Zone = SHANGHAI


class Site(Section):
    """Where the site is built after a night, and the address it is served at. No folder: it is not built."""

    folder: Place | None = None
    base_url: Address | None = None
    lang: Language | None = None


class Exports(Section):
    """Where the data files are written after a night. No folder: they are not."""

    folder: Place | None = None


class Backup(Section):
    """Where the database is copied after a night, and how many copies stay. No folder: it is not."""

    folder: Place | None = None
    keep: Annotated[int, Field(ge=1, le=10_000)] = 14


class Ping(Section):
    """The address that is asked after a good night, a secret."""

    url: Secret | None = None
    url_file: Place | None = None


class Log(Section):
    """Where the service writes what it does. No file: standard error. Files of `keep_days` days stay."""

    file: Place | None = None
    format: Annotated[str, known(("text", "json"))] = "text"
    keep_days: Annotated[int, Field(ge=1, le=3660)] = 30


class Rule(Section):
    """What one alert is about: an event is told where everything that is set is true of it; nothing set is the usual news.

    `kinds`, and the days and hours that something waits, are what it is about; limits are to the price of a plan. `plans` are offer ids, vendor/product/plan, or parts of one. `price_below` is an amount of `currency` for a month;
    `ratio_above` says how many times cheaper than Claude Pro, `cups_below` how many cups of milk tea a month costs.
    """

    name: Annotated[str, Field(max_length=80)] = ""
    vendors: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    regions: tuple[Annotated[str, known(tuple(REGIONS))], ...] = ()
    kinds: tuple[Annotated[str, known(ALERT_KINDS)], ...] = ()
    price_below: Positive | None = None
    currency: Annotated[str, known(("CNY", "USD"))] | None = None
    ratio_above: Positive | None = None
    cups_below: Positive | None = None
    intro_ends_in_days: Days | None = None
    hold_older_than_days: Days | None = None
    failing_for_days: Days | None = None
    silent_for_hours: Annotated[int, Field(ge=1, le=8784)] | None = None
    corrections: bool = False
    rates: bool = False

    @model_validator(mode="after")
    def _priced(self) -> "Rule":
        if (self.price_below is None) != (self.currency is None):
            raise ValueError("price_below and currency are set together")
        return self


class Alerts(Section):
    """Whom to tell (secret addresses, as apprise writes them), in which language, with links to where, and of what."""

    to: Secrets = ()
    to_file: Place | None = None
    lang: Language = "en"
    link_base: Address | None = None
    rules: tuple[Rule, ...] = ()


class Settings(BaseSettings):
    """All that can be configured. Paths of the file are below its folder, those of the environment where one stands."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=NESTED,
        env_ignore_empty=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
    )

    db: Place = Path("codingplans.db")
    archive: Place | None = None
    vendors: Place | None = None
    lang: Language | None = None
    night: Night = Night()
    rounds: Rounds = Rounds()
    site: Site = Site()
    exports: Exports = Exports()
    backup: Backup = Backup()
    ping: Ping = Ping()
    log: Log = Log()
    alerts: Alerts = Alerts()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings
