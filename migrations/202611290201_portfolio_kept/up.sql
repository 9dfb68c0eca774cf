-- The portfolio of a person: what they add themselves, what they hide and in which order they show it, private links to it.
CREATE TABLE portfolio_items (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    section TEXT NOT NULL, -- of the list in the program
    title TEXT NOT NULL,
    about TEXT NOT NULL, -- may be empty
    happened_on DATE,
    link TEXT NOT NULL, -- where it is published; may be empty
    file_id BIGINT REFERENCES files (id), -- its document
    confirmed_by BIGINT, -- who of the organisation looked at it; none: nobody yet
    confirmed_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX portfolio_items_person ON portfolio_items (person_id, id);

-- What the person said of a gathered item: hidden, or its place among those of its section.
CREATE TABLE portfolio_choices (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    item TEXT NOT NULL, -- the key of the item: area:kind:id
    is_hidden BOOLEAN NOT NULL,
    place BIGINT, -- the smaller stands first; none: by its day
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX portfolio_choices_key ON portfolio_choices (person_id, item);

-- A private link: whoever has it reads the portfolio until its last day. Only the hash of its secret is kept.
CREATE TABLE portfolio_links (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    token_hash TEXT NOT NULL,
    purpose TEXT NOT NULL, -- for whom; the person's own words
    has_files BOOLEAN NOT NULL, -- documents may be opened as well
    last_day DATE NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX portfolio_links_token ON portfolio_links (token_hash);
CREATE INDEX portfolio_links_person ON portfolio_links (person_id, id);
