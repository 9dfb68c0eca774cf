-- The document that assesses the mentee itself, beside the words about it: the mentee reads it before the acquaintance is noted
-- (приложение 2, п. 7.3).
CREATE TABLE mentorship_matter_papers (
    matter_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorship_matters (id),
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    file_id BIGINT NOT NULL REFERENCES files (id),
    name TEXT NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX mentorship_matter_papers_pair ON mentorship_matter_papers (mentorship_id, matter_id);
CREATE INDEX mentorship_matter_papers_file ON mentorship_matter_papers (file_id, matter_id);
