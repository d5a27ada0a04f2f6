"""Finding plans by what people call them: an id, a part of one, a name or an alias in either language."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from db.database import Database, select
from db.tables.states import offer_ids
from reports.facts.timeline import Timeline
from reports.question import LANGUAGES, BadQuestion, ReportQuery
from reports.words.catalogue import gettext
from scrapers.vocabulary.brands import BRANDS, called, vendors_called
from scrapers.vocabulary.plan_titles import plan_title


def find(db: Database, past: Timeline, query: ReportQuery) -> list[str]:
    """The newest ids of the plans that an offer id, a prefix or part of one, a name or a person's words (智谱 Lite) name.

    Raises BadQuestion where no plan is named so.
    """
    offers = offer_ids(db)
    name = query.plan.strip().strip("/").lower()
    matches = [offer for offer in offers if f"{offer}/".lower().startswith(f"{name}/")]
    matches = matches or [offer for offer in offers if name in offer.lower().split("/")]
    matches = matches or _titled(db, name) or _called(db, name)
    if not matches and (without := _without_a_plan(name)):
        raise BadQuestion(" ".join(no_plan(vendor, query.lang) for vendor in without))
    if not matches or not name:
        words = {
            word
            for offer in offers
            for word in (offer, *offer.split("/")[:3], "/".join(offer.split("/")[:3]))
        }
        near = get_close_matches(name, sorted(words), 3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; `codingplans report prices` lists them"
        raise BadQuestion(f"unknown plan {query.plan!r}{hint}")
    newest = dict.fromkeys(past.newest(offer) for offer in sorted(matches, key=_channel))
    return [offer for offer in newest if query.region in (None, offer.split("/")[3])]


def no_plan(vendor: str, lang: str) -> str:
    """The sentence that answers who asks for a vendor without a plan."""
    return gettext(lang, "no plan", vendor=called(vendor, lang))


def _without_a_plan(text: str) -> list[str]:
    """The vendors that a text names, where none of them sells a plan."""
    named = vendors_called(text)
    return [] if any(BRANDS[vendor].products for vendor in named) else named


def _channel(offer: str) -> bool:
    """What a vendor sells itself comes before what an app store sells for it."""
    return offer.split("/")[1].endswith("-ios")


def _offers(db: Database) -> list[dict[str, Any]]:
    """Every offer with the names its pages gave it and its name in each language."""
    rows = select(
        db,
        """SELECT offer, vendor, product, plan, region, group_concat(plan_name, ' ') AS names, max(plan_name) AS name
           FROM observations JOIN offers ON offers.id = offer_id GROUP BY offer ORDER BY offer""",
    )
    return [row | {"titles": [_title(row, lang) for lang in LANGUAGES]} for row in rows]


def _title(row: Mapping[str, Any], lang: str) -> str:
    key = (row["vendor"], row["product"], row["plan"], row["region"])
    return plan_title(*key, row["name"], lang).lower()


def _titled(db: Database, text: str) -> list[str]:
    """The offers that are called exactly so."""
    wanted = " ".join(text.split())
    return [row["offer"] for row in _offers(db) if wanted in row["titles"]]


def _called(db: Database, text: str) -> list[str]:
    """The offers whose product, tier or name as shown hold every word of the text but those that name the vendor."""
    rows = _offers(db)
    words = re.findall(r"[a-z0-9]+(?:\.[a-z0-9]+)*|[^\W\da-z_]+", text)
    called = set(vendors_called(text)).union(*(vendors_called(word) for word in words))
    offers: list[str] = []
    for vendor in sorted({row["vendor"] for row in rows}):
        left = [row for row in rows if row["vendor"] == vendor and (not called or vendor in called)]
        for word in words:
            names_it = vendor in vendors_called(word)  # such a word need not stand in the plan's own name
            holding = [row for row in left if _holds(row, word, () if names_it else row["titles"])]
            left = left if not holding and names_it else holding
        offers += [row["offer"] for row in left if words]
    return offers


def _holds(row: Mapping[str, Any], word: str, titles: Sequence[str]) -> bool:
    said = " ".join([row["offer"], row["names"], *titles]).lower()
    return word in re.split(r"[^a-z0-9.]+", said) if word.isascii() else word in said
