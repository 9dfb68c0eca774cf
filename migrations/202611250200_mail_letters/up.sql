-- Letters on their way, and the addresses they go to. A letter's row stands before the letter is sent (decision 14).
CREATE TABLE mails (
    id BIGINT NOT NULL PRIMARY KEY,
    mail_key TEXT NOT NULL, -- what the letter is: a second one of the same key is not written
    account_id BIGINT NOT NULL REFERENCES accounts (id), -- whom it is for
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    letter TEXT NOT NULL, -- JSON; '' once it was sent or given up, because it may hold a secret link
    state TEXT NOT NULL, -- queued | sending | sent | failed
    attempts BIGINT NOT NULL,
    fault TEXT NOT NULL, -- of the last attempt, in Russian, without personal data
    created_at BIGINT NOT NULL,
    good_until BIGINT NOT NULL, -- afterwards it says nothing useful any more
    tried_at BIGINT,
    ended_at BIGINT -- sent or given up
);
CREATE UNIQUE INDEX mails_mail_key_key ON mails (mail_key);
CREATE INDEX mails_state ON mails (state, created_at, id);
CREATE INDEX mails_account ON mails (account_id, id);

-- The address of an account; only a confirmed one gets anything but its own confirmation.
CREATE TABLE mail_addresses (
    account_id BIGINT NOT NULL PRIMARY KEY REFERENCES accounts (id),
    address TEXT NOT NULL,
    address_key TEXT NOT NULL, -- folded
    confirmed_at BIGINT,
    wants_reminders BOOLEAN NOT NULL,
    next_reminder_at BIGINT NOT NULL, -- the morning on which duties are looked through again
    updated_at BIGINT NOT NULL
);
CREATE INDEX mail_addresses_key ON mail_addresses (address_key, account_id);
CREATE INDEX mail_addresses_morning ON mail_addresses (next_reminder_at, account_id);
