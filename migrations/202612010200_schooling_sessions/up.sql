-- A session of a school of the young teacher: planned, then held or called off. Whose it is the structure tells.
CREATE TABLE school_sessions (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    direction TEXT NOT NULL, -- of the pack
    form TEXT NOT NULL, -- of the pack
    topic TEXT NOT NULL,
    planned_on DATE NOT NULL,
    begins TEXT NOT NULL, -- 14:30; empty: not told
    place TEXT NOT NULL, -- a place or a link
    led_by TEXT NOT NULL,
    state TEXT NOT NULL, -- planned, held, cancelled
    held_on DATE,
    reason TEXT NOT NULL, -- why it was moved last, or called off
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX school_sessions_structure ON school_sessions (structure_id, planned_on, id);
CREATE INDEX school_sessions_state ON school_sessions (state, planned_on, id);

-- Who belonged to the school on the day of a session, and whether they were there.
CREATE TABLE school_attendances (
    id BIGINT NOT NULL PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES school_sessions (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    was_there BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX school_attendances_session ON school_attendances (session_id, person_id);
CREATE INDEX school_attendances_person ON school_attendances (person_id, id);

-- What a session leaves: a link, or a document of the registry.
CREATE TABLE school_materials (
    id BIGINT NOT NULL PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES school_sessions (id),
    title TEXT NOT NULL,
    link TEXT NOT NULL, -- empty: the document
    document_id BIGINT REFERENCES documents (id),
    added_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX school_materials_session ON school_materials (session_id, id);

-- What a participant asks for, and the answer.
CREATE TABLE school_requests (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    direction TEXT NOT NULL, -- of the pack
    body TEXT NOT NULL,
    asked_on DATE NOT NULL,
    answered_on DATE,
    answered_by BIGINT,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX school_requests_structure ON school_requests (structure_id, answered_on, id);
CREATE INDEX school_requests_person ON school_requests (person_id, id);

-- What happened to a session.
CREATE TABLE school_session_events (
    id BIGINT NOT NULL PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES school_sessions (id),
    at BIGINT NOT NULL,
    account_id BIGINT,
    text TEXT NOT NULL
);
CREATE INDEX school_session_events_session ON school_session_events (session_id, id);
