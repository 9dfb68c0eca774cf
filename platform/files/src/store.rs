//! Rows of files.

use db::{Conn, Moment, Result, WriteTx};
use diesel::prelude::*;

use crate::schema::files;

db::id! {
    /// A file.
    FileId
}

/// A file as stored.
#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = files)]
pub struct FileRow {
    /// Its id.
    pub id: FileId,
    /// The key of its object.
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// Found in the content.
    pub media_type: String,
    /// As the person called it.
    pub name: String,
    /// When it came.
    pub created_at: Moment,
}

/// Writes the row of a file whose object is already in the vault.
pub fn add(tx: &mut WriteTx, row: &FileRow) -> Result<()> {
    diesel::insert_into(files::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The file of this id.
pub fn find(conn: &mut Conn, id: FileId) -> Result<Option<FileRow>> {
    Ok(files::table.filter(files::id.eq(id)).select(files::all_columns).first(conn).optional()?)
}

/// The keys of the objects of these files.
pub fn keys(conn: &mut Conn, ids: &[FileId]) -> Result<Vec<(FileId, String)>> {
    let found = files::table.filter(files::id.eq_any(ids)).order(files::id.asc());
    Ok(found.select((files::id, files::sha256)).load(conn)?)
}

/// Which of these objects some row still names.
pub fn named(conn: &mut Conn, keys: &[String]) -> Result<Vec<String>> {
    Ok(files::table.filter(files::sha256.eq_any(keys)).select(files::sha256).distinct().load(conn)?)
}

/// The next rows after this id, for whoever looks at every one.
pub fn page(conn: &mut Conn, after: i64, limit: i64) -> Result<Vec<FileRow>> {
    Ok(files::table
        .filter(files::id.gt(after))
        .order(files::id.asc())
        .limit(limit)
        .select(files::all_columns)
        .load(conn)?)
}

/// Removes the row: the object goes with the last row that names it.
pub fn remove(tx: &mut WriteTx, id: FileId) -> Result<()> {
    diesel::delete(files::table.filter(files::id.eq(id))).execute(&mut **tx)?;
    Ok(())
}
