-- Address recommendations after a monitoring, the measures that answer them, and what happened to each.
CREATE TABLE recommendations (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    owner_id BIGINT NOT NULL REFERENCES units (id), -- who recommends
    owner_path TEXT NOT NULL,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- whose deficit it is
    unit_path TEXT NOT NULL,
    unit_name TEXT NOT NULL, -- as the publication called it
    subject TEXT NOT NULL, -- a named body inside the unit; empty for the unit itself
    subject_key TEXT NOT NULL, -- folded
    level TEXT NOT NULL, -- of the table's levels
    no TEXT NOT NULL, -- the indicator
    title TEXT NOT NULL, -- its words
    score TEXT NOT NULL, -- points published, decimal
    max TEXT NOT NULL, -- of so many
    finding TEXT NOT NULL, -- absent | rejected | no_answer | scored
    revision BIGINT NOT NULL, -- of the publication it rests on
    addressee TEXT NOT NULL, -- whom in the unit: the staff of a school, a category of teachers; may be empty
    text TEXT NOT NULL,
    clause TEXT NOT NULL,
    status TEXT NOT NULL, -- draft | sent | acknowledged | answered | refused | fulfilled | withdrawn
    reply_by DATE, -- the last day to answer, since it was sent
    word TEXT NOT NULL, -- the last reason: of a refusal, a return, a withdrawal, the result of the check
    sent_at BIGINT,
    ended_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX recommendations_deficit_key ON recommendations (campaign_id, unit_id, subject_key, no);
CREATE INDEX recommendations_unit ON recommendations (unit_path, status, id);
CREATE INDEX recommendations_owner ON recommendations (owner_path, status, id);

CREATE TABLE measures (
    id BIGINT NOT NULL PRIMARY KEY,
    recommendation_id BIGINT NOT NULL REFERENCES recommendations (id),
    unit_id BIGINT NOT NULL REFERENCES units (id), -- who takes it
    unit_path TEXT NOT NULL,
    title TEXT NOT NULL,
    responsible TEXT NOT NULL, -- a post or a name
    due_on DATE NOT NULL,
    status TEXT NOT NULL, -- planned | done | cancelled
    done_on DATE,
    outcome TEXT NOT NULL, -- what came of it, or why it was cancelled
    document_id BIGINT REFERENCES documents (id), -- what proves it
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX measures_recommendation ON measures (recommendation_id, id);
CREATE INDEX measures_due ON measures (unit_path, status, due_on, id);

CREATE TABLE recommendation_events (
    id BIGINT NOT NULL PRIMARY KEY,
    recommendation_id BIGINT NOT NULL REFERENCES recommendations (id),
    at BIGINT NOT NULL,
    account_id BIGINT REFERENCES accounts (id), -- none: a command
    text TEXT NOT NULL
);
CREATE INDEX recommendation_events_recommendation ON recommendation_events (recommendation_id, id);
