-- Analytical reports on a published monitoring: words with places for figures while a draft, words and figures frozen once
-- approved; the history of each; archives of all reports of a monitoring.
CREATE TABLE reports (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    issuer_id BIGINT NOT NULL REFERENCES units (id), -- who reports
    issuer_path TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- about whom: the owner of the monitoring, or one object
    unit_path TEXT NOT NULL,
    unit_name TEXT NOT NULL, -- as the publication called it
    is_whole BOOLEAN NOT NULL, -- about all objects of the monitoring
    edition BIGINT NOT NULL, -- 1, 2, 3 …
    reason TEXT NOT NULL, -- why a further edition
    begun_on BIGINT NOT NULL, -- revision of the publication the draft was begun on
    revision BIGINT NOT NULL, -- of the publication it was approved on; 0 while a draft
    status TEXT NOT NULL, -- draft | approved
    document_id BIGINT REFERENCES documents (id), -- what it was registered as
    frozen TEXT NOT NULL, -- JSON of everything it says, since it was approved
    approved_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX reports_edition_key ON reports (campaign_id, issuer_id, unit_id, is_whole, edition);
CREATE INDEX reports_issuer ON reports (issuer_path, id);
CREATE INDEX reports_unit ON reports (unit_path, status, id);

CREATE TABLE report_sections (
    id BIGINT NOT NULL PRIMARY KEY,
    report_id BIGINT NOT NULL REFERENCES reports (id),
    place BIGINT NOT NULL,
    code TEXT NOT NULL, -- basis | method | summary …
    title TEXT NOT NULL,
    body TEXT NOT NULL, -- words; {…} is a figure
    updated_at BIGINT NOT NULL,
    updated_by BIGINT REFERENCES accounts (id), -- none: a command, or the program's own draft
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX report_sections_code_key ON report_sections (report_id, code);

CREATE TABLE report_events (
    id BIGINT NOT NULL PRIMARY KEY,
    report_id BIGINT NOT NULL REFERENCES reports (id),
    at BIGINT NOT NULL,
    account_id BIGINT REFERENCES accounts (id), -- none: a command
    text TEXT NOT NULL
);
CREATE INDEX report_events_report ON report_events (report_id, id);

CREATE TABLE report_batches (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    issuer_id BIGINT NOT NULL REFERENCES units (id),
    issuer_path TEXT NOT NULL,
    form TEXT NOT NULL, -- pdf | docx
    status TEXT NOT NULL, -- queued | ready | removed
    done BIGINT NOT NULL, -- papers printed
    total BIGINT NOT NULL,
    fault TEXT NOT NULL, -- why the last try failed; empty: it did not
    file_id BIGINT REFERENCES files (id),
    created_at BIGINT NOT NULL,
    created_by BIGINT REFERENCES accounts (id),
    finished_at BIGINT
);
CREATE INDEX report_batches_campaign ON report_batches (campaign_id, issuer_id, id);
CREATE INDEX report_batches_status ON report_batches (status, finished_at, id);
