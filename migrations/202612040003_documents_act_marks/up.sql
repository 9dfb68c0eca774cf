-- What a unit knows of an act of the legal base: its edition and whether it is in force; a later row overrides an earlier one.
CREATE TABLE legal_act_marks (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    act TEXT NOT NULL, -- of the pack
    edition TEXT NOT NULL, -- empty: as the pack tells it
    valid_to DATE, -- its last day in force; none: in force
    instead TEXT NOT NULL, -- what acts in its place; may be empty
    checked_on DATE NOT NULL,
    account_id BIGINT, -- none: a command
    created_at BIGINT NOT NULL
);
CREATE INDEX legal_act_marks_unit ON legal_act_marks (unit_id, act, id);
