//! Configuration: a flag, else METODSET_* in the environment, else the TOML file, else the default – and for each value
//! where it came from, which `doctor` tells.

mod flags;
mod outside;
mod provider;
mod sources;
mod store;

use std::path::PathBuf;

use access::{FactorDemand, Keyring};
use chrono_tz::Tz;
use db::Target;

pub use flags::{Flags, ListenFlags};
pub use outside::Outside;
pub use provider::SignIn;
pub use sources::{Origin, Setting, Sources};
pub use store::Store;

use crate::Failure;

/// Every setting by the name of its flag; the names a TOML file may hold, and METODSET_<NAME>.
pub const NAMES: [&str; 27] = [
    "database",
    "dir",
    "packs",
    "zone",
    "listen",
    "upload-limit",
    "behind-tls",
    "log",
    "trusted-proxy",
    "metrics-listen",
    "drain",
    "log-format",
    "files",
    "files-endpoint",
    "files-region",
    "files-timeout",
    "files-plain-http",
    "public-address",
    "mail-server",
    "mail-from",
    "second-factor",
    "export-limit",
    "oidc-issuer",
    "oidc-client-id",
    "oidc-client-secret",
    "oidc-title",
    "secret-key",
];

/// What is in force.
#[derive(Debug, Clone)]
pub struct Config {
    /// The TOML file read, if there was one.
    pub file: Option<PathBuf>,
    /// The database.
    pub database: Setting<Target>,
    /// The folder of files, and of the SQLite database unless another is named.
    pub dir: Setting<PathBuf>,
    /// Regulation packs from this folder; none: the embedded ones.
    pub packs: Setting<Option<PathBuf>>,
    /// The zone where a unit names none.
    pub zone: Setting<Tz>,
    /// Where to answer HTTP.
    pub listen: Setting<String>,
    /// The largest upload, megabytes.
    pub upload_limit: Setting<u64>,
    /// A proxy with TLS stands in front: cookies only over HTTPS.
    pub is_behind_tls: Setting<bool>,
    /// What is logged: tracing's directives.
    pub log: Setting<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Setting<Vec<web::Network>>,
    /// Where figures are answered; none: nowhere.
    pub metrics_listen: Setting<Option<String>>,
    /// Seconds between the signal to stop and refusing connections.
    pub drain: Setting<u64>,
    /// How lines of the log are written.
    pub log_format: Setting<LogFormat>,
    /// Where the files are.
    pub files: Store,
    /// How it is reached from outside, and what outside it reaches.
    pub outside: Outside,
    /// From whom the second factor is demanded.
    pub second_factor: Setting<FactorDemand>,
    /// Objects a person takes away in files in a day.
    pub export_limit: Setting<access::ExportLimits>,
    /// Who else says who a person is.
    pub sign_in: SignIn,
    /// The keys that secrets in the database are sealed with; none: those of `DIR/secret.key`.
    pub secret_key: Setting<Option<Keyring>>,
}

/// How lines of the log are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For a person.
    Text,
    /// For a program: one object a line.
    Json,
}

impl Config {
    /// What flags, environment and file say together; of a value that cannot be read, where it stands.
    pub fn resolve(flags: &[(&'static str, Option<String>)]) -> Result<Self, Failure> {
        Self::from_sources(&Sources::of_the_process(flags)?)
    }

    /// The same from given sources.
    pub fn from_sources(sources: &Sources) -> Result<Self, Failure> {
        let text = |value: &str| Ok(value.to_owned());
        let dir = sources.read("dir", "./data", |value| Ok(PathBuf::from(value)))?;
        let file = format!("sqlite:{}", dir.value.join("metodset.db").display());
        let outside = Outside::from_sources(sources)?;
        Ok(Self {
            file: sources.file(),
            database: sources.read("database", &file, str::parse)?,
            packs: sources.read(
                "packs",
                "",
                |value| Ok((!value.is_empty()).then(|| PathBuf::from(value))),
            )?,
            zone: sources.read("zone", "Asia/Yakutsk", |value| {
                value.parse().map_err(|_| "not a time zone: write one like Asia/Yakutsk".to_owned())
            })?,
            listen: sources.read("listen", "127.0.0.1:8080", text)?,
            upload_limit: sources.read("upload-limit", "50", megabytes)?,
            is_behind_tls: sources.read("behind-tls", "false", |value| {
                value.parse().map_err(|_| "write true or false".to_owned())
            })?,
            log: sources.read("log", "info", text)?,
            trusted_proxies: sources.read("trusted-proxy", "", networks)?,
            metrics_listen: sources
                .read("metrics-listen", "", |value| Ok((!value.is_empty()).then(|| value.to_owned())))?,
            drain: sources.read("drain", "1", seconds)?,
            log_format: sources.read("log-format", "text", log_format)?,
            files: Store::from_sources(sources)?,
            sign_in: SignIn::from_sources(sources, &outside.public_address.value)?,
            outside,
            second_factor: sources.read("second-factor", "off", str::parse)?,
            export_limit: sources.read("export-limit", "", str::parse)?,
            secret_key: sources.read_secret("secret-key", secret_key)?,
            dir,
        })
    }

    /// What the house is told of it.
    pub fn settings(&self) -> web::Settings {
        web::Settings {
            zone: self.zone.value,
            upload_limit: self.upload_limit.value * 1_000_000,
            is_secure: self.is_behind_tls.value,
            is_development: cfg!(debug_assertions),
            trusted_proxies: self.trusted_proxies.value.clone(),
            patience: web::Patience::default(),
            public_address: self.outside.public_address.value.clone(),
            post: self.outside.post.clone(),
            second_factor: self.second_factor.value,
            export_limit: self.export_limit.value.clone(),
            provider: self.sign_in.provider(),
            keys: Keyring::default(),
        }
    }

    /// (name, value, where it came from), for `doctor`; the address of the database without its password.
    pub fn explained(&self) -> Vec<(&'static str, String, &Origin)> {
        let packs = self.packs.value.as_ref().map_or("embedded".to_owned(), |dir| dir.display().to_string());
        let mut explained = vec![
            ("database", self.database.value.to_string(), &self.database.origin),
            ("dir", self.dir.value.display().to_string(), &self.dir.origin),
            ("packs", packs, &self.packs.origin),
            ("zone", self.zone.value.to_string(), &self.zone.origin),
            ("listen", self.listen.value.clone(), &self.listen.origin),
            ("upload-limit", format!("{} MB", self.upload_limit.value), &self.upload_limit.origin),
            ("behind-tls", self.is_behind_tls.value.to_string(), &self.is_behind_tls.origin),
            ("log", self.log.value.clone(), &self.log.origin),
            ("trusted-proxy", told_networks(&self.trusted_proxies.value), &self.trusted_proxies.origin),
            (
                "metrics-listen",
                self.metrics_listen.value.clone().unwrap_or_else(|| "nowhere".to_owned()),
                &self.metrics_listen.origin,
            ),
            ("drain", format!("{} s", self.drain.value), &self.drain.origin),
            ("log-format", format!("{:?}", self.log_format.value).to_lowercase(), &self.log_format.origin),
            ("second-factor", self.second_factor.value.to_string(), &self.second_factor.origin),
            ("export-limit", self.export_limit.value.to_string(), &self.export_limit.origin),
        ];
        explained.extend(self.files.explained());
        explained.extend(self.outside.explained());
        explained.extend(self.sign_in.explained());
        let key = if self.secret_key.value.is_some() { "set" } else { "DIR/secret.key" };
        explained.push(("secret-key", key.to_owned(), &self.secret_key.origin));
        explained
    }
}

/// Nothing is the file; a fault never repeats what was written.
fn secret_key(value: &str) -> Result<Option<Keyring>, String> {
    let keys = Keyring::read(value)?;
    Ok((!keys.is_empty()).then_some(keys))
}

fn megabytes(value: &str) -> Result<u64, String> {
    value
        .parse()
        .ok()
        .filter(|limit| (1..=1000).contains(limit))
        .ok_or_else(|| "write megabytes, 1 to 1000".to_owned())
}

/// Addresses separated by commas; none is written as nothing.
fn networks(value: &str) -> Result<Vec<web::Network>, String> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::parse).collect()
}

fn told_networks(networks: &[web::Network]) -> String {
    let told: Vec<String> = networks.iter().map(ToString::to_string).collect();
    if told.is_empty() { "nobody".to_owned() } else { told.join(", ") }
}

/// What remains of the ten seconds of a stop must be enough for requests under way.
fn seconds(value: &str) -> Result<u64, String> {
    value.parse().ok().filter(|seconds| *seconds <= 5).ok_or_else(|| "write seconds, 0 to 5".to_owned())
}

fn log_format(value: &str) -> Result<LogFormat, String> {
    match value {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("write text or json".to_owned()),
    }
}

#[cfg(test)]
mod tests;
