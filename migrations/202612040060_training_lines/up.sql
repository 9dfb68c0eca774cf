-- The plan of further training of a unit, a line a course of somebody: whom, when, what, how long, by whom if that is known. Whether the
-- course was held is told by the card and stored nowhere here.
CREATE TABLE training_lines (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    year BIGINT NOT NULL,
    quarter BIGINT NOT NULL, -- 1 to 4
    kind TEXT NOT NULL, -- course, retraining
    theme TEXT NOT NULL,
    theme_key TEXT NOT NULL, -- folded
    hours BIGINT,
    provider TEXT NOT NULL, -- empty: not known yet
    state TEXT NOT NULL, -- planned, moved, struck
    reason TEXT NOT NULL, -- why it was moved or struck
    moved_to BIGINT, -- the year it was moved to
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX training_lines_place ON training_lines (unit_path, year, id);
CREATE INDEX training_lines_person ON training_lines (person_id, id);
CREATE INDEX training_lines_unit ON training_lines (unit_id, id);
