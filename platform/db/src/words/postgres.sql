-- Words come from the program and are lexemes as they are: no parser and no dictionary of the server touches them.
CREATE TABLE IF NOT EXISTS __search_words (id BIGINT NOT NULL PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX IF NOT EXISTS __search_words_words ON __search_words USING gin (words);
-- Each word of a name under itself and under itself without one letter: two words with a key in common are near each other.
CREATE TABLE IF NOT EXISTS __search_spellings (key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word));
