//! The keys of the installation: named by the setting `secret-key`, or kept in `DIR/secret.key`, which the first start makes.
//! The database remembers by name which key it is sealed with, so that no server seals with another.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use access::store::factors;
use access::{Keyring, Sealing, Token};
use db::{Conn, Db, WriteTx};

use crate::config::Config;
use crate::{Failure, ledger};

/// The name of the present key in `house_settings`.
const MARK: &str = "secret_key";

/// How many secrets stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Sealed with the present key.
    pub present: usize,
    /// Sealed with an earlier key that is at hand.
    pub earlier: usize,
    /// Not sealed.
    pub open: usize,
    /// Sealed with a key that is not at hand.
    pub lost: usize,
}

/// How the secrets in the database stand to these keys.
pub(crate) fn standing(conn: &mut Conn, keys: &Keyring) -> db::Result<Standing> {
    let mut counted = Standing::default();
    for (_, sealing) in factors::standings(conn, keys)? {
        match sealing {
            Sealing::Present => counted.present += 1,
            Sealing::Earlier => counted.earlier += 1,
            Sealing::Open => counted.open += 1,
            Sealing::Lost => counted.lost += 1,
        }
    }
    Ok(counted)
}

/// The file of the keys.
pub(crate) fn file(config: &Config) -> PathBuf {
    config.dir.value.join("secret.key")
}

/// The keys at hand, none where none were made yet.
pub(crate) fn at_hand(config: &Config) -> Result<Keyring, Failure> {
    if let Some(keys) = &config.secret_key.value {
        return Ok(keys.clone());
    }
    let path = file(config);
    let fault = |reason: String| Failure::Refused(format!("{}: {reason}", path.display()));
    match fs::read_to_string(&path) {
        Ok(text) => Keyring::read(&text).map_err(fault),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Keyring::default()),
        Err(error) => Err(fault(error.to_string())),
    }
}

/// The name of the key in force, when it is not at hand.
pub(crate) fn missing(conn: &mut Conn, keys: &Keyring) -> db::Result<Option<String>> {
    Ok(ledger::get(conn, MARK)?.filter(|known| !keys.holds(known)))
}

/// The keys the program runs with: made where there are none yet, refused where they are not this installation's.
pub(crate) fn of(config: &Config, db: &Db) -> Result<Keyring, Failure> {
    let mut keys = at_hand(config)?;
    let known = db.read(|conn| ledger::get(conn, MARK))?;
    if known.is_none() {
        if keys.is_empty() {
            keys = make(&file(config))?;
        }
        db.write(|tx| ledger::put_once(tx, MARK, keys.present().unwrap_or_default()))?;
    }
    let Some(known) = db.read(|conn| missing(conn, &keys))? else {
        return Ok(keys);
    };
    let place = file(config).display().to_string();
    Err(Failure::Refused(format!(
        "secrets of this installation are sealed with the key {known}, which is not at hand: copy {place} from the machine that has it, or name it in METODSET_SECRET_KEY; if it is lost for good, run `metodset secrets seal --without-lost`"
    )))
}

/// A new file with a new key, for this user alone.
fn make(path: &Path) -> Result<Keyring, Failure> {
    let fault = |error: std::io::Error| Failure::Refused(format!("{}: {error}", path.display()));
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let key = Token::random();
    match options.open(path) {
        Ok(mut file) => {
            writeln!(file, "{}", key.reveal()).and_then(|()| file.sync_all()).map_err(fault)?;
            Keyring::read(key.reveal()).map_err(Failure::Refused)
        }
        // Another server on the same folder was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let text = fs::read_to_string(path).map_err(fault)?;
            Keyring::read(&text).map_err(Failure::Refused)
        }
        Err(error) => Err(fault(error)),
    }
}

/// Seals with the present key whatever can be opened, and makes it the installation's; what stood how before.
pub(crate) fn seal(config: &Config, db: &Db, without_lost: bool) -> Result<Standing, Failure> {
    let mut keys = at_hand(config)?;
    if keys.is_empty() && (without_lost || db.read(|conn| ledger::get(conn, MARK))?.is_none()) {
        keys = make(&file(config))?;
    }
    let before = db.read(|conn| standing(conn, &keys))?;
    let is_missing = db.read(|conn| missing(conn, &keys))?.is_some();
    if (is_missing || before.lost > 0) && !without_lost {
        let count = before.lost;
        return Err(Failure::Refused(format!(
            "the key in force is not at hand, or an earlier one: {count} secrets are sealed with a key that is not at hand; with --without-lost they stay lost: their holders enter with recovery codes, or an administrator resets their second factor"
        )));
    }
    db.write(|tx| {
        for (account, sealing) in factors::standings(tx, &keys)? {
            if matches!(sealing, Sealing::Earlier | Sealing::Open)
                && let Some(factor) = factors::find(tx, &keys, account)?
                && let Some(secret) = &factor.secret
            {
                factors::seal(tx, &keys, account, secret)?;
            }
        }
        ledger::put(tx, MARK, keys.present().unwrap_or_default())
    })?;
    Ok(before)
}

/// A restored copy in which nothing is sealed takes whatever key it finds.
pub(crate) fn settle(tx: &mut WriteTx) -> db::Result<()> {
    let counted = standing(tx, &Keyring::default())?;
    if counted.lost == 0 { ledger::forget(tx, MARK) } else { Ok(()) }
}
