-- Roles handed over while their holder is away. A delegation holds no right of its own: the role it names must be in force
-- and its holder active on the day. It follows the role where that goes.
CREATE TABLE delegations (
    id BIGINT NOT NULL PRIMARY KEY,
    grant_id BIGINT NOT NULL REFERENCES role_grants (id),
    absent_id BIGINT NOT NULL REFERENCES accounts (id), -- holder of the role
    deputy_id BIGINT NOT NULL REFERENCES accounts (id),
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    reason TEXT NOT NULL, -- vacation | trip | illness | other
    ground TEXT NOT NULL, -- the order; may be empty
    duties TEXT NOT NULL, -- names of areas between blanks; empty: the whole role
    created_by BIGINT REFERENCES accounts (id), -- none: a command
    created_at BIGINT NOT NULL,
    ended_by BIGINT REFERENCES accounts (id),
    ended_at BIGINT -- taken back, before its last day
);
CREATE INDEX delegations_deputy ON delegations (deputy_id, id);
CREATE INDEX delegations_absent ON delegations (absent_id, id);
CREATE INDEX delegations_grant ON delegations (grant_id, id);
-- Roles that end soon are told to whoever gave them.
CREATE INDEX role_grants_end ON role_grants (valid_to, id);
