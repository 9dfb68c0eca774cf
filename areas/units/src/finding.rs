//! Units found by words: full and short names, codes, and the short words for their kinds.

use access::{Level, Person, Policy};
use db::{Conn, Result, WriteTx};
use registry::{Findable, Finding, FindingOffer};
use search::{Asked, Sought, Thing};

use crate::rules::spoken;
use crate::{SeeUnits, Unit, store};

/// The kind of things units are in the search.
const KIND: &str = "units.unit";
/// The offer.
pub(crate) struct Units;

/// Makes the unit findable as it is now.
pub(crate) fn put(tx: &mut WriteTx, unit: &Unit) -> Result<()> {
    search::put(
        tx,
        &Thing {
            id: unit.id.0,
            kind: KIND,
            unit_path: &unit.path,
            address: &unit.url(),
            title: &unit.short_name,
            line: &format!("{} {}", called(unit), further(unit)),
            text: code(unit),
            position: position(unit),
            version: unit.version,
        },
    )
}

/// Territories before organisations, the closed last.
fn position(unit: &Unit) -> i64 {
    match unit.level() {
        _ if !unit.is_active() => 0,
        Level::Installation | Level::Region => 4,
        Level::Municipality => 3,
        Level::District => 2,
        Level::Organisation => 1,
    }
}

/// Its full name where it has another one.
fn called(unit: &Unit) -> &str {
    if unit.name == unit.short_name { "" } else { &unit.name }
}

/// Its code where somebody gave it one.
fn code(unit: &Unit) -> &str {
    if unit.code == unit.id.to_string() { "" } else { &unit.code }
}

/// What its kind is called in short and in full: somebody types «сш 12» for «МБОУ СОШ № 12».
fn further(unit: &Unit) -> String {
    if unit.level() != Level::Organisation {
        return String::new();
    }
    spoken([unit.name.as_str(), &unit.short_name]).join(" ")
}

impl FindingOffer for Units {
    fn findable(&self) -> Findable {
        Findable {
            kind: KIND,
            code: "units",
            title: "Территории и\u{a0}организации",
            place: 2,
            is_suggested: true,
            format: 2,
        }
    }

    fn find(
        &self,
        conn: &mut Conn,
        policy: &Policy,
        person: &Person,
        asked: &Asked,
        limit: usize,
    ) -> Result<Vec<Finding>> {
        let Ok(may) = policy.check::<SeeUnits>(Some(person)) else { return Ok(Vec::new()) };
        let sought = [Sought { kind: KIND, scope: may.ranges(), also: &[] }];
        let ids = search::ids(conn, &sought, &asked.words, limit)?;
        let mut units = store::all_of(conn, &ids)?;
        units.retain(|unit| may.within(&unit.path).is_ok());
        units.sort_by_key(|unit| ids.iter().position(|id| *id == unit.id.0));
        Ok(units.iter().map(|unit| found(unit, asked)).collect())
    }

    fn unit_renamed(&self, tx: &mut WriteTx, unit: i64) -> Result<()> {
        store::all_of(tx, &[unit])?.iter().try_for_each(|unit| put(tx, unit))
    }

    fn fill(&self, tx: &mut WriteTx, after: i64, most: i64) -> Result<Option<i64>> {
        let units = store::listing::after(tx, after, most)?;
        units.iter().try_for_each(|unit| put(tx, unit))?;
        Ok(units.last().map(|unit| unit.id.0))
    }
}

fn found(unit: &Unit, asked: &Asked) -> Finding {
    let further = further(unit);
    let texts = [unit.short_name.as_str(), &unit.name, &unit.code, &further];
    let labels = ["название", "полное название", "код", "вид организации"];
    let places = asked.words.places(&texts);
    let reason: Vec<&str> = places.iter().filter_map(|place| labels.get(*place).copied()).collect();
    let is_called_twice = unit.name != unit.short_name;
    Finding {
        id: unit.id.0,
        title: unit.short_name.clone(),
        url: unit.url(),
        line: if is_called_twice { unit.name.clone() } else { unit.level().title().to_owned() },
        reason: reason.join(", "),
        state: if unit.is_active() { "" } else { "закрыта" },
        ..Finding::default()
    }
}
