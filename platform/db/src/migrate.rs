//! Migrations: one portable text each, forward only; and the checks a database must pass before anything runs on it.

use diesel::migration::{Migration, MigrationSource};
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use diesel_migrations::MigrationHarness;

use crate::{Backend, Conn, Db, Error, Result};

/// The embedded migrations of the program.
pub type Migrations = diesel_migrations::EmbeddedMigrations;

/// Applies what is missing and returns the names applied, oldest first.
pub fn migrate(db: &Db, migrations: Migrations) -> Result<Vec<String>> {
    let mut tx = db.begin_write()?;
    refuse_unsuitable(&mut tx)?;
    let applied = tx.run_pending_migrations(migrations).map_err(|e| Error::Other(e.to_string()))?;
    let applied = applied.iter().map(ToString::to_string).collect();
    tx.commit()?;
    Ok(applied)
}

/// The names of migrations not applied yet.
pub fn pending(db: &Db, migrations: &Migrations) -> Result<Vec<String>> {
    let mut tx = db.begin_read()?;
    refuse_unsuitable(&mut tx)?;
    let all: Vec<Box<dyn Migration<Backend>>> =
        MigrationSource::<Backend>::migrations(migrations).map_err(|e| Error::Other(e.to_string()))?;
    let known = applied(&mut tx);
    Ok(all
        .iter()
        .filter(|migration| !known.contains(&migration.name().version().to_string()))
        .map(|migration| migration.name().to_string())
        .collect())
}

/// The versions applied. Not asked of diesel: it makes its table first, and PostgreSQL refuses that in a transaction
/// that only reads, be the table there or not.
fn applied(conn: &mut Conn) -> Vec<String> {
    let found =
        sql_query("SELECT version AS line FROM __diesel_schema_migrations ORDER BY version").load(conn);
    found.map(|rows: Vec<Column>| rows.into_iter().map(|row| row.line).collect()).unwrap_or_default()
}

#[derive(QueryableByName)]
struct Locale {
    #[diesel(sql_type = Text)]
    collate: String,
    #[diesel(sql_type = Text)]
    encoding: String,
}

/// PostgreSQL must sort bytes, as SQLite does: the same list in the same order on both (trap 1 of the stack).
fn refuse_unsuitable(conn: &mut Conn) -> Result<()> {
    if matches!(conn, Conn::Sqlite(_)) {
        return Ok(());
    }
    let found: Locale = sql_query(
        "SELECT datcollate::text AS collate, pg_encoding_to_char(encoding)::text AS encoding \
         FROM pg_database WHERE datname = current_database()",
    )
    .get_result(conn)?;
    if found.collate == "C" && found.encoding == "UTF8" {
        return Ok(());
    }
    Err(Error::Unsuitable(format!(
        "База данных создана с локалью «{}» и кодировкой «{}», а нужна локаль C и кодировка UTF8: иначе списки \
         сортируются по-разному. Создайте базу командой:\n  createdb --locale=C -E UTF8 -T template0 ИМЯ",
        found.collate, found.encoding
    )))
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every column of every table as `table.column`, sorted: what the schema-equality test compares.
pub fn schema(conn: &mut Conn) -> Result<Vec<String>> {
    let text = match conn {
        Conn::Sqlite(_) => {
            "SELECT m.name || '.' || p.name AS line FROM sqlite_master m, pragma_table_info(m.name) p \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1"
        }
        Conn::Postgres(_) => {
            "SELECT (table_name || '.' || column_name)::text AS line FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%' ORDER BY 1"
        }
    };
    let columns: Vec<Column> = sql_query(text).load(conn)?;
    Ok(columns.into_iter().map(|column| column.line).collect())
}
