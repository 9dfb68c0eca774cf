//! Background work: sealing the journal each second, sweeping away old sessions, invitations and failures each hour.

use db::WriteTx;
use jobs::Kind;
use web::House;

use crate::actions::recovery;
use crate::store::{failures, identities, invitations, links, sessions};

const DAY: i64 = 24 * 3600;
/// Ended sessions and used invitations are kept so long, days: the journal tells of them longer.
const KEPT_DAYS: i64 = 30;

/// The area's kinds of jobs.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![
        Kind { name: "audit.seal", every: Some(1), run: seal },
        Kind { name: "accounts.sweep", every: Some(3600), run: sweep },
        Kind { name: recovery::JOB, every: None, run: recovery::send },
    ]
}

fn seal(house: &House, _payload: &str) -> Result<(), String> {
    write(house, |tx| audit::seal(tx, house.now()).map(drop))
}

fn sweep(house: &House, _payload: &str) -> Result<(), String> {
    let before = house.now().plus_seconds(-KEPT_DAYS * DAY);
    let yesterday = house.now().plus_seconds(-DAY);
    write(house, |tx| {
        sessions::sweep(tx, before)?;
        invitations::sweep(tx, before)?;
        links::sweep(tx, before)?;
        identities::sweep(tx, house.now())?;
        access::store::factors::sweep_pending(tx, yesterday)?;
        failures::sweep(tx, yesterday).map(drop)
    })
}

fn write(house: &House, work: impl FnOnce(&mut WriteTx) -> db::Result<()>) -> Result<(), String> {
    house.db.write(work).map_err(|error| error.to_string())
}
