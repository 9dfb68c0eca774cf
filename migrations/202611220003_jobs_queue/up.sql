-- Work done after a transaction, at least once.
CREATE TABLE jobs (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    job_key TEXT NOT NULL, -- one queued job per (kind, key)
    payload TEXT NOT NULL, -- JSON
    state TEXT NOT NULL, -- queued | running | failed
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    fault TEXT NOT NULL, -- the last failure, without personal data
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX jobs_kind_job_key_key ON jobs (kind, job_key);
CREATE INDEX jobs_due ON jobs (state, run_at, id);
