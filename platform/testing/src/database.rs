//! A database for one test: a file that goes with its folder, or a PostgreSQL database dropped at the end.

use std::sync::atomic::{AtomicU32, Ordering};

use db::{Db, Durability, Target};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, RunQueryDsl, sql_query};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file.
    Sqlite,
    /// A database of the test cluster.
    Postgres,
}

/// A migrated database of one test.
pub struct TestDatabase {
    /// Its address.
    pub target: Target,
    name: String,
    _folder: TempDir,
}

impl TestDatabase {
    /// An empty database with all tables.
    pub fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        match engine {
            Engine::Sqlite => {
                let target = Target::Sqlite(folder.path().join("metodset.db"));
                db::migrate(&Db::open(&target, Durability::None).unwrap(), migrations::ALL).unwrap();
                Self { target, name: String::new(), _folder: folder }
            }
            Engine::Postgres => {
                let name = copy_of_template();
                let target = Target::Postgres(format!("{}{name}", cluster()));
                Self { target, name, _folder: folder }
            }
        }
    }

    /// A database without tables: tests of migrations and of unsuitable databases. `options` go to CREATE DATABASE.
    pub fn bare(options: &str) -> Self {
        let name = fresh_name();
        admin().batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 {options}")).unwrap();
        let target = Target::Postgres(format!("{}{name}", cluster()));
        Self { target, name, _folder: tempfile::tempdir().unwrap() }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if !self.name.is_empty() {
            // The cluster is temporary: a database that cannot be dropped now goes with it.
            let _ = admin().batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

/// The address of the cluster, ending in `/`.
fn cluster() -> String {
    let url = std::env::var("METODSET_TEST_POSTGRES")
        .expect("METODSET_TEST_POSTGRES names the test cluster: run ./test, or `tools/postgres.sh start`");
    if url.ends_with('/') { url } else { format!("{url}/") }
}

fn admin() -> PgConnection {
    PgConnection::establish(&format!("{}postgres", cluster())).unwrap()
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let tick = std::time::Instant::now();
    format!("test_{}_{count}_{:x}", std::process::id(), std::ptr::from_ref(&tick).addr() & 0xffff)
}

/// Migrating takes longer than copying: all tests copy one migrated database.
fn copy_of_template() -> String {
    let template = template_name();
    let mut admin = admin();
    // One at a time: the first makes the template, and PostgreSQL copies it for one client at a time.
    admin.batch_execute("SELECT pg_advisory_lock(7041)").unwrap();
    let known = sql_query(format!("SELECT 1 FROM pg_database WHERE datname = '{template}'"))
        .execute(&mut admin)
        .unwrap();
    if known == 0 {
        admin.batch_execute("DROP DATABASE IF EXISTS metodset_unfinished WITH (FORCE)").unwrap();
        admin
            .batch_execute(
                "CREATE DATABASE metodset_unfinished TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'",
            )
            .unwrap();
        let target = Target::Postgres(format!("{}metodset_unfinished", cluster()));
        db::migrate(&Db::open(&target, Durability::None).unwrap(), migrations::ALL).unwrap();
        admin
            .batch_execute(&format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'metodset_unfinished'; \
                 ALTER DATABASE metodset_unfinished RENAME TO {template}"
            ))
            .unwrap();
    }
    let name = fresh_name();
    admin.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).unwrap();
    admin.batch_execute("SELECT pg_advisory_unlock(7041)").unwrap();
    name
}

/// Named by the migrations, so that a new migration makes a new template.
fn template_name() -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let folder = TestDatabase::migrations_fingerprint();
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    format!("metodset_template_{:x}", hasher.finish())
}

impl TestDatabase {
    fn migrations_fingerprint() -> Vec<(String, String)> {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut texts: Vec<(String, String)> = std::fs::read_dir(root)
            .unwrap()
            .filter_map(|entry| {
                let path = entry.ok()?.path().join("up.sql");
                Some((path.display().to_string(), std::fs::read_to_string(path).ok()?))
            })
            .collect();
        texts.sort();
        texts
    }
}
