//! Weights of activity as heads set them.

use db::{Conn, Result, WriteTx};
use diesel::prelude::*;

use crate::model::Weighing;
use crate::schema::activity_weights as table;

/// Adds weights.
pub(crate) fn add_weighing(tx: &mut WriteTx, new: &Weighing) -> Result<()> {
    diesel::insert_into(table::table).values(new).execute(&mut **tx)?;
    Ok(())
}

/// Every weighing of the units on the way to a path, the latest first.
pub(crate) fn weighings(conn: &mut Conn, path: &str) -> Result<Vec<Weighing>> {
    let way: Vec<String> = path.match_indices('/').map(|(at, _)| path[..=at].to_owned()).collect();
    Ok(table::table
        .filter(db::among(table::unit_path, way))
        .order((table::from_on.desc(), table::id.desc()))
        .select(Weighing::as_select())
        .load(conn)?)
}
