//! What was there before it could be found is made findable: once after an upgrade by a job, at any time by a command. Changes
//! since then are kept by the transactions that make them.

use jobs::Kind;
use registry::FindingOffer;
use search::Fill;
use web::House;

const FILL: &str = "finding.fill";
/// Seconds between two looks; where everything is done a look costs one query a kind.
const SELDOM: i64 = 600;
/// So many things in one transaction: others write between two.
const AT_ONCE: i64 = 500;

/// The area's background work.
pub(crate) fn kinds() -> Vec<Kind<House>> {
    vec![Kind {
        name: FILL,
        every: Some(SELDOM),
        run: |house, _| fill(house).map(|_| ()).map_err(|error| error.to_string()),
    }]
}

/// Makes findable whatever is not yet; how many transactions it took.
pub fn fill(house: &House) -> db::Result<usize> {
    let mut steps = 0;
    for offer in &house.registry.findings {
        while step(house, offer.as_ref())? {
            steps += 1;
        }
    }
    Ok(steps)
}

/// The same from the beginning, whatever was done; and the index of words from its rows.
pub fn refill(house: &House) -> db::Result<usize> {
    for offer in &house.registry.findings {
        house.db.write(|tx| note(tx, house, offer.as_ref(), 0, false))?;
    }
    let steps = fill(house)?;
    house.db.write(search::rebuild)?;
    Ok(steps)
}

/// Some things more; whether there may be others.
fn step(house: &House, offer: &dyn FindingOffer) -> db::Result<bool> {
    house.db.write(|tx| {
        let of = offer.findable();
        let known =
            search::fill_of(tx, of.kind)?.filter(|known| known.format == of.format).unwrap_or_default();
        if known.is_done {
            return Ok(false);
        }
        let last = offer.fill(tx, known.after, AT_ONCE)?;
        note(tx, house, offer, last.unwrap_or(known.after), last.is_none())?;
        Ok(last.is_some())
    })
}

fn note(
    tx: &mut db::WriteTx,
    house: &House,
    offer: &dyn FindingOffer,
    after: i64,
    is_done: bool,
) -> db::Result<()> {
    let of = offer.findable();
    search::note_fill(tx, house.id(), of.kind, Fill { format: of.format, after, is_done })
}
