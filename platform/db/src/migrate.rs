//! Migrations: one portable text each, forward only; and the checks a database must pass before anything runs on it.

use diesel::migration::{Migration, MigrationSource};
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use diesel_migrations::MigrationHarness;

use crate::{Backend, Conn, Db, Engine, Error, Result, WriteTx};

/// The embedded migrations of the program.
pub type Migrations = diesel_migrations::EmbeddedMigrations;

/// Applies what is missing and returns the names applied, oldest first.
pub fn migrate(db: &Db, migrations: Migrations) -> Result<Vec<String>> {
    let mut tx = db.begin_write()?;
    let applied = migrate_within(&mut tx, &migrations)?;
    tx.commit()?;
    Ok(applied)
}

/// The same inside a transaction that goes on: a restore is whole or nothing.
pub fn migrate_within(tx: &mut WriteTx, migrations: &Migrations) -> Result<Vec<String>> {
    let applied = apply(tx, migrations, |_| true)?;
    crate::words::prepare(tx)?;
    Ok(applied)
}

/// Applies these versions alone: the tables of a backup as it was made.
pub fn migrate_to(tx: &mut WriteTx, migrations: &Migrations, versions: &[String]) -> Result<()> {
    apply(tx, migrations, |version| versions.iter().any(|known| known == version)).map(|_| ())
}

fn apply(tx: &mut WriteTx, migrations: &Migrations, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
    refuse_unsuitable(tx)?;
    let fault = |e: Box<dyn std::error::Error + Send + Sync>| Error::Other(e.to_string());
    // Makes diesel's own table, where the versions are noted.
    let known: Vec<String> =
        tx.applied_migrations().map_err(fault)?.iter().map(ToString::to_string).collect();
    let mut applied = Vec::new();
    for migration in all(migrations)? {
        let version = migration.name().version().to_string();
        if is_wanted(&version) && !known.contains(&version) {
            tx.run_migration(&*migration).map_err(fault)?;
            applied.push(migration.name().to_string());
        }
    }
    Ok(applied)
}

/// The versions this program knows, oldest first.
pub fn known_versions(migrations: &Migrations) -> Result<Vec<String>> {
    Ok(all(migrations)?.iter().map(|migration| migration.name().version().to_string()).collect())
}

fn all(migrations: &Migrations) -> Result<Vec<Box<dyn Migration<Backend>>>> {
    let mut all: Vec<Box<dyn Migration<Backend>>> =
        MigrationSource::<Backend>::migrations(migrations).map_err(|e| Error::Other(e.to_string()))?;
    all.sort_by_key(|migration| migration.name().version().to_string());
    Ok(all)
}

/// The names of migrations not applied yet.
pub fn pending(db: &Db, migrations: &Migrations) -> Result<Vec<String>> {
    let mut tx = db.begin_read()?;
    refuse_unsuitable(&mut tx)?;
    let known = applied(&mut tx);
    Ok(all(migrations)?
        .iter()
        .filter(|migration| !known.contains(&migration.name().version().to_string()))
        .map(|migration| migration.name().to_string())
        .collect())
}

/// The versions applied. Not asked of diesel: it makes its table first, and PostgreSQL refuses that in a transaction
/// that only reads, be the table there or not.
pub fn applied(conn: &mut Conn) -> Vec<String> {
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
    if conn.engine() == Engine::Sqlite {
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
    let text = match conn.engine() {
        Engine::Sqlite => {
            "SELECT m.name || '.' || p.name AS line FROM sqlite_master m, pragma_table_info(m.name) p \
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY 1"
        }
        Engine::Postgres => {
            "SELECT (table_name || '.' || column_name)::text AS line FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%' ORDER BY 1"
        }
    };
    let columns: Vec<Column> = sql_query(text).load(conn)?;
    Ok(columns.into_iter().map(|column| column.line).collect())
}
