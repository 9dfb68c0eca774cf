-- What was erased after a withdrawal, in words without the data themselves; none: nothing yet.
ALTER TABLE consents ADD COLUMN erased_what TEXT;

-- Who undertook to keep personal data of others confidential, in the words of that day (152-ФЗ, ст. 7; Амурская область,
-- приложение 3, приложение 2 к нему). Kept as long as the account.
CREATE TABLE confidentiality_obligations (
    id BIGINT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL,
    title TEXT NOT NULL,
    wording TEXT NOT NULL, -- a line a sentence
    source TEXT NOT NULL, -- clause
    accepted_on DATE NOT NULL,
    accepted_at BIGINT NOT NULL
);
CREATE INDEX confidentiality_obligations_of ON confidentiality_obligations (account, id);
