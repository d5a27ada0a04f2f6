"""Numbered migrations. A migration is never edited after a release: a change is a new one."""

from db.schema.numbered import number
from db.schema.repairs import repair
from db.sqlite_tables import Migrations
from db.sqlite_tables import TableDatabase as Database

migrations = Migrations("codingplans")
REPAIR = "m004_amounts"


@migrations()
def m001_tables(db: Database) -> None:
    db.executescript("""
    CREATE TABLE crawls (
        id INTEGER PRIMARY KEY,
        vendor TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('live', 'replay', 'sample', 'listing', 'reread')),
        vantage TEXT,
        started_at TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'partial', 'failed')),
        offers INTEGER NOT NULL,
        message TEXT
    ) STRICT;
    CREATE INDEX crawls_by_vendor ON crawls (vendor, started_at);

    CREATE TABLE pages (
        id INTEGER PRIMARY KEY,
        crawl_id INTEGER NOT NULL REFERENCES crawls (id),
        source TEXT NOT NULL,
        url TEXT NOT NULL,
        final_url TEXT NOT NULL,
        status INTEGER NOT NULL,
        media TEXT,
        fetched_at TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        bytes INTEGER NOT NULL,
        archive TEXT,
        position INTEGER
    ) STRICT;
    CREATE INDEX pages_by_sha ON pages (sha256);

    CREATE TABLE reads (
        id INTEGER PRIMARY KEY,
        crawl_id INTEGER NOT NULL REFERENCES crawls (id),
        source TEXT NOT NULL,
        parser INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        offers INTEGER NOT NULL,
        message TEXT
    ) STRICT;
    CREATE INDEX reads_by_source ON reads (source, crawl_id);

    CREATE TABLE offers (
        id INTEGER PRIMARY KEY,
        offer TEXT NOT NULL UNIQUE,
        vendor TEXT NOT NULL,
        product TEXT NOT NULL,
        plan TEXT NOT NULL,
        region TEXT NOT NULL,
        per TEXT NOT NULL,
        period TEXT NOT NULL,
        currency TEXT NOT NULL,
        successor_id INTEGER REFERENCES offers (id)
    ) STRICT;

    CREATE TABLE observations (
        id INTEGER PRIMARY KEY,
        offer_id INTEGER NOT NULL REFERENCES offers (id),
        plan_name TEXT NOT NULL,
        price TEXT NOT NULL,
        list_price TEXT,
        intro_price TEXT,
        intro_periods INTEGER,
        intro_until TEXT,
        availability TEXT,
        quotas TEXT NOT NULL DEFAULT '[]',
        models TEXT NOT NULL DEFAULT '[]',
        evidence TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        ended TEXT,
        provenance TEXT NOT NULL CHECK (provenance IN ('scraped', 'curated', 'derived', 'sample')),
        confidence TEXT NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
        source TEXT NOT NULL,
        sources TEXT NOT NULL DEFAULT '{}',
        url TEXT,
        page_id INTEGER REFERENCES pages (id)
    ) STRICT;
    CREATE INDEX observations_by_offer ON observations (offer_id, first_seen);

    CREATE TABLE holds (
        id INTEGER PRIMARY KEY,
        offer TEXT NOT NULL,
        vendor TEXT NOT NULL,
        field TEXT NOT NULL,
        rule TEXT NOT NULL,
        reason TEXT NOT NULL,
        ends_by TEXT NOT NULL,
        value TEXT NOT NULL,
        known TEXT,
        proposed TEXT NOT NULL,
        source TEXT NOT NULL,
        page_id INTEGER REFERENCES pages (id),
        since TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        sightings INTEGER NOT NULL DEFAULT 1,
        status TEXT NOT NULL DEFAULT 'open'
            CHECK (status IN ('open', 'confirmed', 'accepted', 'rejected', 'withdrawn')),
        ended_at TEXT
    ) STRICT;
    CREATE INDEX holds_by_offer ON holds (offer, field, status);

    CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        published_at TEXT NOT NULL,
        offer TEXT NOT NULL,
        vendor TEXT NOT NULL,
        kind TEXT NOT NULL,
        before TEXT,
        after TEXT,
        cause TEXT NOT NULL CHECK (cause IN ('vendor', 'correction')),
        provenance TEXT NOT NULL,
        parser INTEGER,
        url TEXT,
        evidence TEXT,
        page_id INTEGER REFERENCES pages (id)
    ) STRICT;
    CREATE INDEX events_by_time ON events (at);
    CREATE UNIQUE INDEX events_once ON events (offer, kind, at, ifnull(after, ''), cause);

    CREATE TABLE absences (
        offer_id INTEGER PRIMARY KEY REFERENCES offers (id),
        since TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        reads INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE rates (
        day TEXT NOT NULL,
        currency TEXT NOT NULL,
        per_eur TEXT NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (day, currency)
    ) STRICT;
    """)


@migrations()
def m002_discoveries(db: Database) -> None:
    db.executescript("""
    CREATE TABLE indexes (
        source TEXT PRIMARY KEY,
        vendor TEXT NOT NULL,
        url TEXT NOT NULL,
        first_read TEXT,
        last_read TEXT,
        failing_since TEXT,
        message TEXT
    ) STRICT;

    CREATE TABLE discoveries (
        id INTEGER PRIMARY KEY,
        vendor TEXT NOT NULL,
        source TEXT NOT NULL,
        page TEXT NOT NULL,
        url TEXT NOT NULL,
        title TEXT NOT NULL,
        first_seen TEXT NOT NULL,
        baseline INTEGER NOT NULL CHECK (baseline IN (0, 1)),
        page_id INTEGER REFERENCES pages (id),
        UNIQUE (vendor, page)
    ) STRICT;
    """)


@migrations()
def m003_charges(db: Database) -> None:
    """An introduction is a schedule: what was one first charge is its first step, and is read off it from now on."""
    drop = "".join(f"DROP VIEW IF EXISTS {name};" for name in db.view_names())
    db.executescript(f"""
    {drop}
    PRAGMA user_version = 0;
    ALTER TABLE observations ADD COLUMN charges TEXT NOT NULL DEFAULT '[]';
    UPDATE observations SET charges = printf(
        '[{{"price": "%s", "periods": %s}}]', intro_price, ifnull(intro_periods, 'null')
    ) WHERE intro_price IS NOT NULL;
    ALTER TABLE observations DROP COLUMN intro_price;
    ALTER TABLE observations DROP COLUMN intro_periods;
    ALTER TABLE observations ADD COLUMN intro_price TEXT AS (json_extract(charges, '$[0].price'));
    ALTER TABLE observations ADD COLUMN intro_periods INTEGER AS (json_extract(charges, '$[0].periods'));
    """)


@migrations()
def m004_amounts(db: Database) -> None:
    """What an older version let through: amounts that nobody can pay, which stopped exports and the site."""
    db.execute("""
    CREATE TABLE repairs (
        id INTEGER PRIMARY KEY,
        offer TEXT NOT NULL,
        what TEXT NOT NULL,
        was TEXT NOT NULL
    ) STRICT
    """)
    repair(db)


@migrations()
def m005_ends_and_listings(db: Database) -> None:
    """An end that pages proved stands apart from the one a history file states, so that neither undoes the other.

    Plans that an import had reopened end again where their event says so.
    """
    # From when on the vendor's pages, or another tracker, no longer stated it.
    for column in ("gone", "unlisted"):
        db.execute(f"ALTER TABLE observations ADD COLUMN {column} TEXT")
    db.execute("""
    UPDATE observations SET gone = ended, ended = NULL
    WHERE ended IS NOT NULL AND (provenance <> 'curated' OR ended NOT LIKE '%T00:00:00Z')
    """)
    db.execute("""
    UPDATE observations SET gone = (
        SELECT min(events.at) FROM events JOIN offers ON offers.id = observations.offer_id
        WHERE events.at > observations.last_seen AND events.at NOT LIKE '%T00:00:00Z' AND (
            (kind = 'plan_gone' AND events.offer = offers.offer)
            OR (kind = 'renamed' AND json_extract(before, '$.offer') = offers.offer)
        )
    )
    WHERE provenance = 'curated' AND ended IS NULL AND gone IS NULL
    """)


@migrations()
def m006_unread(db: Database) -> None:
    db.execute("ALTER TABLE reads ADD COLUMN unread TEXT NOT NULL DEFAULT '[]'")


@migrations()
def m007_doubted_rates(db: Database) -> None:
    db.execute("""
    CREATE TABLE doubted_rates (
        day TEXT NOT NULL,
        currency TEXT NOT NULL,
        per_eur TEXT NOT NULL,
        looked TEXT NOT NULL,
        PRIMARY KEY (day, currency)
    ) STRICT
    """)


@migrations()
def m008_ends_of_days(db: Database) -> None:
    """An announced last day ends where the vendor sells: at midnight in Shanghai, not in Greenwich."""
    day = "json_extract(before, '$.intro_until')"
    db.execute(f"""
    UPDATE OR IGNORE events SET
        published_at = CASE WHEN published_at = at THEN {day} || 'T16:00:00Z' ELSE published_at END,
        at = {day} || 'T16:00:00Z'
    WHERE kind = 'intro_ended' AND offer LIKE '%/CN/%' AND at = date({day}, '+1 day') || 'T00:00:00Z'
    """)


@migrations()
def m009_proofs(db: Database) -> None:
    """Sources whose page nobody had seen in real bytes, once what they say was found to be true."""
    db.execute("""
    CREATE TABLE proofs (
        source TEXT PRIMARY KEY,
        proven_at TEXT NOT NULL,
        by TEXT NOT NULL
    ) STRICT
    """)


@migrations()
def m010_runs(db: Database) -> None:
    """Nights and light rounds, so that one that was missed is known after a restart."""
    db.execute("""
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        what TEXT NOT NULL CHECK (what IN ('night', 'round')),
        started_at TEXT NOT NULL,
        ended_at TEXT,
        outcome TEXT CHECK (outcome IN ('ok', 'partial', 'failed', 'interrupted', 'offline')),
        message TEXT
    ) STRICT
    """)
    db.execute("CREATE INDEX runs_by_start ON runs (started_at)")


@migrations()
def m011_looks(db: Database) -> None:
    """How often each plan was on sale when somebody looked: a row a plan and day, however often it was looked at."""
    db.execute("""
    CREATE TABLE looks (
        plan TEXT NOT NULL,
        day TEXT NOT NULL,
        looks INTEGER NOT NULL,
        in_stock INTEGER NOT NULL,
        restocked_at TEXT,
        last_look TEXT NOT NULL,
        last_in_stock INTEGER NOT NULL CHECK (last_in_stock IN (0, 1)),
        PRIMARY KEY (plan, day)
    ) STRICT, WITHOUT ROWID
    """)


@migrations()
def m012_alerts(db: Database) -> None:
    """What was told to whom: since when alerts watch, each piece of news once, and how it reached each address."""
    db.execute("""
    CREATE TABLE alert_watch (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        since TEXT NOT NULL,
        looked TEXT NOT NULL
    ) STRICT
    """)
    db.execute("""
    CREATE TABLE alerts (
        id INTEGER PRIMARY KEY,
        identity TEXT NOT NULL UNIQUE,
        told TEXT NOT NULL,
        noted_at TEXT NOT NULL
    ) STRICT
    """)
    db.execute("""
    CREATE TABLE alert_deliveries (
        alert_id INTEGER NOT NULL REFERENCES alerts (id),
        endpoint TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('pending', 'sent')),
        message TEXT,
        claimed_at TEXT,
        sent_at TEXT,
        PRIMARY KEY (alert_id, endpoint)
    ) STRICT
    """)
    db.execute("CREATE INDEX alert_deliveries_by_endpoint ON alert_deliveries (endpoint, status)")


@migrations()
def m013_review(db: Database) -> None:
    """What a person said of a page that nobody reads, and of a curated row that is old."""
    db.execute("ALTER TABLE discoveries ADD COLUMN settled TEXT CHECK (settled IN ('accepted', 'rejected'))")
    db.execute("ALTER TABLE observations ADD COLUMN checked TEXT")


@migrations()
def m014_numbered(db: Database) -> None:
    """Sources, addresses and bodies have a row each; `pages` and `reads` are views of the smaller tables."""
    number(db)


@migrations()
def m015_plan_days(db: Database) -> None:
    """Plans have a number each, a day and its moments are numbers; `looks` is a view that says them as before."""
    db.execute("CREATE TABLE plans (id INTEGER PRIMARY KEY, plan TEXT NOT NULL UNIQUE) STRICT")
    db.execute("""
    CREATE TABLE plan_days (
        plan_id INTEGER NOT NULL REFERENCES plans (id),
        day INTEGER NOT NULL,
        looks INTEGER NOT NULL,
        in_stock INTEGER NOT NULL,
        restocked INTEGER,
        last_look INTEGER NOT NULL,
        last_in_stock INTEGER NOT NULL CHECK (last_in_stock IN (0, 1)),
        PRIMARY KEY (plan_id, day)
    ) STRICT, WITHOUT ROWID
    """)
    db.execute("INSERT INTO plans (plan) SELECT DISTINCT plan FROM looks ORDER BY plan")
    db.execute("""
    INSERT INTO plan_days
    SELECT plans.id, CAST(strftime('%s', day) AS INTEGER) / 86400, looks, in_stock,
        CAST(strftime('%s', restocked_at) AS INTEGER) % 86400, CAST(strftime('%s', last_look) AS INTEGER) % 86400,
        last_in_stock
    FROM looks JOIN plans USING (plan)
    """)
    db.execute("DROP TABLE looks")


@migrations()
def m016_asked(db: Database) -> None:
    """What reports ask of many states and holds is few: claims, and holds that are open."""
    db.execute("CREATE INDEX observations_claimed ON observations (first_seen) WHERE confidence = 'low'")
    db.execute("CREATE INDEX holds_open ON holds (since) WHERE status = 'open'")


@migrations()
def m017_counted(db: Database) -> None:
    """What is counted of all events stands in an index, so that their texts are not read for it."""
    db.execute("CREATE INDEX events_counted ON events (vendor, kind, cause, provenance, published_at, at)")


@migrations()
def m018_own_files(db: Database) -> None:
    """A crawl's file of the archive is written out only where its vendor and start do not name it; '' where it has none."""
    for name in db.view_names():
        db.execute(f"DROP VIEW [{name}]")
    db.execute("PRAGMA user_version = 0")
    own = "vendor || '/' || replace(replace(started_at, '-', ''), ':', '') || '.warc.gz'"
    db.execute(
        "UPDATE visits SET position = NULL WHERE archive IS NULL AND crawl_id IN (SELECT id FROM crawls WHERE file IS NULL)"
    )
    db.execute("ALTER TABLE crawls RENAME COLUMN file TO other_file")
    db.execute(f"UPDATE crawls SET other_file = iif(other_file = {own}, NULL, ifnull(other_file, ''))")
    db.execute(f"ALTER TABLE crawls ADD COLUMN file TEXT AS (nullif(ifnull(other_file, {own}), ''))")
