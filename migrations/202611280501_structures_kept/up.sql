-- Methodical structures: what each is, where it stands in the tree, who belongs to it and since when.
CREATE TABLE structures (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    level TEXT NOT NULL, -- of the pack
    kind TEXT NOT NULL, -- of the pack
    block TEXT NOT NULL, -- service, council, association
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    directions TEXT NOT NULL, -- subjects or directions, separated by «; »
    parent_id BIGINT REFERENCES structures (id),
    is_temporary BOOLEAN NOT NULL,
    started_on DATE NOT NULL,
    ends_on DATE, -- of a temporary one: the last day of its term
    task TEXT NOT NULL,
    document_id BIGINT REFERENCES documents (id), -- what it is founded by
    resource_url TEXT NOT NULL,
    state TEXT NOT NULL, -- active, closed
    closed_on DATE,
    result TEXT NOT NULL, -- what it came to, told when it is closed
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX structures_place ON structures (unit_path, id);
CREATE INDEX structures_names ON structures (name_key, id);
CREATE INDEX structures_kinds ON structures (kind, id);
CREATE INDEX structures_parents ON structures (parent_id, id);
CREATE INDEX structures_ends ON structures (ends_on, id);
CREATE INDEX structures_documents ON structures (document_id, id);

-- Who belongs to a structure, in what role, from when to when; rows are ended, never removed.
CREATE TABLE structure_members (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    person_id BIGINT, -- the card of the person, where there is one
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    post TEXT NOT NULL, -- post and organisation, as it was then
    role TEXT NOT NULL, -- of the kind
    from_on DATE NOT NULL,
    term_on DATE, -- the last day of the term the role is given for
    to_on DATE, -- the last day; none: still there
    basis TEXT NOT NULL, -- the order or the decision
    end_reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX structure_members_structure ON structure_members (structure_id, id);
CREATE INDEX structure_members_person ON structure_members (person_id, id);
CREATE INDEX structure_members_names ON structure_members (name_key, id);
CREATE INDEX structure_members_terms ON structure_members (term_on, id);

-- Links beside the tree: partner, base, supervision, coordination; to a structure or to a unit.
CREATE TABLE structure_links (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    kind TEXT NOT NULL, -- partner, base, supervises, coordinates
    to_id BIGINT REFERENCES structures (id),
    unit_id BIGINT REFERENCES units (id),
    about TEXT NOT NULL,
    since DATE NOT NULL,
    until DATE,
    created_at BIGINT NOT NULL
);
CREATE INDEX structure_links_from ON structure_links (structure_id, id);
CREATE INDEX structure_links_to ON structure_links (to_id, id);
CREATE INDEX structure_links_unit ON structure_links (unit_id, id);

-- What happened to a structure, in words.
CREATE TABLE structure_events (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    account BIGINT, -- none: a command
    at BIGINT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX structure_events_structure ON structure_events (structure_id, id);
