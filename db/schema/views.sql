-- Views a person can query. They are made anew whenever the database is opened by a newer version.

-- Every known state of every offer with the time it held: half-open, null = still open.
-- Rows of low confidence are claims, not states. An observation ends where the next one begins, where pages read
-- after it was last seen no longer state it (`gone`), or where the curated history, which knows more than it last
-- saw, says that the offer ended.
CREATE VIEW states AS
WITH known AS (
    SELECT observations.*, (
        SELECT min(curated.ended) FROM observations AS curated
        WHERE curated.offer_id = observations.offer_id AND curated.provenance = 'curated' AND curated.confidence <> 'low'
        AND observations.provenance <> 'curated' AND curated.first_seen <= observations.last_seen
        AND curated.ended > observations.last_seen
    ) AS told
    FROM observations WHERE confidence <> 'low'
), bounded AS (
    SELECT *, lead(first_seen) OVER (PARTITION BY offer_id ORDER BY first_seen, id) AS following FROM known
)
SELECT
    offers.*,
    bounded.id AS observation_id, plan_name, price, list_price, intro_price, intro_periods, intro_until, charges,
    availability, quotas, models, evidence, first_seen, last_seen, provenance, confidence, source, sources, url, page_id,
    unlisted, nullif(min(
        ifnull(ended, '~'), ifnull(following, '~'), ifnull(told, '~'), iif(gone > last_seen, gone, '~')
    ), '~') AS ended
FROM bounded JOIN offers ON offers.id = bounded.offer_id;

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

-- The last reading of every source, and since when nothing of it could be read.
CREATE VIEW source_health AS
WITH looks AS (
    SELECT source, vendor, reads.outcome, started_at FROM reads JOIN crawls ON crawls.id = reads.crawl_id
), good AS (
    SELECT source, max(started_at) AS last_success FROM looks WHERE outcome IN ('ok', 'partial') GROUP BY source
)
SELECT
    source, max(vendor) AS vendor, count(*) AS reads, sum(outcome = 'ok') AS whole, last_success,
    max(started_at) AS last_read,
    min(CASE WHEN outcome NOT IN ('ok', 'partial') AND started_at > ifnull(last_success, '') THEN started_at END) AS failing_since
FROM looks LEFT JOIN good USING (source) GROUP BY source;
