-- A unit that came out of another: what the areas did, row by row, so that it can be taken back.
CREATE TABLE unit_divisions (
    id BIGINT NOT NULL PRIMARY KEY,
    new_id BIGINT NOT NULL REFERENCES units (id),
    from_id BIGINT NOT NULL REFERENCES units (id),
    happened_on DATE NOT NULL, -- the first day of the new one
    told TEXT NOT NULL, -- JSON: both as they stood then, what came along, the trail of changes
    divided_by BIGINT REFERENCES accounts (id), -- none: a command
    divided_at BIGINT NOT NULL,
    undone_by BIGINT REFERENCES accounts (id),
    undone_at BIGINT -- none: it stands
);
CREATE INDEX unit_divisions_new ON unit_divisions (new_id, id);
CREATE INDEX unit_divisions_from ON unit_divisions (from_id, id);
