-- What was done after something raised round a pair was accepted: a line of the plan, a visit, the help of another worker.
CREATE TABLE mentorship_onward (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    matter_id BIGINT NOT NULL REFERENCES mentorship_matters (id),
    step TEXT NOT NULL, -- line, visit, help
    subject_id BIGINT NOT NULL, -- the line, the visit, the matter of help
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX mentorship_onward_pair ON mentorship_onward (mentorship_id, id);
CREATE INDEX mentorship_onward_matter ON mentorship_onward (matter_id, id);
