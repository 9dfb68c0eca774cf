//! Connections, transactions, time and ids: everything between an area's `store.rs` and the two databases.
//!
//! One diesel path serves SQLite and PostgreSQL. A page reads through a [`ReadTx`], an action writes through a
//! [`WriteTx`]; only the latter reaches functions that ask for `&mut WriteTx`.

mod among;
mod clock;
mod conn;
mod connection;
mod error;
mod fence;
mod fold;
mod id;
mod many;
mod migrate;
mod piece;
mod target;
mod trail;
mod tx;
mod within;
mod words;

pub use among::{Among, among};
pub use clock::{Clock, Moment, day_start, today_in};
pub use conn::{Backend, Conn, Engine};
pub use connection::{Db, Durability, PoolState};
pub use error::{Error, Result};
pub use fold::{Beginnings, fold, natural, natural_ranges, prefix_end, visible};
pub use id::{EPOCH_MS, Ids};
pub use many::{ROWS_AT_ONCE, insert_rows};
pub use migrate::{
    Migrations, applied, known_versions, migrate, migrate_to, migrate_within, pending, schema,
};
pub use piece::{Bound, Piece, piece};
pub use target::Target;
pub use trail::{Cell, Change, Returned, Trail};
pub use tx::{ReadTx, WriteTx};
pub use within::Ranges;

// The id! macro and areas' schemas name these through `db`, so that they agree on one version.
#[doc(hidden)]
pub use {chrono, diesel, serde};
