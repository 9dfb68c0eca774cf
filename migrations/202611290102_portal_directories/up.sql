-- Directories of methodical structures that everybody sees, without an account: chosen for a territory or an organisation,
-- with everything under it.
CREATE TABLE directories (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL, -- kept true by units
    about TEXT NOT NULL, -- to whom to turn with what, in the authority's words; may be empty
    is_open BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by BIGINT REFERENCES accounts (id),
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX directories_unit_key ON directories (unit_id);
CREATE INDEX directories_open ON directories (is_open, unit_path, id);
