//! The folder of mentoring documents (Амурская область, приложение 2, раздел 9): asked of schools with pairs at work. What it lacks is
//! told on the board of control, on the school's required documents and as a duty of who answers for the school.

use std::collections::BTreeSet;

use access::Level;
use chrono::NaiveDate;
use db::{Conn, Result};
use packs::Effective;
use registry::{FolderOffer, Obligation, month_end};

use crate::rules::cited;
use crate::store;

/// The condition, as packs name it.
const CONDITION: &str = "mentoring";

/// The offer.
pub(crate) struct WithPairs;

impl FolderOffer for WithPairs {
    fn condition(&self) -> &'static str {
        CONDITION
    }

    fn holds(&self, conn: &mut Conn, units: &[i64]) -> Result<BTreeSet<i64>> {
        store::folders::with_pairs(conn, units)
    }
}

/// A folder that is not whole: of which unit, what it lacks.
pub(crate) struct Unwhole {
    pub unit: i64,
    pub lacking: Vec<String>,
}

impl Unwhole {
    /// «нет «Локальный нормативный акт о наставничестве», «…»»
    pub fn said(&self) -> String {
        let titles: Vec<String> = self.lacking.iter().map(|title| format!("«{title}»")).collect();
        format!("нет {}", titles.join(", "))
    }

    /// The page of required documents of the unit.
    pub fn url(&self) -> String {
        web::address("/documents/required", &[("unit", &self.unit.to_string())])
    }
}

/// Title and clause of the folder, and which of these schools with pairs have it not whole. None: the rules ask for no folder.
pub(crate) fn unwhole<'a>(
    conn: &mut Conn,
    schools: &BTreeSet<i64>,
    (rules, today): (&'a Effective, NaiveDate),
) -> Result<Option<(&'a packs::Folder, Vec<Unwhole>)>> {
    let Some(folder) = documents::folder(rules, Level::Organisation, CONDITION) else { return Ok(None) };
    let units: Vec<i64> = schools.iter().copied().collect();
    let found = documents::gathered(conn, (rules, folder), &units, today)?;
    let unwhole = found.into_iter().filter(|(_, one)| !one.is_whole());
    Ok(Some((folder, unwhole.map(|(unit, one)| Unwhole { unit, lacking: one.lacking }).collect())))
}

/// The duty of a school with pairs: the regulation sets no day, so it stands until the end of the month and comes back.
pub(crate) fn duty(
    conn: &mut Conn,
    school: i64,
    (rules, today): (&Effective, NaiveDate),
) -> Result<Option<Obligation>> {
    let Some((folder, unwhole)) = unwhole(conn, &BTreeSet::from([school]), (rules, today))? else {
        return Ok(None);
    };
    let due = month_end(today);
    Ok(unwhole.into_iter().next().map(|one| Obligation {
        key: format!("mentoring:folder:{school}:{due}"),
        due,
        title: format!("Пополнить папку «{}»", folder.title),
        note: format!("Папка неполна: {}{}", one.said(), cited(&folder.clause)),
        action: "Посмотреть".to_owned(),
        url: one.url(),
    }))
}
