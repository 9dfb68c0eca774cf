-- Consents to the processing of personal data: whose, to whom, of which kind, in which words, for how long; their withdrawal
-- and what followed it. A row is never changed but by its replacement, its withdrawal and the erasure.
CREATE TABLE consents (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    unit_id BIGINT NOT NULL REFERENCES units (id), -- the organisation it was given to
    unit_path TEXT NOT NULL,
    kind TEXT NOT NULL, -- of the pack
    fields TEXT NOT NULL, -- codes of what may be shown to everybody, separated by spaces; empty: nothing
    aim TEXT NOT NULL, -- as the pack said it that day
    wording TEXT NOT NULL, -- data, actions, terms, a line each, as the pack said them that day
    source TEXT NOT NULL, -- the clause it rests on
    way TEXT NOT NULL, -- paper | electronic
    given_on DATE NOT NULL,
    last_day DATE, -- none: until it is withdrawn
    file_id BIGINT REFERENCES files (id), -- the signed paper
    recorded_by BIGINT,
    recorded_at BIGINT NOT NULL,
    replaced_on DATE, -- the day another one of the kind took its place
    withdrawn_on DATE,
    withdrawn_way TEXT NOT NULL, -- letter | receipt | electronic; empty: not withdrawn
    withdrawal_file_id BIGINT REFERENCES files (id),
    withdrawal_by BIGINT, -- who noted it
    erase_by DATE, -- the last day for what the withdrawal started
    erased_on DATE,
    erasure_note TEXT NOT NULL, -- the act
    version BIGINT NOT NULL
);
CREATE INDEX consents_person ON consents (person_id, id);
CREATE INDEX consents_place ON consents (unit_path, kind, id);
CREATE INDEX consents_erase ON consents (unit_path, erase_by, id);
