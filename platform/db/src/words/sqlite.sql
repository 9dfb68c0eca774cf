-- Words come from the program, blank between blank: the tokenizer only parts them. No text and no positions are kept.
CREATE VIRTUAL TABLE IF NOT EXISTS __search_words
    USING fts5(words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
-- Each word of a name under itself and under itself without one letter: two words with a key in common are near each other.
CREATE TABLE IF NOT EXISTS __search_spellings (key TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (key, word)) WITHOUT ROWID;
