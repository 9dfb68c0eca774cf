-- A unit that was closed without another that goes on: what the areas did, row by row, so that a mistake can be taken back.
CREATE TABLE unit_closings (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    happened_on DATE NOT NULL, -- the first day it is no more
    told TEXT NOT NULL, -- JSON: the unit as it stood then, the trail of changes
    closed_by BIGINT REFERENCES accounts (id), -- none: a command
    closed_at BIGINT NOT NULL,
    undone_by BIGINT REFERENCES accounts (id),
    undone_at BIGINT -- none: it stands, or the unit was opened again since
);
CREATE INDEX unit_closings_unit ON unit_closings (unit_id, id);
