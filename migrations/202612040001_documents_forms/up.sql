-- The form a document was entered by: a second click on «Сохранить» sends the same one and finds the first one's document.
ALTER TABLE documents ADD COLUMN form_key BIGINT; -- none: entered otherwise
CREATE INDEX documents_forms ON documents (form_key, id);
