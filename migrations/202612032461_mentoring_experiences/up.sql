-- A positive experience of mentoring (приложение 2, п. 8.2): what it is, whose, of which subject, which deficit it fills, on which
-- results of a pair it rests; it is registered, generalised, and passed on to the council of the school or to the municipal service.
CREATE TABLE mentoring_experiences (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    title TEXT NOT NULL,
    subject TEXT NOT NULL, -- of the pack's subjects; empty: of none
    deficit TEXT NOT NULL,
    ground TEXT NOT NULL, -- results of the pair
    registered_on DATE NOT NULL,
    generalised_on DATE,
    text TEXT NOT NULL, -- what others may do; empty: not generalised
    passed_on DATE,
    passed_to TEXT NOT NULL, -- council, service; empty: not passed
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX mentoring_experiences_place ON mentoring_experiences (unit_path, id);
CREATE INDEX mentoring_experiences_pair ON mentoring_experiences (mentorship_id, id);
CREATE INDEX mentoring_experiences_person ON mentoring_experiences (person_id, id);
