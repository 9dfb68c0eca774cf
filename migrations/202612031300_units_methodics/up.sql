-- What methodical work in a municipality is for and how it is arranged (Ижморский округ, п. 1.1); a row a municipality.
CREATE TABLE unit_methodics (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES units (id),
    purpose TEXT NOT NULL,
    tasks TEXT NOT NULL, -- a line a task
    organisation TEXT NOT NULL,
    content TEXT NOT NULL,
    updated_by BIGINT REFERENCES accounts (id), -- none: a command
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
