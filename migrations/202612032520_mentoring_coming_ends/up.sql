-- Orders of early ends whose last day has not come: the pair works until then (ТК РФ, ст. 351.8, ч. 3).
CREATE TABLE mentorship_coming_ends (
    end_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorship_ends (id),
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    last_on DATE NOT NULL, -- the last day of mentoring
    ground TEXT NOT NULL, -- what the pair will have as its ground
    note TEXT NOT NULL -- the paper behind it
);
CREATE INDEX mentorship_coming_ends_pair ON mentorship_coming_ends (mentorship_id);
CREATE INDEX mentorship_coming_ends_day ON mentorship_coming_ends (last_on, end_id);
