-- Which functions of the regulation's model a structure carries out, with what shows it; a later row overrides an earlier one.
CREATE TABLE structure_functions (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    function TEXT NOT NULL, -- pack/id of functions.toml
    is_carried BOOLEAN NOT NULL,
    evidence TEXT NOT NULL, -- what shows it; of one that is not carried out: why, may be empty
    told_on DATE NOT NULL,
    account_id BIGINT REFERENCES accounts (id), -- none: a command
    at BIGINT NOT NULL
);
CREATE INDEX structure_functions_structure ON structure_functions (structure_id, id);
