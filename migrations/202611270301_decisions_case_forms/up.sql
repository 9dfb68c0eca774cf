-- A name or post in a case, as whoever prepares papers mended it: remembered for every further paper of the unit.
CREATE TABLE case_forms (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- whose papers
    text_key TEXT NOT NULL, -- the nominative, folded
    declension TEXT NOT NULL, -- genitive | dative | accusative | instrumental | prepositional
    form TEXT NOT NULL,
    updated_by BIGINT, -- none: a command
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX case_forms_unit_text_key ON case_forms (unit_id, text_key, declension);
