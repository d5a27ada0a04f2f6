"""What Datasette says about the database: a title, what the tables hold, and queries ready to run."""

from typing import Any

from db.tables.event_kinds import listed, news

TABLES = {
    "states": "Every state of every offer: half-open in time, `ended` empty = still so.",
    "current_prices": "What holds now.",
    "offers": "The identifiers; `successor_id` leads from a renamed offer to its new id.",
    "observations": "What was published: one row a state, with the first and the last time it was seen.",
    "events": "What a reader would call news, and corrections of ours.",
    "holds": "What was not published, and why.",
    "open_holds": "What is not published now, and why.",
    "claims": "What somebody said and we do not believe.",
    "pages": "The pages that were read, by their hash.",
    "reads": "How each source was read in each crawl.",
    "crawls": "One vendor, one night.",
    "rates": "Units of a currency for one euro, by day.",
    "usd_cny": "One US dollar in yuan by day, for comparisons.",
    "source_health": "The last reading of every source.",
}
QUERIES = {
    "prices_now": (
        "What every plan costs now",
        """SELECT vendor, product, plan_name, region, per, period, currency, price, intro_price, intro_periods, intro_until,
    availability, last_seen, evidence, url
FROM current_prices WHERE (:region = '' OR region = :region) AND (:vendor = '' OR vendor = :vendor)
ORDER BY region, currency, CAST(price AS REAL) / CASE period WHEN 'P1Y' THEN 12 WHEN 'P3M' THEN 3 ELSE 1 END""",
    ),
    "plan_history": (
        "Every state of one offer; a part of the id is enough",
        """SELECT offer, plan_name, price, list_price, intro_price, intro_periods, first_seen, last_seen, ended, provenance, evidence
FROM states WHERE offer LIKE '%' || :offer || '%' ORDER BY offer, first_seen""",
    ),
    "changes": (
        "What vendors changed since a day",
        f"""SELECT at, vendor, offer, kind, before, after, provenance, evidence, url
FROM events WHERE cause = 'vendor' AND kind IN ({listed(news())}) AND at >= :since ORDER BY at DESC, offer""",
    ),
    "corrections": (
        "What we had wrong",
        "SELECT at, published_at, offer, kind, before, after FROM events WHERE cause = 'correction' ORDER BY at DESC",
    ),
    "introductions": (
        "Introductions that hold now, those that end first on top",
        """SELECT offer, plan_name, intro_price, intro_periods, price, currency, intro_until, last_seen
FROM current_prices WHERE intro_price IS NOT NULL ORDER BY intro_until IS NULL, intro_until, offer""",
    ),
    "oldest": (
        "Prices nobody has seen for longest",
        """SELECT offer, price, currency, last_seen, provenance, source FROM current_prices ORDER BY last_seen, offer""",
    ),
}


def metadata(name: str) -> dict[str, Any]:
    """Datasette's metadata for the database under a name."""
    return {
        "title": "codingplans",
        "description": "What AI coding plans cost, with proof. Amounts are exact text; cast them only to compare.",
        "databases": {
            name: {
                "tables": {table: {"description": said} for table, said in TABLES.items()},
                "queries": {query: {"title": title, "sql": sql} for query, (title, sql) in QUERIES.items()},
            }
        },
    }
