-- Words come from the program and are lexemes as they are: no parser and no dictionary of the server touches them.
CREATE TABLE IF NOT EXISTS __search_words (id BIGINT NOT NULL PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX IF NOT EXISTS __search_words_words ON __search_words USING gin (words);
