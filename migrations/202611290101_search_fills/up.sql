-- How far the things of a kind have been made findable: what was there before the program could find it, and what another
-- format of the index asks to be read anew.
CREATE TABLE search_fills (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL, -- area.noun
    format BIGINT NOT NULL, -- of the program that filled it
    after_id BIGINT NOT NULL, -- the last thing looked at
    is_done BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX search_fills_kind ON search_fills (kind);
-- Everything that leads to one page: a person stands in the index once for each place of work.
CREATE INDEX search_things_address ON search_things (address, id);
-- The first of a kind by name, without looking at the others: people whose name begins so.
CREATE INDEX search_things_order ON search_things (kind, position, title_key, id);
