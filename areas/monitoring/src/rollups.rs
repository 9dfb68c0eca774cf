//! Values a sheet takes from the sheets below it in the same campaign, for all sheets asked at once: of what was handed
//! in, since a draft is nobody's answer yet.

use std::collections::{BTreeMap, BTreeSet};

use db::{Conn, Ranges};
use packs::{Indicator, RollupKind, Template};
use registry::{Fact, Proof};
use web::Result;

use crate::model::{Campaign, Sheet, SheetId};
use crate::rules::{Answer, Entry, RolledUp, SheetState, rolled_up};
use crate::store;
use crate::worksheet::Worksheet;

/// By sheet and indicator.
pub type RolledUps = BTreeMap<(SheetId, String), RolledUp>;

/// One value to be made: where it goes and what it is made of.
struct Wanted<'a> {
    sheet: &'a Sheet,
    no: &'a str,
    kind: RollupKind,
    level: &'a str,
    lower: &'a Indicator,
}

/// The values these sheets take from below; sheets of one campaign cost two queries, however many they are.
pub fn of(conn: &mut Conn, works: &[&Worksheet]) -> Result<RolledUps> {
    let mut all = RolledUps::new();
    let campaigns: BTreeSet<i64> = works.iter().map(|work| work.campaign.id.0).collect();
    for campaign in campaigns {
        let of_one: Vec<&Worksheet> =
            works.iter().copied().filter(|work| work.campaign.id.0 == campaign).collect();
        if let Some(first) = of_one.first() {
            all.extend(of_campaign(conn, &first.campaign, &of_one)?);
        }
    }
    Ok(all)
}

/// The value as a fact: shown, answered with, frozen and compared like any other the program finds.
pub(crate) fn fact(up: &RolledUp) -> Fact {
    let Answer { num, den, value, .. } = &up.answer;
    let value = match (num, den, value) {
        (Some(num), Some(den), _) => format!("{num}/{den}"),
        (_, _, Some(value)) => value.to_string(),
        _ => String::new(),
    };
    let title = format!("Собрано по таблицам уровня ниже: {} из\u{a0}{}", up.given, up.of);
    Fact::Known { value, proofs: vec![Proof { kind: "sheets".to_owned(), id: 0, title }] }
}

fn of_campaign(conn: &mut Conn, campaign: &Campaign, works: &[&Worksheet]) -> Result<RolledUps> {
    if works.iter().all(|work| work.template.indicators().all(|(_, one)| one.rollup.is_none())) {
        return Ok(RolledUps::new());
    }
    // A worksheet keeps only its own level; what it takes stands in the whole table.
    let table = crate::copies::of(conn, campaign)?;
    let wanted: Vec<Wanted<'_>> = works.iter().flat_map(|work| wanted(work, &table)).collect();
    let scope = Ranges::under(wanted.iter().map(|one| one.sheet.unit_path.as_str()));
    let numbers: BTreeSet<&str> = wanted.iter().map(|one| one.lower.no.as_str()).collect();
    let numbers: Vec<&str> = numbers.into_iter().collect();
    let sheets = store::sheets::of_campaign(conn, campaign.id, &scope)?;
    let entries: BTreeMap<(SheetId, String), Entry> =
        store::below::answers(conn, campaign.id, &numbers, &scope)?
            .into_iter()
            .map(|row| ((row.sheet_id, row.no.clone()), row.entry()))
            .collect();
    let made = |one: &Wanted<'_>| {
        let below = sheets.iter().filter(|sheet| is_below(sheet, one));
        let answers: Vec<Option<&Entry>> = below
            .map(|sheet| entries.get(&(sheet.id, one.lower.no.clone())).filter(|_| is_handed_in(sheet)))
            .collect();
        Some(((one.sheet.id, one.no.to_owned()), rolled_up(one.kind, one.lower, &answers)?))
    };
    Ok(wanted.iter().filter_map(made).collect())
}

fn wanted<'a>(work: &'a Worksheet, table: &'a Template) -> Vec<Wanted<'a>> {
    let one = |indicator: &'a Indicator| {
        let rollup = indicator.rollup.as_ref()?;
        let (home, lower) = table.indicators().find(|(_, lower)| lower.no == rollup.of)?;
        let level = table.level_of(home);
        Some(Wanted { sheet: &work.sheet, no: &indicator.no, kind: rollup.kind, level, lower })
    };
    work.template.indicators().filter_map(|(_, indicator)| one(indicator)).collect()
}

/// A sheet of the level taken, under the unit asked, that the campaign is not published without.
fn is_below(sheet: &Sheet, one: &Wanted<'_>) -> bool {
    sheet.level == one.level
        && sheet.unit_path.starts_with(&one.sheet.unit_path)
        && sheet.left_out_reason.is_empty()
}

fn is_handed_in(sheet: &Sheet) -> bool {
    !matches!(sheet.state(), SheetState::Empty | SheetState::Draft | SheetState::Returned)
}
