-- What structures did together over a link beside the tree, with the part of each side.
CREATE TABLE structure_link_works (
    id BIGINT NOT NULL PRIMARY KEY,
    link_id BIGINT NOT NULL REFERENCES structure_links (id),
    held_on DATE NOT NULL,
    title TEXT NOT NULL,
    own_part TEXT NOT NULL, -- of the structure the link begins at
    other_part TEXT NOT NULL, -- of the one it leads to
    created_at BIGINT NOT NULL
);
CREATE INDEX structure_link_works_link ON structure_link_works (link_id, held_on, id);
