-- The journal of changes and of readings of personal data, sealed in chained blocks.
CREATE TABLE audit_entries (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    account_id BIGINT,
    action TEXT NOT NULL,
    area TEXT NOT NULL,
    kind TEXT NOT NULL,
    object_id BIGINT NOT NULL,
    unit_path TEXT NOT NULL,
    text TEXT NOT NULL,
    details TEXT NOT NULL, -- JSON
    block BIGINT -- none until sealed
);
CREATE INDEX audit_entries_block ON audit_entries (block, id);
CREATE INDEX audit_entries_account ON audit_entries (account_id, id);
CREATE INDEX audit_entries_object ON audit_entries (object_id, id);
CREATE INDEX audit_entries_unit ON audit_entries (unit_path, id);

CREATE TABLE audit_blocks (
    id BIGINT NOT NULL PRIMARY KEY, -- 1, 2, 3 …
    sealed_at BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
