-- Directions of the service a structure belongs to, of the pack.
CREATE TABLE structure_directions (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    direction TEXT NOT NULL
);
CREATE UNIQUE INDEX structure_directions_key ON structure_directions (structure_id, direction);
CREATE INDEX structure_directions_of ON structure_directions (direction, structure_id);

-- The minutes the council's decision to include a structure rests on.
ALTER TABLE structures ADD COLUMN minutes_id BIGINT REFERENCES documents (id);
