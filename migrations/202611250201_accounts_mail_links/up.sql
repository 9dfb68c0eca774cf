-- Links that letters carry: one use, a short term, kept as a hash.
CREATE TABLE mail_links (
    id BIGINT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL, -- sha256
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    purpose TEXT NOT NULL, -- confirm | recover
    address TEXT NOT NULL, -- where it was sent
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX mail_links_token_hash_key ON mail_links (token_hash);
CREATE INDEX mail_links_account ON mail_links (account_id, id);
