-- What a study of the adaptation of young teachers told of one of them on a day.
CREATE TABLE adaptation_results (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL, -- where the person worked then
    person_id BIGINT NOT NULL REFERENCES people (id),
    studied_on DATE NOT NULL,
    level TEXT NOT NULL, -- of the pack
    note TEXT NOT NULL, -- what was studied, by what paper
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX adaptation_results_day ON adaptation_results (person_id, studied_on);
CREATE INDEX adaptation_results_place ON adaptation_results (unit_path, studied_on, id);
