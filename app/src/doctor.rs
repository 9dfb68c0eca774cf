//! What `doctor` looks at: each check says one thing in one sentence, and what to do where it is wrong.

use std::path::Path;

use db::{Clock, Conn, Db, Engine};
use diesel::sql_types::Text;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use serde::Serialize;

use crate::assets::Built;
use crate::config::Config;
use crate::{Failure, areas, house, keys, lease};

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// As it should be.
    Well,
    /// Works, but somebody should look.
    Warning,
    /// Does not work.
    Wrong,
}

impl State {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Well => "ok",
            Self::Warning => "warning",
            Self::Wrong => "WRONG",
        }
    }
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Check {
    pub(crate) name: &'static str,
    pub(crate) state: State,
    pub(crate) text: String,
}

fn well(name: &'static str, text: impl Into<String>) -> Check {
    Check { name, state: State::Well, text: text.into() }
}

fn told(name: &'static str, outcome: Result<String, String>) -> Check {
    match outcome {
        Ok(text) => well(name, text),
        Err(text) => Check { name, state: State::Wrong, text },
    }
}

/// Everything, in the order in which one thing rests on the other.
pub(crate) fn examine(config: &Config) -> Vec<Check> {
    let mut checks = vec![
        told(
            "assets",
            Built::open().map(|built| format!("{} files", built.count())).map_err(|e| e.to_string()),
        ),
        told("folder", folder(&config.dir.value)),
        told("files", store(config)),
        packs(config),
        clock(),
    ];
    match house::open_existing(&config.database.value) {
        Ok(db) => checks.extend(database(config, &db)),
        Err(failure) => checks.push(told("database", Err(failure.to_string()))),
    }
    checks.push(mail(config));
    checks.push(provider(config));
    checks
}

fn folder(dir: &Path) -> Result<String, String> {
    let files = dir.join("files");
    let trial = files.join(".doctor");
    let fault =
        |e: std::io::Error| format!("{}: {e}: give this user the right to write there", files.display());
    std::fs::create_dir_all(&files).and_then(|()| std::fs::write(&trial, b"")).map_err(fault)?;
    std::fs::remove_file(&trial).map_err(fault)?;
    Ok(format!("{} is writable", files.display()))
}

/// The file store answers: asked for an object that is not there.
fn store(config: &Config) -> Result<String, String> {
    let vault = house::vault(config).map_err(|e| e.to_string())?;
    vault.has(&"0".repeat(64)).map_err(|e| format!("{e}: look at the settings files and files-endpoint"))?;
    Ok("the store answers".to_owned())
}

/// Packs are whole, and name only facts the program knows.
fn packs(config: &Config) -> Check {
    let outcome =
        house::library(config.packs.value.as_deref()).map_err(|e| e.to_string()).and_then(|library| {
            let unknown: Vec<String> = match &config.packs.value {
                Some(dir) => packs::check(dir, &areas::facts()).iter().map(ToString::to_string).collect(),
                None => Vec::new(),
            };
            let names: Vec<&str> = library.packs().map(|pack| pack.manifest.id.as_str()).collect();
            if unknown.is_empty() { Ok(names.join(", ")) } else { Err(unknown.join("\n          ")) }
        });
    told("packs", outcome)
}

/// Ids count from 2024: a machine whose clock was reset would make ids that exist.
fn clock() -> Check {
    let now = Clock::system().now();
    let text = now.utc().format("%Y-%m-%d %H:%M UTC").to_string();
    if now.0 / 1000 < db::EPOCH_MS {
        told("clock", Err(format!("{text} is before 2024: set the machine's clock")))
    } else {
        well("clock", text)
    }
}

fn database(config: &Config, db: &Db) -> Vec<Check> {
    let pending = match db::pending(db, &migrations::ALL) {
        Ok(pending) => pending,
        Err(error) => return vec![told("database", Err(Failure::from(error).to_string()))],
    };
    let version = db.read(version).unwrap_or_default();
    let mut checks = vec![well("database", format!("{} answers; {version}", db.target()))];
    if !pending.is_empty() {
        let text = format!("{} pending, first {}: run `metodset migrate`", pending.len(), pending[0]);
        checks.push(told("migrations", Err(text)));
        return checks;
    }
    checks.push(well("migrations", "all applied"));
    checks.push(told(
        "writable",
        is_writable(db).map(|()| "yes".to_owned()).map_err(|e| Failure::from(e).to_string()),
    ));
    checks.push(jobs_of(db));
    checks.push(letters_of(db));
    checks.push(nodes_of(db));
    checks.push(secrets(config, db));
    checks
}

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

fn version(conn: &mut Conn) -> db::Result<String> {
    let text = match conn.engine() {
        Engine::Sqlite => "SELECT 'SQLite ' || sqlite_version() AS version",
        Engine::Postgres => "SELECT 'PostgreSQL ' || current_setting('server_version') AS version",
    };
    let found: Version = sql_query(text).get_result(conn)?;
    Ok(found.version)
}

/// A write that changes nothing: the server or the file system must accept it.
fn is_writable(db: &Db) -> db::Result<()> {
    let mut tx = db.begin_write()?;
    crate::ledger::put(&mut tx, "doctor", "")?;
    drop(tx);
    Ok(())
}

fn jobs_of(db: &Db) -> Check {
    let counts = match db.read(jobs::store::counts) {
        Ok(counts) => counts,
        Err(error) => return told("jobs", Err(error.to_string())),
    };
    let text: Vec<String> = counts.iter().map(|(state, count)| format!("{count} {state}")).collect();
    let text = if text.is_empty() { "none waiting".to_owned() } else { text.join(", ") };
    let has_failed = counts.iter().any(|(state, count)| state == "failed" && *count > 0);
    Check { name: "jobs", state: if has_failed { State::Warning } else { State::Well }, text }
}

/// Letters that wait or were given up: their reasons stand on the page of letters.
fn letters_of(db: &Db) -> Check {
    let counts = match db.read(mail::store::counts) {
        Ok(counts) => counts,
        Err(error) => return told("letters", Err(error.to_string())),
    };
    let text: Vec<String> = counts.iter().map(|(state, count)| format!("{count} {state}")).collect();
    let text = if text.is_empty() { "none waiting".to_owned() } else { text.join(", ") };
    let has_failed = counts.iter().any(|(state, _)| state == "failed");
    Check { name: "letters", state: if has_failed { State::Warning } else { State::Well }, text }
}

/// The mail server must answer and let the sender in.
fn mail(config: &Config) -> Check {
    match (&config.outside.mail_server.value, &config.outside.post) {
        (Some(server), Some(post)) => told(
            "mail",
            post.try_server().map(|()| format!("{server} answers")).map_err(|e| format!("{server}: {e}")),
        ),
        _ => well("mail", "off: no letters are sent, links of invitations are handed over by hand"),
    }
}

/// The identity provider must answer and call itself what it is called here.
fn provider(config: &Config) -> Check {
    let Some(provider) = config.sign_in.provider() else {
        return well("provider", "off: people sign in by password alone");
    };
    let asked = provider.way(&web::Departure::random(), "https://doctor.invalid/");
    let fault = |error: web::Astray| format!("{}: {error}", provider.issuer());
    told("provider", asked.map(|_| format!("{} answers", provider.issuer())).map_err(fault))
}

/// The key is there, and everything sealed opens with it.
fn secrets(config: &Config, db: &Db) -> Check {
    let looked = keys::at_hand(config).map_err(|e| e.to_string()).and_then(|keys| {
        let found = db.read(|conn| Ok((keys::standing(conn, &keys)?, keys::missing(conn, &keys)?)));
        match found.map_err(|e: db::Error| Failure::from(e).to_string())? {
            (_, Some(id)) => Err(format!("the key {id} is in force and not at hand: bring secret.key back")),
            (counted, None) => Ok((keys, counted)),
        }
    });
    let (keys, counted) = match looked {
        Ok(found) => found,
        Err(fault) => return told("secrets", Err(fault)),
    };
    let keys::Standing { present, earlier, open, lost } = counted;
    let key = keys.present().map_or_else(
        || "no key yet, the first start makes one".to_owned(),
        |id| format!("key {id}, {present} sealed with it"),
    );
    if lost > 0 {
        let way = "bring the key back, or `metodset secrets seal --without-lost`";
        return told("secrets", Err(format!("{key}; {lost} sealed with a key that is not at hand: {way}")));
    }
    if earlier + open > 0 {
        let text = format!("{key}, {earlier} with an earlier key, {open} open: run `metodset secrets seal`");
        return Check { name: "secrets", state: State::Warning, text };
    }
    well("secrets", key)
}

fn nodes_of(db: &Db) -> Check {
    told(
        "nodes",
        db.read(lease::in_force).map(|count| format!("{count} of 1024 leased")).map_err(|e| e.to_string()),
    )
}
