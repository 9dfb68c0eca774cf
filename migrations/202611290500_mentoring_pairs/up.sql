-- Mentoring: a mentee with one or several mentors, from the first step to the end; what a pair did; what happened to it.
CREATE TABLE mentorships (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    mentee_id BIGINT NOT NULL REFERENCES people (id),
    category TEXT NOT NULL, -- of the pack
    kind TEXT NOT NULL, -- of the pack
    state TEXT NOT NULL, -- preparing, active, ended, cancelled
    hired_on DATE NOT NULL, -- the first day of the mentee's work here
    graduates_on DATE,
    starts_on DATE, -- with the order
    ends_on DATE, -- with the order: the last day of the term
    council_on DATE,
    council_document_id BIGINT REFERENCES documents (id),
    council_note TEXT NOT NULL, -- protocol of a council that keeps its papers elsewhere
    deputy_on DATE,
    deputy_account BIGINT,
    mentee_on DATE,
    mentee_way TEXT NOT NULL, -- paper, electronic, oral
    order_on DATE,
    order_document_id BIGINT REFERENCES documents (id),
    announced_on DATE,
    reason TEXT NOT NULL, -- why in spite of warnings
    ended_on DATE,
    end_ground TEXT NOT NULL, -- of the pack, or done
    end_note TEXT NOT NULL,
    result TEXT NOT NULL, -- what it came to: adaptation, recommendation
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX mentorships_place ON mentorships (unit_path, id);
CREATE INDEX mentorships_mentee ON mentorships (mentee_id, id);
CREATE INDEX mentorships_council ON mentorships (council_document_id, id);
CREATE INDEX mentorships_order ON mentorships (order_document_id, id);

-- Who mentors whom, from when to when; a replaced mentor stays.
CREATE TABLE mentorship_mentors (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    agreement TEXT NOT NULL, -- with another organisation; empty: works here
    consent_on DATE,
    consent_way TEXT NOT NULL, -- paper, electronic
    terms_on DATE, -- day of the supplementary agreement, or from which mentoring is the post's duty
    terms_way TEXT NOT NULL, -- agreement, duty
    terms_note TEXT NOT NULL, -- its number, or the ground of the duty
    from_on DATE, -- with the order
    to_on DATE, -- the last day; none: goes on
    end_ground TEXT NOT NULL,
    end_note TEXT NOT NULL, -- order and paper of the replacement, or why a successor was taken back
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX mentorship_mentors_pair ON mentorship_mentors (mentorship_id, id);
CREATE INDEX mentorship_mentors_person ON mentorship_mentors (person_id, id);

-- The journal of a pair.
CREATE TABLE mentorship_works (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    work TEXT NOT NULL, -- of the pack
    held_on DATE NOT NULL,
    topic TEXT NOT NULL,
    outcome TEXT NOT NULL,
    written_by BIGINT, -- account; none: a command
    created_at BIGINT NOT NULL
);
CREATE INDEX mentorship_works_pair ON mentorship_works (mentorship_id, held_on, id);

-- The plan of professional formation: what is to be done, by when.
CREATE TABLE mentorship_tasks (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    title TEXT NOT NULL,
    due_on DATE NOT NULL,
    done_on DATE,
    proof TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX mentorship_tasks_pair ON mentorship_tasks (mentorship_id, due_on, id);

-- Reports of the mentor and of the mentee: written, submitted, heard and approved by the council.
CREATE TABLE mentorship_reports (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    side TEXT NOT NULL, -- mentor, mentee
    half TEXT NOT NULL, -- 2026-1, 2026-2: half of the school year that ends in that year
    body TEXT NOT NULL,
    state TEXT NOT NULL, -- submitted, returned, approved
    submitted_on DATE NOT NULL,
    heard_on DATE,
    protocol TEXT NOT NULL,
    word TEXT NOT NULL, -- of the council, when it returns one
    written_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX mentorship_reports_once ON mentorship_reports (mentorship_id, side, half);

-- What happened to a pair, in words.
CREATE TABLE mentorship_events (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    account BIGINT, -- none: a command
    at BIGINT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX mentorship_events_pair ON mentorship_events (mentorship_id, id);
