-- Measures of a system of motivation, which is a document.
CREATE TABLE motivation_measures (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    document_id BIGINT REFERENCES documents (id),
    kind TEXT NOT NULL, -- of the pack
    title TEXT NOT NULL,
    criterion TEXT NOT NULL, -- what it is given for
    recipients TEXT NOT NULL, -- to whom
    from_on DATE NOT NULL,
    to_on DATE, -- the last day; none: goes on
    end_reason TEXT NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX motivation_measures_of ON motivation_measures (unit_path, id);
CREATE INDEX motivation_measures_document ON motivation_measures (document_id, id);

-- Incentives: who is represented to which award, what was decided at which level, by which act it was given.
CREATE TABLE representations (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- who represents
    unit_path TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL, -- the award, of the pack
    kind_title TEXT NOT NULL, -- as it was called then
    at_level TEXT NOT NULL, -- whose word is waited for: organisation, municipality, region, federal
    state TEXT NOT NULL, -- proposed, returned, approved, awarded, refused, withdrawn
    ground TEXT NOT NULL, -- of the pack
    ground_note TEXT NOT NULL, -- requisites of what it rests on
    merits TEXT NOT NULL,
    measure_id BIGINT REFERENCES motivation_measures (id), -- a measure of a system of motivation
    proposed_on DATE NOT NULL,
    proposed_by BIGINT, -- account; none: a command
    waits_since DATE NOT NULL, -- the day it came to whoever has the word now
    decided_on DATE,
    decided_note TEXT NOT NULL, -- reason of a refusal, a return, a withdrawal; protocol of a council
    act_unit_id BIGINT REFERENCES units (id), -- who gave it
    act_document_id BIGINT REFERENCES documents (id),
    act_note TEXT NOT NULL, -- an act made elsewhere: number, day, whose
    awarded_on DATE,
    record_id BIGINT, -- the award on the card of the person
    created_at BIGINT NOT NULL,
    updated_by BIGINT,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX representations_place ON representations (unit_path, id);
CREATE INDEX representations_act ON representations (act_document_id, id);
CREATE INDEX representations_waiting ON representations (state, at_level, unit_path, id);
CREATE INDEX representations_person ON representations (person_id, id);
CREATE INDEX representations_measure ON representations (measure_id, id);

-- The way of a representation, step by step.
CREATE TABLE representation_steps (
    id BIGINT NOT NULL PRIMARY KEY,
    representation_id BIGINT NOT NULL REFERENCES representations (id),
    account BIGINT, -- none: a command
    at BIGINT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX representation_steps_of ON representation_steps (representation_id, id);

-- Weights of activity as the head of a unit set them, from a day on; none: those of the pack.
CREATE TABLE activity_weights (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    from_on DATE NOT NULL,
    weights TEXT NOT NULL, -- JSON: {"course": 2}
    reason TEXT NOT NULL,
    account BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX activity_weights_of ON activity_weights (unit_path, from_on, id);

-- Whether a municipality makes the list of grounds for payments: each decision, the last one holds.
CREATE TABLE payment_switches (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    is_on BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    account BIGINT,
    decided_on DATE NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX payment_switches_of ON payment_switches (unit_path, id);

-- Who is left out of the list of a period, and why.
CREATE TABLE payment_omissions (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    from_on DATE NOT NULL,
    to_on DATE NOT NULL,
    reason TEXT NOT NULL,
    account BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX payment_omissions_of ON payment_omissions (unit_path, from_on, to_on, id);
