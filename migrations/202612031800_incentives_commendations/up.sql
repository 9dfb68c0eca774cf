-- Why the head does not represent a mentor whom a pair at its end recommended for an incentive (приложение 2, п. 3.7).
CREATE TABLE commendation_refusals (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    reason TEXT NOT NULL,
    account BIGINT, -- none: a command
    decided_on DATE NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX commendation_refusals_of ON commendation_refusals (unit_path, id);
CREATE INDEX commendation_refusals_person ON commendation_refusals (person_id, id);
