-- Whom a methodical material is addressed to; none: nobody said.
ALTER TABLE documents ADD COLUMN addressee TEXT;
CREATE INDEX documents_addressee ON documents (addressee, unit_path, id);
