-- The register of management decisions. A point of a decision is a measure like any other: what was drafted as an answer
-- to a recommendation and what a decision orders are done, proved and counted the same way. SQLite widens no column, so
-- the three tables of recommendations are written anew: a recommendation needs no monitoring, a measure no recommendation.
CREATE TABLE decisions (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- who takes it
    unit_path TEXT NOT NULL,
    kind TEXT NOT NULL, -- order | directive | instruction | protocol | recommendation
    is_binding BOOLEAN NOT NULL, -- false: it advises
    topic TEXT NOT NULL, -- code of what it is about
    title TEXT NOT NULL,
    title_key TEXT NOT NULL, -- folded
    decided_on DATE NOT NULL, -- of a draft: the day it was begun
    taken_at_level TEXT NOT NULL, -- head | deputy | service | municipal_union | school_union | project | teacher
    taken_by TEXT NOT NULL, -- post or name of who takes it; may be empty
    document_id BIGINT REFERENCES documents (id), -- what holds it
    audience TEXT NOT NULL, -- whom in the units: a staff, a category of teachers; may be empty
    controller TEXT NOT NULL, -- post of the official who controls it
    controller_role TEXT NOT NULL, -- whom the duties remind; empty: whoever takes decisions there
    plan_id BIGINT REFERENCES documents (id), -- the plan of the school's own quality control
    plan_item TEXT NOT NULL,
    status TEXT NOT NULL, -- draft | taken | closed | cancelled
    word TEXT NOT NULL, -- what the control showed, or why it was cancelled
    ended_at BIGINT,
    created_by BIGINT, -- none: a command
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX decisions_listed ON decisions (unit_path, decided_on, id);
CREATE INDEX decisions_dated ON decisions (decided_on, id);

CREATE TABLE decision_addressees (
    id BIGINT NOT NULL PRIMARY KEY,
    decision_id BIGINT NOT NULL REFERENCES decisions (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL
);
CREATE UNIQUE INDEX decision_addressees_unit_key ON decision_addressees (decision_id, unit_id);
CREATE INDEX decision_addressees_unit ON decision_addressees (unit_path, decision_id, id);

CREATE TABLE decision_events (
    id BIGINT NOT NULL PRIMARY KEY,
    decision_id BIGINT NOT NULL REFERENCES decisions (id),
    at BIGINT NOT NULL,
    account_id BIGINT REFERENCES accounts (id), -- none: a command
    text TEXT NOT NULL
);
CREATE INDEX decision_events_decision ON decision_events (decision_id, id);

CREATE TABLE recommendations_anew (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT REFERENCES campaigns (id), -- none: a finding of the sender's own
    owner_id BIGINT NOT NULL REFERENCES units (id),
    owner_path TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    level TEXT NOT NULL,
    no TEXT NOT NULL,
    title TEXT NOT NULL, -- words of the indicator, or the finding
    score TEXT NOT NULL,
    max TEXT NOT NULL,
    finding TEXT NOT NULL,
    revision BIGINT NOT NULL,
    addressee TEXT NOT NULL,
    text TEXT NOT NULL,
    clause TEXT NOT NULL,
    status TEXT NOT NULL,
    reply_by DATE,
    word TEXT NOT NULL,
    sent_at BIGINT,
    ended_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
INSERT INTO recommendations_anew SELECT id, campaign_id, owner_id, owner_path, unit_id, unit_path, unit_name, subject,
    subject_key, level, no, title, score, max, finding, revision, addressee, text, clause, status, reply_by, word, sent_at,
    ended_at, created_at, updated_at, version FROM recommendations;

CREATE TABLE measures_anew (
    id BIGINT NOT NULL PRIMARY KEY,
    recommendation_id BIGINT REFERENCES recommendations_anew (id), -- none: a point of a decision alone
    decision_id BIGINT REFERENCES decisions (id), -- none: an answer to a recommendation alone
    ordinal BIGINT NOT NULL, -- the number of the point; 0 where no decision orders it
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    title TEXT NOT NULL,
    responsible TEXT NOT NULL,
    due_on DATE NOT NULL,
    prolonged BIGINT NOT NULL, -- how many times its day was moved
    status TEXT NOT NULL, -- planned | done | cancelled
    done_on DATE,
    outcome TEXT NOT NULL,
    document_id BIGINT REFERENCES documents (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
INSERT INTO measures_anew SELECT id, recommendation_id, NULL, 0, unit_id, unit_path, title, responsible, due_on, 0, status,
    done_on, outcome, document_id, created_at, updated_at, version FROM measures;

CREATE TABLE recommendation_events_anew (
    id BIGINT NOT NULL PRIMARY KEY,
    recommendation_id BIGINT NOT NULL REFERENCES recommendations_anew (id),
    at BIGINT NOT NULL,
    account_id BIGINT REFERENCES accounts (id),
    text TEXT NOT NULL
);
INSERT INTO recommendation_events_anew SELECT id, recommendation_id, at, account_id, text FROM recommendation_events;

DROP TABLE recommendation_events;
DROP TABLE measures;
DROP TABLE recommendations;
ALTER TABLE recommendations_anew RENAME TO recommendations;
ALTER TABLE measures_anew RENAME TO measures;
ALTER TABLE recommendation_events_anew RENAME TO recommendation_events;

CREATE UNIQUE INDEX recommendations_deficit_key ON recommendations (campaign_id, unit_id, subject_key, no);
CREATE INDEX recommendations_unit ON recommendations (unit_path, status, id);
CREATE INDEX recommendations_owner ON recommendations (owner_path, status, id);
CREATE INDEX measures_recommendation ON measures (recommendation_id, id);
CREATE INDEX measures_decision ON measures (decision_id, ordinal, id);
CREATE INDEX measures_due ON measures (unit_path, status, due_on, id);
CREATE INDEX recommendation_events_recommendation ON recommendation_events (recommendation_id, id);

-- What a decision answers: an indicator of a published monitoring, with the recommendation that came for it, or a finding.
CREATE TABLE decision_grounds (
    id BIGINT NOT NULL PRIMARY KEY,
    decision_id BIGINT NOT NULL REFERENCES decisions (id),
    campaign_id BIGINT REFERENCES campaigns (id), -- none: a finding in words
    no TEXT NOT NULL,
    recommendation_id BIGINT REFERENCES recommendations (id),
    text TEXT NOT NULL -- words of the indicator, or the finding
);
CREATE INDEX decision_grounds_decision ON decision_grounds (decision_id, id);
CREATE INDEX decision_grounds_indicator ON decision_grounds (campaign_id, no, id);
