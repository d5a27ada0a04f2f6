"""What nights repeat becomes numbers: sources, addresses and bodies have a row each, a page and a reading name them."""

from db.sqlite_tables import TableDatabase as Database

_SOURCES = """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    vendor TEXT NOT NULL,
    source TEXT NOT NULL,
    reads INTEGER NOT NULL DEFAULT 0,
    whole INTEGER NOT NULL DEFAULT 0,
    first_read TEXT,
    first_whole TEXT,
    last_read TEXT,
    last_success TEXT,
    last_whole TEXT,
    failing_since TEXT,
    partial_since TEXT,
    last_crawl INTEGER,
    UNIQUE (vendor, source)
) STRICT;
INSERT INTO sources (vendor, source)
SELECT DISTINCT vendor, source FROM (
    SELECT crawl_id, source FROM reads UNION SELECT crawl_id, source FROM pages
) JOIN crawls ON crawls.id = crawl_id ORDER BY vendor, source;
"""
_READINGS = """
CREATE TABLE readings (
    crawl_id INTEGER NOT NULL REFERENCES crawls (id),
    source_id INTEGER NOT NULL REFERENCES sources (id),
    turn INTEGER NOT NULL DEFAULT 0,
    parser INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    offers INTEGER NOT NULL,
    message TEXT,
    unread TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (crawl_id, source_id, turn)
) STRICT, WITHOUT ROWID;
INSERT INTO readings
SELECT crawl_id, sources.id, row_number() OVER (PARTITION BY crawl_id, sources.id ORDER BY reads.id) - 1,
    parser, reads.outcome, reads.offers, reads.message, unread
FROM reads JOIN crawls ON crawls.id = crawl_id JOIN sources USING (vendor, source) ORDER BY crawl_id, sources.id;
DROP TABLE reads;
CREATE INDEX readings_in_part ON readings (source_id, crawl_id) WHERE outcome <> 'ok';
"""
_SUMS = """
UPDATE sources SET (reads, whole, first_read, first_whole, last_read, last_success, last_whole)
    = (n, good, first, first_good, last, success, last_good)
FROM (
    SELECT source_id, count(*) AS n, CAST(total(readings.outcome = 'ok') AS INTEGER) AS good, min(started_at) AS first,
        min(iif(readings.outcome = 'ok' AND readings.message IS NULL, started_at, NULL)) AS first_good,
        max(started_at) AS last, max(iif(readings.outcome IN ('ok', 'partial'), started_at, NULL)) AS success,
        max(iif(readings.outcome = 'ok', started_at, NULL)) AS last_good
    FROM readings JOIN crawls ON crawls.id = crawl_id GROUP BY source_id
) WHERE sources.id = source_id;
UPDATE sources SET last_crawl = last FROM (
    SELECT source_id, max(crawl_id) AS last FROM readings JOIN crawls ON crawls.id = crawl_id
        JOIN sources ON sources.id = source_id WHERE started_at = last_read GROUP BY source_id
) WHERE sources.id = source_id;
UPDATE sources SET (failing_since, partial_since) = (failing, partial) FROM (
    SELECT source_id, min(iif(started_at > ifnull(last_success, ''), started_at, NULL)) AS failing,
        min(iif(readings.outcome = 'partial' AND started_at > ifnull(last_whole, ''), started_at, NULL)) AS partial
    FROM readings JOIN crawls ON crawls.id = crawl_id JOIN sources ON sources.id = source_id
    WHERE readings.outcome <> 'ok' GROUP BY source_id
) WHERE sources.id = source_id;
"""
_VENDORS = """
CREATE TABLE vendors (vendor TEXT PRIMARY KEY, last_crawl INTEGER NOT NULL, first_live TEXT) STRICT, WITHOUT ROWID;
INSERT INTO vendors SELECT vendor, max(id), min(iif(kind = 'live', started_at, NULL)) FROM crawls GROUP BY vendor;
DROP INDEX crawls_by_vendor;
CREATE INDEX crawls_by_time ON crawls (started_at, vendor);
"""
_BODIES = """
CREATE TABLE addresses (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    url TEXT NOT NULL,
    final_url TEXT NOT NULL,
    status INTEGER NOT NULL,
    media TEXT
) STRICT;
CREATE UNIQUE INDEX addresses_once ON addresses (source_id, url, final_url, status, ifnull(media, ''));
INSERT INTO addresses (source_id, url, final_url, status, media)
SELECT sources.id, url, final_url, status, media
FROM pages JOIN crawls ON crawls.id = crawl_id JOIN sources USING (vendor, source)
GROUP BY sources.id, url, final_url, status, media ORDER BY min(pages.id);

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    address_id INTEGER NOT NULL REFERENCES addresses (id),
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    archive TEXT,
    position INTEGER,
    fetched_at TEXT
) STRICT;
CREATE UNIQUE INDEX bodies_once ON bodies (sha256, address_id);
CREATE TEMP TABLE placed AS
SELECT pages.id, addresses.id AS address_id, sha256, bytes
FROM pages JOIN crawls ON crawls.id = crawl_id JOIN sources USING (vendor, source) JOIN addresses
    ON addresses.source_id = sources.id AND addresses.url = pages.url AND addresses.final_url = pages.final_url
    AND addresses.status = pages.status AND ifnull(addresses.media, '') = ifnull(pages.media, '');
INSERT INTO bodies (address_id, sha256, bytes)
SELECT address_id, sha256, min(bytes) FROM placed GROUP BY address_id, sha256 ORDER BY min(id);
CREATE TEMP TABLE first_places AS
SELECT address_id, placed.sha256, min(placed.id) AS page_id
FROM placed JOIN pages USING (id) WHERE archive IS NOT NULL GROUP BY address_id, placed.sha256;
UPDATE bodies SET (archive, position, fetched_at) = (pages.archive, pages.position, pages.fetched_at)
FROM first_places JOIN pages ON pages.id = page_id
WHERE first_places.address_id = bodies.address_id AND first_places.sha256 = bodies.sha256;
"""
# What is a crawl's own file, and seconds after its start, is not written with each of its pages.
_VISITS = """
ALTER TABLE crawls ADD COLUMN file TEXT;
UPDATE crawls SET file = first.archive FROM (
    SELECT crawl_id, archive, min(id) FROM pages WHERE archive IS NOT NULL GROUP BY crawl_id
) AS first WHERE first.crawl_id = crawls.id;
DROP INDEX pages_by_sha;
ALTER TABLE pages RENAME TO visits;
ALTER TABLE visits ADD COLUMN body_id INTEGER REFERENCES bodies (id);
ALTER TABLE visits ADD COLUMN fetched ANY;
UPDATE visits SET
    body_id = (SELECT bodies.id FROM bodies WHERE bodies.address_id = placed.address_id AND bodies.sha256 = placed.sha256),
    fetched = iif(
        strftime('%Y-%m-%dT%H:%M:%SZ', fetched_at) = fetched_at AND strftime('%Y-%m-%dT%H:%M:%SZ', started_at) = started_at,
        CAST(strftime('%s', fetched_at) AS INTEGER) - CAST(strftime('%s', started_at) AS INTEGER), fetched_at
    ),
    archive = nullif(visits.archive, file)
FROM placed, crawls WHERE placed.id = visits.id AND crawls.id = visits.crawl_id;
DROP TABLE placed;
DROP TABLE first_places;
"""
_DROPPED = ("source", "url", "final_url", "status", "media", "fetched_at", "sha256", "bytes")
_GOOD = """
CREATE TABLE good_pages (
    source_id INTEGER NOT NULL REFERENCES sources (id),
    final_url TEXT NOT NULL,
    body_id INTEGER NOT NULL REFERENCES bodies (id),
    PRIMARY KEY (source_id, final_url)
) STRICT, WITHOUT ROWID;
INSERT INTO good_pages
SELECT source_id, final_url, body_id FROM (
    SELECT addresses.source_id, final_url, body_id, max(visits.id)
    FROM visits JOIN bodies ON bodies.id = body_id JOIN addresses ON addresses.id = address_id
        JOIN readings ON readings.crawl_id = visits.crawl_id AND readings.source_id = addresses.source_id
    WHERE visits.position IS NOT NULL AND outcome IN ('ok', 'partial') AND status = 200
    GROUP BY addresses.source_id, final_url
);
"""
_INDEXES = """
CREATE INDEX visits_by_crawl ON visits (crawl_id);
CREATE INDEX offers_by_vendor ON offers (vendor);
CREATE INDEX holds_by_vendor ON holds (vendor, status);
CREATE INDEX holds_by_end ON holds (ended_at, status);
CREATE INDEX events_by_vendor ON events (vendor, published_at);
CREATE INDEX observations_told ON observations (offer_id, ended) WHERE provenance = 'curated' AND ended IS NOT NULL;
"""


def number(db: Database) -> None:
    """Give what pages and reads repeat a row of its own, and every source its sum; nothing that was known is lost."""
    for name in db.view_names():
        db.execute(f"DROP VIEW [{name}]")
    db.execute("PRAGMA user_version = 0")
    for script in (_SOURCES, _BODIES, _VISITS):
        _run(db, script)
    for column in _DROPPED:
        db.execute(f"ALTER TABLE visits DROP COLUMN {column}")
    for script in (_READINGS, _SUMS, _VENDORS, _GOOD, _INDEXES):
        _run(db, script)


def _run(db: Database, script: str) -> None:
    """Statement after statement, in the transaction that goes on: a script of SQLite's own would end it."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)
