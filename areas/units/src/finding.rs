//! Units found by words: full and short names, codes, and the short words for their kinds.

use std::collections::{BTreeMap, BTreeSet};

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

/// Makes the unit findable as it is now, and by what it was called.
pub(crate) fn put(tx: &mut WriteTx, unit: &Unit) -> Result<()> {
    put_all(tx, std::slice::from_ref(unit))
}

fn put_all(tx: &mut WriteTx, units: &[Unit]) -> Result<()> {
    let former = Former::of(tx, units)?;
    for unit in units {
        let thing = Thing {
            id: unit.id.0,
            kind: KIND,
            unit_path: &unit.path,
            address: &unit.url(),
            title: &unit.short_name,
            line: &format!("{} {}", called(unit), further(unit)),
            text: &format!("{} {}", code(unit), former.names(unit).join(" ")),
            position: position(unit),
            version: unit.version,
        };
        search::put(tx, &thing)?;
    }
    Ok(())
}

/// Names units had before, short and full.
struct Former(BTreeMap<i64, BTreeSet<String>>);

impl Former {
    fn of(conn: &mut Conn, units: &[Unit]) -> Result<Self> {
        let ids: Vec<i64> = units.iter().map(|unit| unit.id.0).collect();
        let mut found: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        for (unit, name) in store::versions::former_names(conn, &ids)? {
            found.entry(unit.0).or_default().insert(name);
        }
        Ok(Self(found))
    }

    /// Those it does not bear now.
    fn names(&self, unit: &Unit) -> Vec<&str> {
        let all = self.0.get(&unit.id.0).into_iter().flatten().map(String::as_str);
        all.filter(|name| *name != unit.name && *name != unit.short_name).collect()
    }
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
            format: 3,
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
        let former = Former::of(conn, &units)?;
        Ok(units.iter().map(|unit| found(unit, &former, asked)).collect())
    }

    fn unit_renamed(&self, tx: &mut WriteTx, unit: i64) -> Result<()> {
        let units = store::all_of(tx, &[unit])?;
        put_all(tx, &units)
    }

    fn fill(&self, tx: &mut WriteTx, after: i64, most: i64) -> Result<Option<i64>> {
        let units = store::listing::after(tx, after, most)?;
        put_all(tx, &units)?;
        Ok(units.last().map(|unit| unit.id.0))
    }
}

fn found(unit: &Unit, former: &Former, asked: &Asked) -> Finding {
    let (further, former) = (further(unit), former.names(unit));
    let mut texts = vec![unit.short_name.as_str(), &unit.name, &unit.code, &further];
    let labels = ["название", "полное название", "код", "вид организации"];
    texts.extend(former.iter().copied());
    let places = asked.words.places(&texts);
    let label = |place: &usize| match labels.get(*place) {
        Some(label) => (*label).to_owned(),
        None => format!("прежнее название: {}", texts[*place]),
    };
    let reason: Vec<String> = places.iter().map(label).collect();
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
