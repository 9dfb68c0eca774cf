-- Whether every measure of a recommendation has ended, read from the index alone.
CREATE INDEX measures_standing ON measures (recommendation_id, status, id);
