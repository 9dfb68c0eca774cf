-- Printed sheets of one-time codes for a whole school. A code is an invitation whose hash is argon2id, since it is short.
CREATE TABLE invitation_sheets (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL, -- kept true by units
    created_by BIGINT REFERENCES accounts (id), -- none: a command
    created_at BIGINT NOT NULL,
    printed_at BIGINT NOT NULL, -- the last time codes were made
    expires_at BIGINT NOT NULL,
    closed_at BIGINT -- its codes were ended by hand
);
CREATE INDEX invitation_sheets_unit ON invitation_sheets (unit_path, id);

CREATE TABLE invitation_sheet_rows (
    id BIGINT NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES invitation_sheets (id),
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    person_id BIGINT NOT NULL, -- the card; people stand above accounts
    post TEXT NOT NULL
);
CREATE UNIQUE INDEX invitation_sheet_rows_account_id_key ON invitation_sheet_rows (account_id);
CREATE INDEX invitation_sheet_rows_sheet ON invitation_sheet_rows (sheet_id, id);
CREATE INDEX invitation_sheet_rows_person ON invitation_sheet_rows (person_id, id);
