-- A project the young thought of: proposed to their school or association, supported with something or declined, carried out or
-- given up. Whose it is the structure tells.
CREATE TABLE young_projects (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    title TEXT NOT NULL,
    about TEXT NOT NULL,
    state TEXT NOT NULL, -- proposed, supported, declined, done, dropped
    proposed_on DATE NOT NULL,
    proposed_by BIGINT, -- account; none: a command
    support TEXT NOT NULL, -- what was given, by whom
    supported_on DATE,
    result TEXT NOT NULL, -- what came of it, or why it was declined or given up
    ended_on DATE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX young_projects_structure ON young_projects (structure_id, proposed_on, id);

-- Whose idea it is: participants with their cards.
CREATE TABLE young_project_authors (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES young_projects (id),
    person_id BIGINT NOT NULL REFERENCES people (id)
);
CREATE UNIQUE INDEX young_project_authors_project ON young_project_authors (project_id, person_id);
CREATE INDEX young_project_authors_person ON young_project_authors (person_id, id);

-- What happened to a project.
CREATE TABLE young_project_events (
    id BIGINT NOT NULL PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES young_projects (id),
    at BIGINT NOT NULL,
    account_id BIGINT,
    text TEXT NOT NULL
);
CREATE INDEX young_project_events_project ON young_project_events (project_id, id);

-- Whom a young teacher may turn to for social and psychological support: shown to everybody under the place of the body.
CREATE TABLE young_contacts (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    direction TEXT NOT NULL, -- of the pack
    who TEXT NOT NULL, -- a person or an office
    about TEXT NOT NULL, -- post, what with
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    hours TEXT NOT NULL,
    ended_at BIGINT, -- none: shown
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_by BIGINT,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX young_contacts_structure ON young_contacts (structure_id, id);
