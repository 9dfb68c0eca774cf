-- Where a structure stands on a portal of the region, beside its own page (Кемеровская область, п. 6.3); none: not told.
ALTER TABLE structures ADD COLUMN section_url TEXT;
