//! A PostgreSQL cluster of the test's own that keeps what it acknowledges: fsync and synchronous commit are on.

use std::path::PathBuf;
use std::process::Command;

/// The cluster; removed when dropped.
pub struct Cluster {
    state: PathBuf,
    _folder: tempfile::TempDir,
}

impl Cluster {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let cluster = Self { state: folder.path().join("postgres"), _folder: folder };
        cluster.tool(&["start", "--durable"]);
        cluster
    }

    /// `postgres://metodset@127.0.0.1:20123/`
    pub fn url(&self) -> String {
        self.tool(&["url"])
    }

    /// A new empty database, as docs/operations.md says to make it.
    pub fn database(&self, name: &str) -> String {
        use diesel::connection::{Connection, SimpleConnection};
        let url = self.url();
        let mut admin = diesel::PgConnection::establish(&format!("{url}postgres")).unwrap();
        admin
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'"))
            .unwrap();
        format!("{url}{name}")
    }

    /// The power goes: every process at once, nothing written that was not on the disk.
    pub fn crash(&self) {
        self.tool(&["crash"]);
    }

    /// One process that serves a connection is killed: PostgreSQL ends all of them and recovers by itself.
    pub fn kill_backend(&self) {
        self.tool(&["kill-backend"]);
    }

    /// It comes back on the same address, and recovers by itself.
    pub fn resume(&self) {
        self.tool(&["resume"]);
    }

    fn tool(&self, arguments: &[&str]) -> String {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/postgres.sh");
        let outcome = Command::new(script)
            .args(arguments)
            .env("METODSET_POSTGRES_STATE", &self.state)
            .output()
            .unwrap();
        assert!(outcome.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&outcome.stderr));
        String::from_utf8_lossy(&outcome.stdout).trim().to_owned()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.tool(&["stop"]);
    }
}
