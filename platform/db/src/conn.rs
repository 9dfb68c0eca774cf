//! The connection: one type over both databases, so that a store is written once.

use diesel::{PgConnection, SqliteConnection};

/// A connection to either database; areas' stores see only this.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// The default.
    Sqlite(SqliteConnection),
    /// For larger installations.
    Postgres(PgConnection),
}

/// The diesel backend of [`Conn`], for boxed queries.
pub type Backend = <Conn as diesel::Connection>::Backend;
