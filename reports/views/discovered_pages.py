"""What vendors' own lists of pages show that no source reads, and which lists could not be read."""

from datetime import timedelta
from typing import Any

from db.database import Database, select
from reports.question import ReportQuery
from reports.words.catalogue import gettext
from scrapers.vocabulary.brands import called

RECENT = 30  # days a page nobody reads stays in the report


def discovered(db: Database, query: ReportQuery) -> list[dict[str, Any]]:
    """The pages about plans that appeared in the last days, newest first; what the first look found is none of them."""
    since = (query.day - timedelta(days=RECENT)).isoformat()
    rows = select(
        db,
        """SELECT vendor, source AS "index", url, title, first_seen FROM discoveries
           WHERE baseline = 0 AND settled IS NOT 'rejected' AND first_seen >= ? AND first_seen <= ? ORDER BY first_seen DESC, url""",
        [since, query.at],
    )
    return list(rows)


def unlisted(db: Database, query: ReportQuery) -> list[dict[str, Any]]:
    """The lists that could not be read when they were last asked for."""
    rows = select(
        db,
        """SELECT vendor, source AS "index", url, failing_since, message FROM indexes
           WHERE failing_since IS NOT NULL AND failing_since <= ? ORDER BY source""",
        [query.at],
    )
    return list(rows)


def lines(db: Database, query: ReportQuery) -> list[str]:
    """Both for people; nothing where there is nothing to do."""
    unread = [
        gettext(
            query.lang,
            "unread page",
            vendor=called(one["vendor"], query.lang),
            since=one["first_seen"][:10],
            title=one["title"],
            url=one["url"],
        )
        for one in discovered(db, query)
    ]
    return unread + [
        gettext(
            query.lang,
            "unlisted",
            index=one["index"],
            since=one["failing_since"][:10],
            message=one["message"],
        )
        for one in unlisted(db, query)
    ]
