-- The sheet of visas (Владимир, приказ № 660-п, лист согласования): who is asked to initial or to agree to a document before it is
-- signed, post and name as the sheet bears them, and the mark.
CREATE TABLE document_visas (
    id BIGINT NOT NULL PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES documents (id),
    place BIGINT NOT NULL, -- the order on the sheet
    asked TEXT NOT NULL, -- initial | agree
    post TEXT NOT NULL,
    name TEXT NOT NULL,
    mark TEXT, -- given | remarked; none: not yet
    marked_on DATE, -- the day beside the signature
    remark TEXT NOT NULL, -- empty unless remarked
    created_by BIGINT, -- account; none: a command
    created_at BIGINT NOT NULL,
    marked_by BIGINT, -- account that entered the mark or took it back
    marked_at BIGINT, -- none: no mark was ever entered
    version BIGINT NOT NULL -- grows with every mark entered, mended or taken back
);
CREATE INDEX document_visas_document ON document_visas (document_id, place, id);

-- Whom a document is sent to, and on which day.
CREATE TABLE document_mailings (
    id BIGINT NOT NULL PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES documents (id),
    name TEXT NOT NULL,
    sent_on DATE, -- none: not yet
    created_by BIGINT, -- account; none: a command
    created_at BIGINT NOT NULL,
    sent_by BIGINT, -- account that entered the day or took it back
    sent_at BIGINT
);
CREATE INDEX document_mailings_document ON document_mailings (document_id, id);

-- Whether it is to be published on the site and in outside reference systems.
ALTER TABLE documents ADD COLUMN publishable TEXT; -- yes | no; none: not decided
