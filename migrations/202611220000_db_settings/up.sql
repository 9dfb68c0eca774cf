-- What the installation itself must remember: its signing key, the demo's clock.
CREATE TABLE house_settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
