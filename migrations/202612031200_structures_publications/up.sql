-- What structures published about their work (приложение 4, раздел 4); a line entered by mistake is taken back and stays.
CREATE TABLE structure_publications (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    outlet TEXT NOT NULL, -- site, periodical, media, other
    outlet_name TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL, -- empty: on paper
    published_on DATE NOT NULL,
    account_id BIGINT REFERENCES accounts (id), -- none: a command
    created_at BIGINT NOT NULL,
    removed_at BIGINT
);
CREATE INDEX structure_publications_structure ON structure_publications (structure_id, published_on, id);
