-- What reminders of deadlines go by: the hour of a unit, inherited down the tree; kinds a person does not want; what was told.
CREATE TABLE reminder_hours (
    unit_id BIGINT NOT NULL PRIMARY KEY, -- 0: the whole installation
    unit_path TEXT NOT NULL, -- kept true by units
    hour BIGINT NOT NULL, -- 5 to 19, in the zone of whoever is reminded
    updated_by BIGINT REFERENCES accounts (id),
    updated_at BIGINT NOT NULL
);
CREATE INDEX reminder_hours_path ON reminder_hours (unit_path, unit_id);

CREATE TABLE reminder_stops (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    kind TEXT NOT NULL, -- the area whose duties it is
    stopped_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind)
);

CREATE TABLE reminders_told (
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    duty_key TEXT NOT NULL,
    told_on DATE NOT NULL,
    PRIMARY KEY (account_id, duty_key)
);
CREATE INDEX reminders_told_day ON reminders_told (told_on, account_id);
