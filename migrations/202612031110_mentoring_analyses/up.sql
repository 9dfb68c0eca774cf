-- The analysis of a lesson as a line of the journal tells it: kind, class, subject, advice (приложение 2, п. 4.5).
CREATE TABLE mentorship_analyses (
    work_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorship_works (id),
    kind TEXT NOT NULL, -- of the pack's list «analysis»
    class TEXT NOT NULL, -- «5 «А»»
    subject TEXT NOT NULL,
    advice TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
