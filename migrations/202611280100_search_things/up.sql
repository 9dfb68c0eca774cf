-- What can be found by words: a row for each thing an area offers, and the text its excerpts are cut from. The index of
-- words itself (__search_words) is made by platform/db: the one object that has a text for each database.
CREATE TABLE search_things (
    id BIGINT NOT NULL PRIMARY KEY, -- the id of the thing itself
    kind TEXT NOT NULL, -- area.noun
    unit_path TEXT NOT NULL,
    address TEXT NOT NULL, -- of its page
    title TEXT NOT NULL,
    line TEXT NOT NULL, -- what stands under the title; may be empty
    title_key TEXT NOT NULL, -- the title folded: the order among equals
    position BIGINT NOT NULL, -- the greater, the earlier
    version BIGINT NOT NULL, -- the version of the thing this was taken from
    words TEXT NOT NULL -- the words of the index, so that it can be made anew
);
CREATE INDEX search_things_kind ON search_things (kind, unit_path, id);
CREATE TABLE search_texts (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES search_things (id),
    text TEXT NOT NULL
);
