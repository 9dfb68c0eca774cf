-- A unit that was joined to another: what the areas did, row by row, so that it can be taken back.
CREATE TABLE unit_mergers (
    id BIGINT NOT NULL PRIMARY KEY,
    closed_id BIGINT NOT NULL REFERENCES units (id),
    into_id BIGINT NOT NULL REFERENCES units (id),
    happened_on DATE NOT NULL, -- the first day the closed one is no more
    told TEXT NOT NULL, -- JSON: both as they stood then, what came along, the trail of changes
    merged_by BIGINT REFERENCES accounts (id), -- none: a command
    merged_at BIGINT NOT NULL,
    undone_by BIGINT REFERENCES accounts (id),
    undone_at BIGINT -- none: it stands
);
CREATE INDEX unit_mergers_closed ON unit_mergers (closed_id, id);
CREATE INDEX unit_mergers_into ON unit_mergers (into_id, id);
