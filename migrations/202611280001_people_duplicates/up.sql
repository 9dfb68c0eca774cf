-- Pairs of cards somebody looked at and said: two people.
CREATE TABLE person_distinctions (
    id BIGINT NOT NULL PRIMARY KEY,
    one_id BIGINT NOT NULL REFERENCES people (id), -- the smaller id
    other_id BIGINT NOT NULL REFERENCES people (id),
    said_by BIGINT,
    said_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX person_distinctions_key ON person_distinctions (one_id, other_id);
CREATE INDEX person_distinctions_other ON person_distinctions (other_id, id);
