-- What a document establishes, amends, cancels, is an annex to or rests on: another document of the registry, an act of
-- the pack's legal base, or an act typed by hand. The line of an act is kept so that the link outlives the pack.
CREATE TABLE document_links (
    id BIGINT NOT NULL PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES documents (id),
    relation TEXT NOT NULL, -- rests_on | approves | amends | cancels | annex_to
    target_id BIGINT REFERENCES documents (id), -- none: an act from outside
    line TEXT NOT NULL, -- of an act; empty for a document of the registry
    dated DATE, -- of an act
    valid_to DATE, -- of an act: its last day in force
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX document_links_document ON document_links (document_id, id);
CREATE INDEX document_links_target ON document_links (target_id, id);
