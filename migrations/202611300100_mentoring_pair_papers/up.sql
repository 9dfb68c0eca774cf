-- Orders of a pair after the first one: replacement of a mentor. What a pair came to. How lines of a journal stood before.
CREATE TABLE mentorship_orders (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    leaving_id BIGINT NOT NULL REFERENCES mentorship_mentors (id), -- the part that ends
    next_id BIGINT NOT NULL REFERENCES mentorship_mentors (id), -- the part that begins
    document_id BIGINT NOT NULL REFERENCES documents (id),
    signed_on DATE NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX mentorship_orders_pair ON mentorship_orders (mentorship_id, id);
CREATE INDEX mentorship_orders_document ON mentorship_orders (document_id, id);

CREATE TABLE mentorship_outcomes (
    mentorship_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorships (id),
    adaptation TEXT NOT NULL, -- passed, partly, failed
    stays TEXT NOT NULL, -- yes, no
    incentive TEXT NOT NULL, -- yes, no: recommended to the head
    incentive_note TEXT NOT NULL, -- for what
    waiver TEXT NOT NULL, -- why without a final report that was heard; empty: there is one
    created_by BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE mentorship_work_edits (
    id BIGINT NOT NULL PRIMARY KEY,
    work_id BIGINT NOT NULL REFERENCES mentorship_works (id),
    work TEXT NOT NULL,
    held_on DATE NOT NULL,
    topic TEXT NOT NULL,
    outcome TEXT NOT NULL,
    edited_by BIGINT,
    edited_at BIGINT NOT NULL
);
CREATE INDEX mentorship_work_edits_work ON mentorship_work_edits (work_id, id);

-- A mentor who does not meet the clauses, where the school has nobody who does.
CREATE TABLE mentorship_exceptions (
    mentorship_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorships (id),
    ground TEXT NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL
);

-- The sheet of criteria of a candidate, filled by the council (п. 3.3).
CREATE TABLE mentorship_sheets (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    mentee_id BIGINT NOT NULL REFERENCES people (id),
    candidate_id BIGINT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL, -- of mentor, of the pack
    held_on DATE NOT NULL,
    document_id BIGINT REFERENCES documents (id),
    protocol TEXT NOT NULL, -- of a council that keeps its papers elsewhere
    decision TEXT NOT NULL, -- recommended, declined
    word TEXT NOT NULL,
    written_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX mentorship_sheets_once ON mentorship_sheets (mentee_id, candidate_id, kind);
CREATE INDEX mentorship_sheets_place ON mentorship_sheets (unit_path, id);
CREATE INDEX mentorship_sheets_candidate ON mentorship_sheets (candidate_id, id);

CREATE TABLE mentorship_marks (
    id BIGINT NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES mentorship_sheets (id),
    criterion TEXT NOT NULL, -- of the pack
    mark BIGINT NOT NULL -- 0, 1, 2
);
CREATE UNIQUE INDEX mentorship_marks_once ON mentorship_marks (sheet_id, criterion);
