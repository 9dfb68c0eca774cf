-- What a report said before it was written anew: after the council sent it back, or while it waited (приложение 2, п. 8.3). Nothing that
-- was handed in is lost, nor what the council said of it.
CREATE TABLE mentorship_report_texts (
    id BIGINT NOT NULL PRIMARY KEY,
    report_id BIGINT NOT NULL REFERENCES mentorship_reports (id),
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    body TEXT NOT NULL,
    state TEXT NOT NULL, -- submitted, returned
    submitted_on DATE NOT NULL,
    heard_on DATE,
    word TEXT NOT NULL, -- what the council asked for
    written_by BIGINT,
    replaced_at BIGINT NOT NULL
);
CREATE INDEX mentorship_report_texts_pair ON mentorship_report_texts (mentorship_id, id);
