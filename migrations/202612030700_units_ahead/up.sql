-- What is ordered for a unit from a day to come: the day's job does it, or tells why it did not.
CREATE TABLE unit_orders (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL, -- renamed, merged, closed
    due_on DATE NOT NULL, -- the first day it is so
    ground TEXT NOT NULL,
    name TEXT NOT NULL, -- of a renaming; otherwise empty
    short_name TEXT NOT NULL,
    into_id BIGINT REFERENCES units (id), -- of a merger
    state TEXT NOT NULL, -- awaiting, done, withdrawn
    refusal TEXT NOT NULL, -- why it was not done on its day; empty: it was not tried, or was done
    ordered_by BIGINT REFERENCES accounts (id), -- none: a command
    ordered_at BIGINT NOT NULL,
    ended_at BIGINT -- done or withdrawn
);
CREATE INDEX unit_orders_unit ON unit_orders (unit_id, state, id);
CREATE INDEX unit_orders_into ON unit_orders (into_id, state, id);
CREATE INDEX unit_orders_due ON unit_orders (state, due_on, id);
CREATE INDEX unit_orders_by ON unit_orders (ordered_by, state, id);
