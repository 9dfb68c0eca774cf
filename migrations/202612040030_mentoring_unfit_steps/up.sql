-- Steps of a pair in preparation that were marked for another category or another end of studies, and so for another term (п. 3.1, 3.2):
-- told until the step is corrected or confirmed.
CREATE TABLE mentorship_unfit_steps (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    step TEXT NOT NULL, -- mentor, mentee, agreement
    mentor_id BIGINT REFERENCES mentorship_mentors (id), -- whose step; none: the mentee's
    category TEXT NOT NULL, -- what it was marked for
    graduates_on DATE,
    created_at BIGINT NOT NULL
);
CREATE INDEX mentorship_unfit_steps_pair ON mentorship_unfit_steps (mentorship_id, id);
