-- Personal applications for a replacement, of the mentee or of the mentor (приложение 2, п. 3.6; ТК РФ, ст. 351.8, ч. 3): read by
-- whoever applied and by whoever keeps the pair, answered, and tied to the order that settled them.
CREATE TABLE mentorship_applications (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    mentor_id BIGINT NOT NULL REFERENCES mentorship_mentors (id), -- whose part is to end
    person_id BIGINT NOT NULL REFERENCES people (id), -- who applies
    side TEXT NOT NULL, -- mentee, mentor
    ground TEXT NOT NULL, -- as the order offers it: application:1, refusal
    words TEXT NOT NULL,
    applied_on DATE NOT NULL,
    state TEXT NOT NULL, -- submitted, accepted, declined, withdrawn, settled
    file_id BIGINT REFERENCES files (id),
    file_name TEXT NOT NULL, -- as the person called it
    answered_on DATE,
    answered_by BIGINT,
    answer TEXT NOT NULL,
    document_id BIGINT REFERENCES documents (id), -- the order that settled it
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX mentorship_applications_pair ON mentorship_applications (mentorship_id, id);
CREATE INDEX mentorship_applications_person ON mentorship_applications (person_id, id);
CREATE INDEX mentorship_applications_document ON mentorship_applications (document_id, id);
