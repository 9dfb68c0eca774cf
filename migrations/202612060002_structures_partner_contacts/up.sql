-- How a partner is reached (Владимир, п. 4.3.6).
ALTER TABLE structure_partners ADD COLUMN contacts TEXT NOT NULL DEFAULT ''; -- telephone, mail, site; may be empty
