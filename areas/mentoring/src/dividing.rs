//! What becomes of pairs when people go to a new unit: a pair goes with its mentee. A mentor on the other side then works in
//! another organisation (приложение 2, п. 2.2), which is told before.

use std::collections::BTreeMap;

use db::{Conn, Result, Trail, WriteTx};
use registry::{DividingOffer, Division};
use web::russian;

use crate::model::Pair;
use crate::store;

/// So many pairs are named.
const NAMED: usize = 10;

/// The offer.
pub(crate) struct Pairs;

/// The unit's open pairs, and who of the leavers is called how.
fn open(conn: &mut Conn, division: &Division) -> Result<(Vec<Pair>, BTreeMap<i64, String>)> {
    let ids: Vec<i64> = store::open_at(conn, division.from.unit)?.into_iter().map(|(id, _)| id).collect();
    let leavers = division.leavers().map(|goer| (goer.person, goer.name.clone())).collect();
    Ok((store::lines::these(conn, &ids)?, leavers))
}

impl DividingOffer for Pairs {
    fn told(&self, conn: &mut Conn, division: &Division) -> Result<Vec<String>> {
        let (pairs, leavers) = open(conn, division)?;
        let going = pairs.iter().filter(|pair| leavers.contains_key(&pair.mentee_id.0)).count();
        let mut told = Vec::new();
        if going > 0 {
            let count = i64::try_from(going).unwrap_or(i64::MAX);
            told.push(format!(
                "Наставничество: в\u{a0}«{}» вместе с\u{a0}подопечными перейдут – {}",
                division.into.name,
                russian::counted(count, "пара", "пары", "пар")
            ));
        }
        for (is_mentor, names) in parted(conn, &pairs, &leavers)? {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            // An initial ends with a full stop of its own.
            let said = russian::some_of(&names, NAMED).trim_end_matches('.').to_owned();
            let text = if is_mentor {
                format!(
                    "Наставник переходит, подопечный остаётся: {said}. Пара остаётся в\u{a0}«{}»; наставник из\u{a0}другой организации – только по\u{a0}договору с\u{a0}ней: оформите договор или замените наставника",
                    division.from.name
                )
            } else {
                format!(
                    "Подопечный переходит, наставник остаётся: {said}. Пара идёт с\u{a0}подопечным; наставник из\u{a0}другой организации – только по\u{a0}договору с\u{a0}ней: оформите договор или замените наставника"
                )
            };
            told.push(text);
        }
        Ok(told)
    }

    fn divide(
        &self,
        tx: &mut WriteTx,
        division: &Division,
        trail: &mut Trail,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        for (pair, _) in store::open_at(tx, division.from.unit)? {
            tx.lock("mentorships", pair)?;
        }
        // Behind the locks: a pair that ended in this very moment stays where it was.
        let (pairs, leavers) = open(tx, division)?;
        let going = pairs.into_iter().filter(|pair| leavers.contains_key(&pair.mentee_id.0));
        let states = going.map(|pair| (pair.id.0, pair.state)).collect();
        let of = ("mentorships", "state");
        division.as_merger().move_of_states(tx, trail, (&division.into, "наставнические пары"), of, states)
    }
}

/// Pairs whose mentor goes and mentee stays (true), and the other way round: «Орлова Н. П. – Семёнова М. П.».
fn parted(
    conn: &mut Conn,
    pairs: &[Pair],
    leavers: &BTreeMap<i64, String>,
) -> Result<Vec<(bool, Vec<String>)>> {
    let ids: Vec<i64> = pairs.iter().map(|pair| pair.id.0).collect();
    let mentors = store::mentors_of(conn, &ids)?;
    let mut found: Vec<(bool, i64, i64)> = Vec::new();
    for pair in pairs {
        let mentee_goes = leavers.contains_key(&pair.mentee_id.0);
        let now = mentors.get(&pair.id.0).map_or(&[][..], Vec::as_slice).iter();
        for one in now.filter(|one| one.to_on.is_none() && one.agreement.is_empty()) {
            let mentor_goes = leavers.contains_key(&one.person_id.0);
            if mentor_goes != mentee_goes {
                found.push((mentor_goes, one.person_id.0, pair.mentee_id.0));
            }
        }
    }
    let people: Vec<i64> = found.iter().flat_map(|(_, mentor, mentee)| [*mentor, *mentee]).collect();
    let cards = people::store::all_of(conn, &people)?;
    let name = |id: i64| {
        cards.iter().find(|card| card.id.0 == id).map(|card| card.name().short()).unwrap_or_default()
    };
    let of = |side: bool| {
        let these = found.iter().filter(|(is_mentor, ..)| *is_mentor == side);
        these.map(|(_, mentor, mentee)| format!("{} – {}", name(*mentor), name(*mentee))).collect::<Vec<_>>()
    };
    Ok([(true, of(true)), (false, of(false))].into_iter().filter(|(_, names)| !names.is_empty()).collect())
}
