//! What structures offer of activity: leading one and being in one, each once for the time it went on.

use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{ActivityOffer, Deed};

use crate::model::{Member, Structure};
use crate::store;
use crate::support::HEAD;

/// The offer.
pub(crate) struct Memberships;

impl ActivityOffer for Memberships {
    fn deeds(
        &self,
        conn: &mut Conn,
        people: &[i64],
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<Vec<Deed>> {
        let found = store::memberships(conn, people)?;
        let was = |one: &Member| one.from_on <= to && one.to_on.is_none_or(|last| from <= last);
        let stood = |one: &Structure| one.closed_on.is_none_or(|last| from <= last);
        Ok(found.into_iter().filter(|(member, one)| was(member) && stood(one)).filter_map(deed).collect())
    }

    fn counted(&self) -> &'static str {
        store::COUNTED
    }
}

fn deed((member, one): (Member, Structure)) -> Option<Deed> {
    Some(Deed {
        person: member.person_id?,
        kind: if member.role == HEAD { "body_head" } else { "body_member" },
        title: one.name.clone(),
        on: member.from_on,
        document: member.basis,
        url: one.url(),
        unit_path: one.unit_path,
    })
}
