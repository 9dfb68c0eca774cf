-- What the authorities show to everybody, without an account: results of a monitoring, chosen one by one.
CREATE TABLE openings (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    unit_id BIGINT NOT NULL REFERENCES units (id), -- whose monitoring it is
    unit_path TEXT NOT NULL,
    about TEXT NOT NULL, -- how it was measured, in the authority's words
    has_places BOOLEAN NOT NULL, -- places are shown, where the publication has them
    is_open BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT REFERENCES accounts (id),
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX openings_campaign_key ON openings (campaign_id);
CREATE INDEX openings_open ON openings (is_open, id);
