-- Papers signed by hand, kept as scans: the consents of mentor and mentee, the supplementary agreement (ТК РФ, ст. 351.8).
CREATE TABLE mentorship_signed (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    mentor_id BIGINT NOT NULL REFERENCES mentorship_mentors (id),
    paper TEXT NOT NULL, -- consent, agreement
    file_id BIGINT NOT NULL REFERENCES files (id),
    name TEXT NOT NULL, -- as the person called it
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mentorship_signed_paper ON mentorship_signed (mentor_id, paper);
CREATE INDEX mentorship_signed_pair ON mentorship_signed (mentorship_id, id);
