-- Words come from the program, blank between blank: the tokenizer only parts them. No text and no positions are kept.
CREATE VIRTUAL TABLE IF NOT EXISTS __search_words
    USING fts5(words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
