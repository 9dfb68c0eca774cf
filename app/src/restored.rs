//! What a restored installation is: what does not travel, what changes, and what must hold of it.

use std::path::Path;

use backup::{Archive, Manifest, Progress, Restored, Task};
use db::{Clock, Db, Target, WriteTx};

use crate::config::Config;
use crate::{Failure, house, keys, lease};

/// Restores an archive into the configured installation, which must be empty and not served.
pub fn restore(
    config: &Config,
    file: &Path,
    takes_incomplete: bool,
    progress: Progress<'_>,
) -> Result<(Manifest, Restored), Failure> {
    let mut archive = Archive::open(file)?;
    let target = &config.database.value;
    house::make_folder_of(target)?;
    refuse_served(target)?;
    let vault = house::vault(config)?;
    let task = Task {
        target,
        vault: &vault,
        migrations: &migrations::ALL,
        program: env!("CARGO_PKG_VERSION"),
        fresh: FRESH,
        takes_incomplete,
        settle: &settle,
    };
    let done = backup::restore(&mut archive, &task, progress)?;
    Ok((archive.manifest, done))
}

/// Travel empty: leases of nodes belong to processes that are not there.
pub(crate) const LEFT_OUT: &[&str] = &["nodes"];

/// Hold rows in an installation nobody has used: what `migrate`, `doctor` and a server's start leave.
const FRESH: &[&str] = &["house_settings", "jobs", "nodes", "search_fills"];

/// Nobody stays signed in, the index of words is made of its rows, and what was running is run again.
pub(crate) fn settle(tx: &mut WriteTx) -> db::Result<()> {
    access::store::end_every_session(tx, Clock::system().now())?;
    search::rebuild(tx)?;
    jobs::store::requeue_running(tx)?;
    keys::settle(tx)
}

/// What the drill asks of a restored copy besides its sums.
pub(crate) fn examine(db: &Db) -> Result<(), String> {
    house::refuse_pending(db).map_err(|failure| failure.to_string())?;
    let verdict = db.read(audit::verify).map_err(|fault| fault.to_string())?;
    match verdict.broken {
        None => Ok(()),
        Some(block) => {
            Err(format!("the journal of the copy is broken: block {block} is not as it was sealed"))
        }
    }
}

/// A server on the database would not notice what happens beneath it.
fn refuse_served(target: &Target) -> Result<(), Failure> {
    let is_there = !matches!(target, Target::Sqlite(path) if !path.exists());
    if !is_there {
        return Ok(());
    }
    let db = house::open_existing(target)?;
    let is_bare = !db.read(db::schema)?.iter().any(|column| column.starts_with("nodes."));
    if !is_bare && db.read(lease::in_force)? > 0 {
        return Err(Failure::Refused(format!(
            "{target} is being served: stop the servers; one that was killed holds its node for five minutes"
        )));
    }
    Ok(())
}
