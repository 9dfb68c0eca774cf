-- A recommendation without a monitoring: to whom in the unit it goes, and the document that holds the finding it answers.
ALTER TABLE recommendations ADD COLUMN audience TEXT; -- head | staff | category; none: after a monitoring
ALTER TABLE recommendations ADD COLUMN document_id BIGINT REFERENCES documents (id); -- the report the finding stands in
