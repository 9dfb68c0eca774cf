-- Access tokens: a person's key for programs. Only the hash is kept; the person's present roles say what it opens.
CREATE TABLE access_tokens (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL, -- what it is for, in the holder's words
    token_hash TEXT NOT NULL, -- sha256
    scope TEXT NOT NULL, -- read | write
    unit_id BIGINT, -- opens nothing outside this unit; none: the person's whole scope
    unit_path TEXT,
    expires_on DATE NOT NULL, -- the last day
    created_at BIGINT NOT NULL,
    created_by BIGINT, -- none: a command
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX access_tokens_token_hash_key ON access_tokens (token_hash);
CREATE INDEX access_tokens_account ON access_tokens (account_id, id);
