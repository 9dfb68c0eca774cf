//! The ground of a test: the small demo on a database, and `metodset serve` on it, again and again.

use std::time::{Duration, Instant};

use db::{Db, Durability, Target};

use crate::cluster::Cluster;
use crate::program::{self, Running};
use crate::truth;

/// An installation that is served, killed and served again.
pub struct Ground {
    pub folder: tempfile::TempDir,
    pub target: Target,
    pub cluster: Option<Cluster>,
    database: String,
}

impl Ground {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("metodset.db");
        let database = format!("sqlite:{}", path.display());
        Self { folder, target: Target::Sqlite(path), cluster: None, database }.filled()
    }

    pub fn postgres() -> Self {
        let cluster = Cluster::start();
        let database = cluster.database("faults");
        let folder = tempfile::tempdir().unwrap();
        Self { folder, target: Target::Postgres(database.clone()), cluster: Some(cluster), database }.filled()
    }

    fn filled(self) -> Self {
        let outcome = self.run(&["demo", "--scale", "small", "--no-serve"]);
        assert!(outcome.status.success(), "{}", program::text(&outcome.stderr));
        self
    }

    /// The address of its database.
    pub fn address(&self) -> &str {
        &self.database
    }

    fn with_place<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        let place = ["--dir", self.folder.path().to_str().unwrap(), "--database", &self.database];
        arguments.iter().copied().chain(place).collect()
    }

    /// A command of the program on this installation, to its end.
    pub fn run(&self, arguments: &[&str]) -> std::process::Output {
        program::run(&self.with_place(arguments))
    }

    /// A server, and how long it took until it answered.
    pub fn serve(&self) -> Server {
        let begun = Instant::now();
        let arguments = self.with_place(&["serve", "--listen", "127.0.0.1:0"]);
        let mut running = Running::start_appending(&arguments, &self.folder.path().join("log"));
        let url = running.line();
        assert!(url.starts_with("http://"), "it does not start: {url}");
        let page = program::get(&url, "/sign-in");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        Server { url, running, started: begun.elapsed() }
    }

    /// What all servers of this ground have logged.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// The database, for looking at what is kept.
    pub fn db(&self) -> Db {
        Db::open(&self.target, Durability::Full).unwrap()
    }

    /// On PostgreSQL a transaction outlives its client by a moment: waits until nobody is connected.
    pub fn settle(&self) {
        let Target::Postgres(url) = &self.target else { return };
        let (place, name) = url.rsplit_once('/').unwrap();
        let admin = Target::Postgres(format!("{place}/postgres"));
        let query =
            format!("SELECT CAST(pid AS TEXT) AS line FROM pg_stat_activity WHERE datname = '{name}'");
        let begun = Instant::now();
        // Recovery after a blow takes a while on a busy machine, and ends connections made just before it.
        while begun.elapsed() < Duration::from_mins(1) {
            let connected = Db::open(&admin, Durability::Full).and_then(|db| truth::ask(&db, &query));
            if connected.is_ok_and(|found| found.is_empty()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("PostgreSQL does not recover, or somebody is still connected to {name}");
    }
}

/// A server that runs.
pub struct Server {
    pub url: String,
    pub running: Running,
    pub started: Duration,
}
