-- A structure that was closed and works again: the days between are the past and stay closed.
CREATE TABLE structure_closures (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    closed_on DATE NOT NULL, -- the last day it worked
    reopened_on DATE NOT NULL, -- the first day it works again
    result TEXT NOT NULL, -- what was told when it was closed
    reason TEXT NOT NULL, -- why it works again
    created_at BIGINT NOT NULL
);
CREATE INDEX structure_closures_structure ON structure_closures (structure_id, closed_on, id);
