-- The brake on mass export: what left in files, what was asked for above the limit, what was refused.
CREATE TABLE exports (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    at BIGINT NOT NULL,
    route TEXT NOT NULL, -- as the program names it, without ids
    objects BIGINT NOT NULL -- rows of objects in the file
);
CREATE INDEX exports_account_at ON exports (account_id, at, id);

CREATE TABLE export_requests (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    at BIGINT NOT NULL,
    objects BIGINT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL, -- asked | allowed | refused
    decided_by BIGINT REFERENCES accounts (id),
    decided_at BIGINT,
    answer TEXT NOT NULL, -- why it was refused
    ends_at BIGINT -- of an allowance
);
CREATE INDEX export_requests_account ON export_requests (account_id, id);
CREATE INDEX export_requests_state ON export_requests (state, id);

CREATE TABLE export_refusals (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    at BIGINT NOT NULL,
    route TEXT NOT NULL,
    objects BIGINT NOT NULL,
    state TEXT NOT NULL, -- open | settled
    settled_by BIGINT REFERENCES accounts (id),
    settled_at BIGINT
);
CREATE INDEX export_refusals_state ON export_refusals (state, account_id, id);
