//! What structures may go to a new unit that comes out of another, and whose places in them are to be looked at: members and
//! terms go along, links and memberships of the unit itself stay with it.

use db::{Conn, Result, Returned, Trail, WriteTx};
use registry::{Choosable, Choosing, DividingOffer, Division};
use web::russian;

use crate::model::StructureId;
use crate::store::{self, mergers};

/// So many structures are named.
const NAMED: usize = 10;

/// The offer.
pub(crate) struct Bodies;

fn chosen(conn: &mut Conn, division: &Division) -> Result<Vec<StructureId>> {
    let mut found = mergers::working(conn, division.from.unit)?;
    found.retain(|id| division.chosen.contains(&id.0));
    Ok(found)
}

/// Names of the unit's structures the leavers are in: those that go, or those that stay.
fn with_leavers(conn: &mut Conn, division: &Division, is_going: bool) -> Result<Vec<String>> {
    let leavers: Vec<i64> = division.leavers().map(|goer| goer.person).collect();
    let mut names: Vec<String> = store::memberships(conn, &leavers)?
        .into_iter()
        .filter(|(member, body)| {
            member.to_on.is_none() && body.unit_id.0 == division.from.unit && body.is_open()
        })
        .filter(|(_, body)| division.chosen.contains(&body.id.0) == is_going)
        .map(|(_, body)| body.name)
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}

impl DividingOffer for Bodies {
    fn choosable(&self, conn: &mut Conn, asked: &Choosing<'_>) -> Result<Vec<Choosable>> {
        let items = mergers::working_named(conn, asked.unit)?;
        let group = Choosable {
            title: "Методические структуры".to_owned(), items, people: Vec::new()
        };
        Ok(if group.items.is_empty() { Vec::new() } else { vec![group] })
    }

    fn told(&self, conn: &mut Conn, division: &Division) -> Result<Vec<String>> {
        let count = i64::try_from(chosen(conn, division)?.len()).unwrap_or(i64::MAX);
        let mut told = Vec::new();
        if count > 0 {
            told.push(format!(
                "Методические структуры: в\u{a0}«{}» перейдут – {}, с\u{a0}составом и\u{a0}сроками; кто в\u{a0}их составе остаётся в\u{a0}прежней организации, проверьте",
                division.into.name,
                russian::counted(count, "структура", "структуры", "структур")
            ));
        }
        let left = with_leavers(conn, division, false)?;
        if !left.is_empty() {
            let names: Vec<&str> = left.iter().map(String::as_str).collect();
            told.push(format!(
                "Составы: те, кто переходит, состоят и\u{a0}в\u{a0}остающихся структурах – {}. Завершите их участие или оставьте",
                russian::some_of(&names, NAMED)
            ));
        }
        Ok(told)
    }

    fn divide(
        &self,
        tx: &mut WriteTx,
        division: &Division,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let moved = chosen(tx, division)?;
        if moved.is_empty() {
            return Ok(());
        }
        for one in &moved {
            tx.lock("structures", one.0)?;
        }
        if chosen(tx, division)? != moved {
            return Err(db::Error::Retry("a structure has just become otherwise".to_owned()));
        }
        mergers::go_on(tx, &division.as_merger(), (&division.into, &moved), (trail, id))
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        division: &Division,
        returned: &Returned,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let moved = returned.of("structures");
        mergers::came_back(tx, (&division.as_merger(), "выделение отменено"), moved, id)
    }
}
