-- Orders that end a pair before its term, and whose parts each of them ended: cancelled in the register, it gives them back.
CREATE TABLE mentorship_ends (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    document_id BIGINT NOT NULL REFERENCES documents (id),
    signed_on DATE NOT NULL,
    notice_on DATE, -- the day the notice of the law was given; none: the ground asks for none
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX mentorship_ends_pair ON mentorship_ends (mentorship_id, id);
CREATE INDEX mentorship_ends_document ON mentorship_ends (document_id, id);

CREATE TABLE mentorship_end_parts (
    id BIGINT NOT NULL PRIMARY KEY,
    end_id BIGINT NOT NULL REFERENCES mentorship_ends (id),
    mentor_id BIGINT NOT NULL REFERENCES mentorship_mentors (id)
);
CREATE INDEX mentorship_end_parts_end ON mentorship_end_parts (end_id, id);
CREATE INDEX mentorship_end_parts_mentor ON mentorship_end_parts (mentor_id);
