//! Every migration of the house, embedded: `<yyyymmddhhmm>_<area>_<what>/up.sql`, one portable text for both databases.

use diesel_migrations::{EmbeddedMigrations, embed_migrations};

/// All migrations, oldest first.
pub const ALL: EmbeddedMigrations = embed_migrations!(".");
