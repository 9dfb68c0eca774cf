-- The second factor of an account, its recovery codes, sign-ins half done, and when a session proved itself last.
CREATE TABLE second_factors (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id), -- the account
    secret TEXT NOT NULL, -- base32, as the person's device keeps it
    last_step BIGINT NOT NULL, -- the step of the last code used: none before or at it opens again
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT -- none until a first code was typed: nothing is asked for yet
);

CREATE TABLE recovery_codes (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    code_hash TEXT NOT NULL, -- sha256
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX recovery_codes_account_code_key ON recovery_codes (account_id, code_hash);

CREATE TABLE pending_sign_ins (
    id BIGINT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL, -- sha256 of the cookie
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    password_mark TEXT NOT NULL, -- sha256 of the password's hash: another password ends it
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX pending_sign_ins_token_hash_key ON pending_sign_ins (token_hash);
CREATE INDEX pending_sign_ins_expiry ON pending_sign_ins (expires_at, id);

ALTER TABLE sessions ADD COLUMN proved_at BIGINT; -- the last time its person typed the password, and the code if there is one
