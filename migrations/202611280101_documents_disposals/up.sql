-- What an act of disposal picks out: the act is a document of its own (kind disposal_act); its lines say what each document
-- was when it was picked. The files are erased once the act is registered; the record of the document stays.
CREATE TABLE document_disposals (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES documents (id), -- the act
    protocol TEXT NOT NULL, -- of the expert commission: number and date
    erased_by BIGINT,
    erased_at BIGINT -- none: not carried out
);
CREATE TABLE disposal_lines (
    id BIGINT NOT NULL PRIMARY KEY,
    act_id BIGINT NOT NULL REFERENCES document_disposals (id),
    document_id BIGINT NOT NULL REFERENCES documents (id),
    title TEXT NOT NULL,
    line TEXT NOT NULL, -- its requisites
    year BIGINT NOT NULL, -- it was signed in
    files BIGINT NOT NULL, -- how many files it had
    kept_until DATE NOT NULL,
    clause TEXT NOT NULL -- of the term
);
CREATE UNIQUE INDEX disposal_lines_act_id_document_id_key ON disposal_lines (act_id, document_id);
CREATE INDEX disposal_lines_document ON disposal_lines (document_id, id);
