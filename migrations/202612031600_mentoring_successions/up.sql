-- What a successor needs before the order of replacement besides the own consent and terms: the recommendation of the council and
-- the consent of the mentee (приложение 2, пп. 3.1, 3.3); the ground of an exception where a school has nobody who meets the clauses.
CREATE TABLE mentorship_successions (
    mentor_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorship_mentors (id),
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    council_on DATE,
    council_document_id BIGINT REFERENCES documents (id),
    council_note TEXT NOT NULL, -- the protocol of a council that keeps its papers elsewhere
    mentee_on DATE,
    mentee_way TEXT NOT NULL, -- paper, electronic, oral
    exception TEXT NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX mentorship_successions_pair ON mentorship_successions (mentorship_id, mentor_id);
CREATE INDEX mentorship_successions_document ON mentorship_successions (council_document_id, mentor_id);
