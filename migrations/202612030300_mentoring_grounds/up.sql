-- Papers behind an order of replacement or of an early end, as they were attached: an application, a notice, a certificate.
-- They are not files of the order: a sheet about somebody's health is not read by whoever reads orders.
CREATE TABLE mentorship_grounds (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    document_id BIGINT NOT NULL REFERENCES documents (id), -- the order
    file_id BIGINT NOT NULL REFERENCES files (id),
    name TEXT NOT NULL, -- as the person called it
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX mentorship_grounds_pair ON mentorship_grounds (mentorship_id, id);
CREATE INDEX mentorship_grounds_document ON mentorship_grounds (document_id, id);
