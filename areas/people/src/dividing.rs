//! Who may go to a new unit that comes out of another: works by posts and school teams. Work that goes ends on the day before
//! and begins anew there; work that began on that day or later was never in the unit of before.

use std::collections::{BTreeMap, BTreeSet};

use access::Permission;
use db::{Change, Conn, Result, Returned, Trail, WriteTx};
use registry::{Choosable, Choosing, DividingOffer, Division, Goer};
use web::russian;

use crate::carrying::{Carried, WORKS, carry, people_of, settled};
use crate::pages::words::rate;
use crate::store::{self, mergers};
use crate::{Employment, Person, SeePeople};

/// A work to choose: by what it is sorted, its id, words, whose card it is.
type Row = (String, i64, String, i64);

/// The offer.
pub(crate) struct Leaving;

impl DividingOffer for Leaving {
    fn permission(&self) -> Option<&'static str> {
        Some(SeePeople::NAME)
    }

    fn choosable(&self, conn: &mut Conn, asked: &Choosing<'_>) -> Result<Vec<Choosable>> {
        let works = mergers::offered(conn, asked.unit, asked.day)?;
        let cards = cards_of(conn, &works)?;
        let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for one in &works {
            let Some(card) = cards.get(&one.person_id.0) else { continue };
            let post = russian::capital(&(asked.post)(&one.post).unwrap_or_else(|| one.post_title.clone()));
            let words = said(card, one, &post);
            let row = (card.name_key.clone(), one.id.0, words, card.id.0);
            groups.entry(post).or_default().push(row);
        }
        let mut found: Vec<Choosable> =
            groups.into_iter().map(|(title, rows)| in_order(title, rows)).collect();
        let teams = mergers::teams_named(conn, asked.unit)?;
        if !teams.is_empty() {
            found.push(Choosable {
                title: "Школьные команды".to_owned(), items: teams, people: Vec::new()
            });
        }
        Ok(found)
    }

    fn goers(&self, conn: &mut Conn, division: &Division) -> Result<Vec<Goer>> {
        let works = mergers::offered(conn, division.from.unit, division.day)?;
        let cards = cards_of(conn, &works)?;
        let is_chosen = |one: &&Employment| division.chosen.contains(&one.id.0);
        // Work that is over by now keeps nobody here, though it was not over on the day of the division.
        let today = division.at.utc().date_naive();
        let stays =
            works.iter().filter(|one| !is_chosen(one) && one.ended_on.is_none_or(|last| today <= last));
        let staying: BTreeSet<i64> = stays.map(|one| one.person_id.0).collect();
        let going: BTreeSet<i64> = works.iter().filter(is_chosen).map(|one| one.person_id.0).collect();
        let goer = |card: &Person| Goer {
            person: card.id.0,
            account: card.account_id,
            name: card.name().short(),
            stays_too: staying.contains(&card.id.0),
        };
        Ok(going.iter().filter_map(|id| cards.get(id)).map(goer).collect())
    }

    fn gone(&self, conn: &mut Conn, unit: i64, ids: &[i64]) -> Result<Vec<(i64, String)>> {
        let mut works = mergers::works_by_id(conn, ids)?;
        // Of another unit nothing is told, whatever was asked.
        works.retain(|one| one.unit_id.0 == unit);
        let cards = cards_of(conn, &works)?;
        let said = |one: &Employment| {
            let name = cards.get(&one.person_id.0).map(|card| card.name().short()).unwrap_or_default();
            let words = match one.ended_on {
                Some(last) => format!("{name}, последний день работы – {}", russian::date(last)),
                None => name,
            };
            (one.person_id.0, words)
        };
        Ok(works.iter().map(said).collect())
    }

    fn told(&self, conn: &mut Conn, division: &Division) -> Result<Vec<String>> {
        let works = chosen(conn, division)?;
        let count = i64::try_from(works.len()).unwrap_or(i64::MAX);
        let mut told = Vec::new();
        if count > 0 {
            let counted = russian::counted(count, "место работы", "места работы", "мест работы");
            told.push(format!(
                "Педагоги и\u{a0}сотрудники: в\u{a0}«{}» перейдут – {counted}; прежние места работы закончатся накануне и\u{a0}останутся в\u{a0}карточках",
                division.into.name
            ));
        }
        let both: Vec<&str> =
            division.goers.iter().filter(|goer| goer.stays_too).map(|goer| goer.name.as_str()).collect();
        if !both.is_empty() {
            told.push(format!(
                "Будут работать в\u{a0}обеих: {}. Роли и\u{a0}пары у\u{a0}них остаются в\u{a0}прежней",
                russian::some_of(&both, 10)
            ));
        }
        let strangers = division.leavers().filter(|goer| goer.account.is_none()).count();
        if strangers > 0 {
            told.push(format!(
                "Карточка не\u{a0}связана с\u{a0}учётной записью – {strangers}: есть ли у\u{a0}этих людей роли в\u{a0}прежней организации, проверьте в\u{a0}«Доступе»"
            ));
        }
        let teams = chosen_teams(conn, division)?.len();
        if teams > 0 {
            let count = i64::try_from(teams).unwrap_or(i64::MAX);
            told.push(format!(
                "Школьные команды: перейдут – {}; кто в\u{a0}них остаётся, проверьте",
                russian::counted(count, "команда", "команды", "команд")
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
        let seen = chosen(tx, division)?;
        for person in people_of(&seen) {
            tx.lock("people", person.0)?;
        }
        // Behind the locks: whoever was dismissed or moved in this very moment is looked at once more.
        let works = chosen(tx, division)?;
        if works.iter().map(|one| (one.id, one.version)).ne(seen.iter().map(|one| (one.id, one.version))) {
            return Err(db::Error::Retry("work has just become otherwise".to_owned()));
        }
        if self.goers(tx, division)? != division.goers {
            return Err(db::Error::Retry("somebody has just begun or ended another work here".to_owned()));
        }
        let people = people_of(&works);
        let ids: Vec<i64> = people.iter().map(|one| one.0).collect();
        let mut taught = store::employments::subjects_of(tx, &ids)?;
        let (before, later): (Vec<Employment>, Vec<Employment>) =
            works.into_iter().partition(|one| one.started_on < division.day);
        let to = Carried {
            into: Some(&division.into),
            day: division.day,
            ground: &division.ground,
            at: division.at,
        };
        for one in &before {
            let subjects = taught.remove(&one.id.0).unwrap_or_default();
            carry(tx, trail, (one, subjects), &to, id)?;
        }
        let merger = division.as_merger();
        let later = later.iter().map(|one| one.id.0).collect();
        let moved: Change = merger.moving(&division.into, "employments", later).counted();
        trail.change(tx, WORKS, moved, division.at)?;
        settled(tx, (division.by, division.at, division.day), people)?;
        let teams = chosen_teams(tx, division)?;
        let teams = merger.moving(&division.into, "teams", teams).while_it_is("state", "active");
        trail.change(tx, "школьные команды", teams, division.at)
    }

    fn undone(
        &self,
        tx: &mut WriteTx,
        division: &Division,
        returned: &Returned,
        _id: &dyn Fn() -> i64,
    ) -> Result<()> {
        let mut works = mergers::going_on(tx, division.from.unit, division.day)?;
        works.retain(|one| returned.of("employments").contains(&one.id.0));
        settled(tx, (division.by, division.at, division.day), people_of(&works))
    }
}

fn chosen(conn: &mut Conn, division: &Division) -> Result<Vec<Employment>> {
    let mut works = mergers::offered(conn, division.from.unit, division.day)?;
    works.retain(|one| division.chosen.contains(&one.id.0));
    Ok(works)
}

fn chosen_teams(conn: &mut Conn, division: &Division) -> Result<Vec<i64>> {
    let mut teams = mergers::teams_at(conn, division.from.unit)?;
    teams.retain(|id| division.chosen.contains(id));
    Ok(teams)
}

fn cards_of(conn: &mut Conn, works: &[Employment]) -> Result<BTreeMap<i64, Person>> {
    let ids: Vec<i64> = people_of(works).iter().map(|one| one.0).collect();
    Ok(store::all_of(conn, &ids)?.into_iter().map(|card| (card.id.0, card)).collect())
}

fn in_order(title: String, mut rows: Vec<Row>) -> Choosable {
    rows.sort();
    let people = rows.iter().map(|(.., person)| *person).collect();
    Choosable { title, items: rows.into_iter().map(|(_, id, words, _)| (id, words)).collect(), people }
}

/// «Орлова Нина Петровна, учитель математики, 0,5 ставки, по совместительству»
fn said(card: &Person, one: &Employment, post: &str) -> String {
    let mut words = vec![card.name().full()];
    if !one.post_title.is_empty() && db::fold(&one.post_title) != db::fold(post) {
        words.push(one.post_title.clone());
    }
    if one.rate != 100 {
        words.push(format!("{} ставки", rate(one.rate)));
    }
    if !one.is_main {
        words.push("по\u{a0}совместительству".to_owned());
    }
    if let Some(last) = one.ended_on {
        words.push(format!("последний день работы – {}", russian::date(last)));
    }
    words.join(", ")
}
