//! The head of a unit's papers: its own names in one language or several, or its full name where nobody wrote any.

use db::{Conn, Result};
use paper::Letterhead;

use crate::store::{contacts, living};
use crate::{Unit, UnitId};

/// The letterhead of a unit.
pub fn letterhead(conn: &mut Conn, unit: UnitId) -> Result<Letterhead> {
    let found = living::reread(conn, unit)?;
    let kept = contacts::of_unit(conn, unit)?.contacts;
    let name = found.as_ref().map(|unit: &Unit| unit.name.as_str()).unwrap_or_default();
    let mut head = Letterhead::default();
    for lines in &kept.letterhead {
        head = head.also(lines.iter().map(String::as_str));
    }
    if head.languages.is_empty() {
        head = Letterhead::of([name]);
    }
    let reached = [kept.phone.as_str(), kept.email.as_str(), kept.site.as_str()];
    let reached: Vec<&str> = reached.into_iter().filter(|text| !text.is_empty()).collect();
    let lines = [kept.address, reached.join(", "), kept.codes];
    Ok(lines.into_iter().filter(|line| !line.is_empty()).fold(head, Letterhead::detail))
}
