"""What the page that helps to choose says, as texts whose {places} its script fills in."""

from typing import Any

from reports.pick.pick import NEARLY
from reports.pick.usage_rows import BAD_ROW, NO_DAYS, NO_USAGE, NOT_JSON, TOO_LARGE
from reports.words.catalogue import gettext, ngettext, pgettext
from scrapers.offer import REGIONS, UNITS, WINDOWS

MONTHS = 36  # spans that can be said: 24 months, and what a year reaches beyond
DOUBTS = ("state", "usage", "tools", "ways", "models")
UNFIT = (
    "region", *NEARLY, "pack", "student", "free", "held", "not_listed", "SoldOut", "Discontinued", "PreOrder",
)  # fmt: skip
NOTES = ("few-days", "days-counted", "whole-months", "no-cost", "unpriced")
ERRORS = (NOT_JSON, TOO_LARGE, NO_USAGE, BAD_ROW, NO_DAYS)

NAMED = {name: "{" + name + "}" for name in ("tools", "ways", "models")}


def words(lang: str, ways: tuple[str, ...]) -> dict[str, Any]:
    """Every text of the page's script."""
    return {
        "comma": gettext(lang, "comma"),
        "spans": [ngettext(lang, "span", months) for months in range(MONTHS + 1)],
        **_asked(lang),
        **_charged(lang),
        **_quotas(lang),
        **_rest(lang),
        "ways": {name: pgettext(lang, "way", name) for name in ways},
        "fits": {name: pgettext(lang, "pick fits", name, **NAMED) for name in NEARLY},
        "doubts": {name: pgettext(lang, "pick doubt", name, **NAMED) for name in DOUBTS},
        "against": {name: pgettext(lang, "pick against", name, **NAMED) for name in NEARLY},
        "unfit": {name: pgettext(lang, "pick unfit", name) for name in UNFIT},
        "notes": {name: pgettext(lang, "pick note", name, models="{models}") for name in NOTES},
        "errors": {name: pgettext(lang, "pick error", name, place="{place}") for name in ERRORS},
    }


def _asked(lang: str) -> dict[str, Any]:
    return {
        "regions": {name: pgettext(lang, "region title", name) for name in REGIONS},
        "both": gettext(lang, "pick both"),
        "budget_month": gettext(lang, "pick budget month", amount="{amount}"),
        "budget_total": gettext(lang, "pick budget total", amount="{amount}"),
        "seats": gettext(lang, "pick seats", count="{count}"),
        "existing": gettext(lang, "pick existing"),
        "sold_out_too": gettext(lang, "pick sold out too"),
        "tokens": gettext(lang, "pick usage", tokens="{tokens}"),
        "requests": gettext(lang, "pick requests", requests="{requests}"),
        "bad_number": gettext(lang, "pick bad number", text="{text}"),
    }


def _charged(lang: str) -> dict[str, Any]:
    return {
        "charged": gettext(lang, "charged", today="{today}", then="{then}", total="{total}", span="{span}"),
        "paid_once": gettext(lang, "charged once", today="{today}", span="{span}"),
        "about": gettext(lang, "pick about", amounts="{amounts}"),
        "beyond": gettext(lang, "pick beyond", span="{span}"),
        "estimated": gettext(lang, "pick estimated"),
        "today": gettext(lang, "pick today"),
        "then": gettext(lang, "pick then"),
        "total": gettext(lang, "pick total", span="{span}"),
    }


def _quotas(lang: str) -> dict[str, Any]:
    return {
        "units": {name: pgettext(lang, "unit", name) for name in UNITS},
        "windows": {name: pgettext(lang, "window", name) for name in WINDOWS},
        "quota": gettext(lang, "quota", amount="{amount}", unit="{unit}", window="{window}"),
        "allowance": gettext(lang, "pick allowance", amount="{amount}", window="{window}"),
        "need": gettext(lang, "pick quota", quota="{quota}", need="{need}"),
        "silent": gettext(lang, "pick quota silent", quota="{quota}"),
        "no_quota": gettext(lang, "pick no quota"),
        "with": gettext(lang, "pick quota models", models="{models}"),
        "with_more": gettext(lang, "pick quota models more", models="{models}", count="{count}"),
    }


def _rest(lang: str) -> dict[str, Any]:
    return {
        "cheapest": gettext(lang, "pick cheapest"),
        "none": gettext(lang, "pick none"),
        "near": gettext(lang, "pick near line", plan="{plan}", why="{why}", charged="{charged}"),
        "counted": gettext(lang, "pick counted", count="{count}"),
        "unfit_line": gettext(lang, "pick unfit", reasons="{reasons}"),
        "reason": gettext(lang, "pick reason count", count="{count}", reason="{reason}"),
        "way": gettext(lang, "pick way", span="{span}", total="{total}"),
        "way_same": gettext(lang, "pick way same", span="{span}"),
        "step": gettext(lang, "step months", first="{first}", last="{last}"),
        "step_month": gettext(lang, "step month", first="{first}", last="{last}"),
        "own_models": gettext(lang, "pick own models", cost="{cost}", models="{models}"),
        "unpriced": gettext(lang, "pick unpriced models", models="{models}"),
        "with_model": gettext(lang, "pick with model", model="{model}", cost="{cost}"),
        "read": gettext(lang, "pick read", file="{file}", days="{days}", tokens="{tokens}", month="{month}"),
        "file_cost": gettext(lang, "pick file cost", cost="{cost}"),
    }
