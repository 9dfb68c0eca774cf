//! What becomes of incentives when a unit ends: open representations, measures that last and who is left out of a list go on in
//! the unit it was joined to; closed without one, measures end and representations are to be ended before. Weights and decisions
//! about payments were the closed unit's own: the list of a past year still counts by them.

use db::{Change, Conn, Result, Trail, WriteTx};
use registry::{Merger, MergingOffer};
use web::russian;

use crate::model::Switch;
use crate::store;

/// The offer.
pub(crate) struct Praise;

impl MergingOffer for Praise {
    fn told(&self, conn: &mut Conn, merger: &Merger) -> Result<Vec<String>> {
        let mut told = Vec::new();
        let open = count(store::open_at(conn, merger.closed.unit)?.len());
        let measures = count(store::lasting_at(conn, merger.closed.unit)?.len());
        let representations = russian::counted(open, "представление", "представления", "представлений");
        let counted = russian::counted(measures, "мера", "меры", "мер");
        match &merger.into {
            Some(into) if open > 0 => {
                told.push(format!("Поощрения: перейдут в\u{a0}«{}» – {representations}", into.name));
            }
            None if open > 0 => told.push(format!(
                "Поощрения: останутся без\u{a0}организации – {representations}. Решите или отзовите их до\u{a0}закрытия"
            )),
            _ => {}
        }
        match &merger.into {
            Some(into) if measures > 0 => {
                told.push(format!("Система мотивации: перейдут в\u{a0}«{}» – {counted}", into.name));
            }
            None if measures > 0 => {
                told.push(format!("Система мотивации: перестанут действовать – {counted}"));
            }
            _ => {}
        }
        if store::is_switched_on(conn, merger.closed.unit)? {
            told.push("Перечень к\u{a0}выплатам: здесь его больше не\u{a0}готовят".to_owned());
        }
        Ok(told)
    }

    fn merge(
        &self,
        tx: &mut WriteTx,
        merger: &Merger,
        trail: &mut Trail,
        id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let (closed, at) = (&merger.closed, merger.at);
        if store::is_switched_on(tx, closed.unit)? {
            let off = switched_off(merger, id());
            store::add_switch(tx, &off)?;
            trail.change(
                tx,
                "перечень к\u{a0}выплатам",
                Change::made("payment_switches", vec![off.id]),
                at,
            )?;
        }
        let Some(into) = &merger.into else {
            return store::end_measures(tx, closed.unit, (merger.day, at), &reason(merger));
        };
        let open = store::open_at(tx, closed.unit)?;
        let of = ("representations", "state");
        merger.move_of_states(tx, trail, (into, "представления"), of, open)?;
        let lasting = merger.moving(into, "motivation_measures", store::lasting_at(tx, closed.unit)?);
        let lasting = lasting.while_it_is("to_on", None::<chrono::NaiveDate>);
        trail.change(tx, "меры мотивации", lasting, at)?;
        let omitted = store::omitted_from(tx, closed.unit, merger.day)?;
        trail.change(
            tx,
            "невключённые в\u{a0}перечень",
            merger.moving(into, "payment_omissions", omitted),
            at,
        )
    }
}

fn count(found: usize) -> i64 {
    i64::try_from(found).unwrap_or(i64::MAX)
}

fn reason(merger: &Merger) -> String {
    match &merger.into {
        Some(into) => format!("Присоединение к\u{a0}«{}»", into.name),
        None => "Организация закрыта".to_owned(),
    }
}

fn switched_off(merger: &Merger, id: i64) -> Switch {
    Switch {
        id,
        unit_id: units::UnitId(merger.closed.unit),
        unit_path: merger.closed.path.clone(),
        is_on: false,
        reason: reason(merger),
        account: merger.by,
        decided_on: merger.day,
        created_at: merger.at,
    }
}
