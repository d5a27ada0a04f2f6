-- Views a person can query. They are made anew whenever the database is opened by a newer version.

-- Every known state of every offer with the time it held: half-open, null = still open.
-- Rows of low confidence are claims, not states. An observation ends where the next one begins, where pages read
-- after it was last seen no longer state it (`gone`), or where the curated history, which knows more than it last
-- saw, says that the offer ended.
CREATE VIEW states AS
SELECT
    offers.*,
    own.id AS observation_id, plan_name, price, list_price, intro_price, intro_periods, intro_until, charges,
    availability, quotas, models, evidence, first_seen, last_seen, provenance, confidence, source, sources, url, page_id,
    unlisted, nullif(min(
        ifnull(own.ended, '~'),
        ifnull((
            SELECT next.first_seen FROM observations AS next
            WHERE next.offer_id = own.offer_id AND next.confidence <> 'low'
            AND (next.first_seen, next.id) > (own.first_seen, own.id) AND next.first_seen >= own.first_seen
            ORDER BY next.first_seen, next.id LIMIT 1
        ), '~'),
        ifnull((
            SELECT curated.ended FROM observations AS curated
            WHERE curated.offer_id = own.offer_id AND curated.provenance = 'curated' AND curated.confidence <> 'low'
            AND own.provenance <> 'curated' AND curated.first_seen <= own.last_seen AND curated.ended IS NOT NULL
            AND curated.ended > own.last_seen ORDER BY curated.ended LIMIT 1
        ), '~'),
        iif(own.gone > own.last_seen, own.gone, '~')
    ), '~') AS ended
FROM observations AS own JOIN offers ON offers.id = own.offer_id WHERE own.confidence <> 'low';

-- What holds now.
CREATE VIEW current_prices AS
SELECT * FROM states WHERE ended IS NULL;

-- Claims that contradict the main row, kept for the record.
CREATE VIEW claims AS
SELECT offers.offer, observations.* FROM observations JOIN offers ON offers.id = observations.offer_id
WHERE confidence = 'low';

-- US dollars in yuan by ECB day, from the two euro rates of that day. For comparisons; reports compute it exactly.
CREATE VIEW usd_cny AS
SELECT
    cny.day, CAST(cny.per_eur AS REAL) / CAST(usd.per_eur AS REAL) AS usd_cny, cny.source,
    cny.per_eur AS cny_per_eur, usd.per_eur AS usd_per_eur
FROM rates AS cny JOIN rates AS usd ON usd.day = cny.day AND usd.currency = 'USD'
WHERE cny.currency = 'CNY';

CREATE VIEW open_holds AS
SELECT * FROM holds WHERE status = 'open' ORDER BY since, id;

-- Which bytes were read in which crawl, from which address, and where the archive keeps them.
CREATE VIEW pages AS
SELECT
    visits.id, visits.crawl_id, source, url, final_url, status, media,
    iif(
        typeof(fetched) = 'integer',
        strftime('%Y-%m-%dT%H:%M:%SZ', started_at, printf('%+d seconds', fetched)), ifnull(fetched, '')
    ) AS fetched_at,
    sha256, bytes, iif(visits.position IS NULL, NULL, ifnull(visits.archive, file)) AS archive, visits.position
FROM visits JOIN crawls ON crawls.id = visits.crawl_id JOIN bodies ON bodies.id = body_id
    JOIN addresses ON addresses.id = address_id JOIN sources ON sources.id = source_id;

-- How each source of a crawl was read.
CREATE VIEW reads AS
SELECT (crawl_id << 20) + (source_id << 4) + turn AS id, crawl_id, source, parser, outcome, offers, message, unread
FROM readings JOIN sources ON sources.id = source_id;

-- The last reading of every source, and since when nothing of it could be read.
CREATE VIEW source_health AS
SELECT source, vendor, reads, whole, last_success, last_read, failing_since FROM sources WHERE reads > 0;

-- How often a plan was on sale when its vendor's page was looked at, a row a plan and UTC day.
CREATE VIEW looks AS
SELECT
    plan, date(day * 86400, 'unixepoch') AS day, looks, in_stock,
    strftime('%Y-%m-%dT%H:%M:%SZ', day * 86400 + restocked, 'unixepoch') AS restocked_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', day * 86400 + last_look, 'unixepoch') AS last_look, last_in_stock,
    plan_id, day AS day_number
FROM plan_days JOIN plans ON plans.id = plan_id;
