-- Accounts, their sessions and their roles. Instants are BIGINT microseconds UTC, ids are made by the program.
CREATE TABLE accounts (
    id BIGINT NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    login_key TEXT NOT NULL, -- folded
    last_name TEXT NOT NULL,
    first_name TEXT NOT NULL,
    middle_name TEXT NOT NULL,
    name_key TEXT NOT NULL, -- folded «фамилия имя отчество»
    password_hash TEXT, -- argon2id; none until the invitation is used
    state TEXT NOT NULL, -- invited | active | blocked
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_login_key_key ON accounts (login_key);
CREATE INDEX accounts_name ON accounts (name_key, id);

CREATE TABLE sessions (
    id BIGINT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL, -- sha256 of the cookie
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    csrf TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX sessions_token_hash_key ON sessions (token_hash);
CREATE INDEX sessions_account ON sessions (account_id, id);
CREATE INDEX sessions_expiry ON sessions (expires_at, id);

CREATE TABLE role_grants (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    role TEXT NOT NULL,
    unit_id BIGINT NOT NULL,
    scope_path TEXT NOT NULL, -- the unit's materialised path, kept true by units
    level TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    basis TEXT NOT NULL, -- the order or other ground
    delegated_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX role_grants_account ON role_grants (account_id, id);
CREATE INDEX role_grants_scope ON role_grants (scope_path, id);

CREATE TABLE invitations (
    id BIGINT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX invitations_token_hash_key ON invitations (token_hash);
CREATE INDEX invitations_account ON invitations (account_id, id);

CREATE TABLE sign_in_failures (
    id BIGINT NOT NULL PRIMARY KEY,
    login_key TEXT NOT NULL,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sign_in_failures_login_key_key ON sign_in_failures (login_key);

CREATE TABLE nodes (
    id BIGINT NOT NULL PRIMARY KEY, -- 0…1023, part of every id made by the holder
    holder TEXT NOT NULL,
    until_at BIGINT NOT NULL
);
