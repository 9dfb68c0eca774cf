//! What structures require of who answers for the own unit: a temporary one whose term has passed is closed or prolonged, a
//! role whose term ends is given anew, required documents are put in order, a lapsed founding document is replaced,
//! whoever left work is let go.

mod gone;
mod led;

use std::collections::BTreeMap;

use access::{Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use packs::{Effective, Library};
use registry::{Obligation, ObligationOffer, month_end};
use web::russian;

use crate::access::above;
use crate::model::{Member, Structure};
use crate::rules::{Act, lacking, page_due};
use crate::store;

/// Who is told.
const TOLD: [(Role, Level); 5] = [
    (Role::InstituteMethodist, Level::Region),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];
/// A term is told of so many days before its end.
pub(crate) const AHEAD_DAYS: u64 = 30;

/// The offer of the area's duties.
#[derive(Default)]
pub(crate) struct StructureDuties {
    packs: Library,
}

impl ObligationOffer for StructureDuties {
    fn learn(&mut self, packs: &Library) {
        self.packs = packs.clone();
    }

    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let own = person.scopes.iter().filter(|scope| TOLD.contains(&(scope.role, scope.level)));
        let places: BTreeMap<i64, String> = own.map(|scope| (scope.unit, scope.path.clone())).collect();
        let by = today + Days::new(AHEAD_DAYS);
        let mut duties = self.kept(conn, &places, (by, today))?;
        let mut led = crate::access::led(conn, person, today)?;
        led.retain(|one| places.values().all(|path| *path != one.unit_path));
        if !led.is_empty() {
            duties.extend(led::duties(self, conn, &led, (by, today))?);
        }
        Ok(duties)
    }
}

impl StructureDuties {
    /// Of whoever answers for these units.
    fn kept(
        &self,
        conn: &mut Conn,
        places: &BTreeMap<i64, String>,
        (by, today): (NaiveDate, NaiveDate),
    ) -> Result<Vec<Obligation>> {
        let paths: Vec<String> = places.values().cloned().collect();
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let at_work = store::standing_at(conn, &paths)?;
        if at_work.is_empty() {
            return Ok(Vec::new());
        }
        let is_ending = |one: &&Structure| one.ends_on.is_some_and(|last| last <= by);
        let mut duties: Vec<Obligation> = at_work.iter().filter(is_ending).filter_map(ending).collect();
        duties.extend(
            store::terms_ending(conn, &paths, by)?.iter().filter_map(|(one, member)| term(one, member)),
        );
        let all: Vec<&Structure> = at_work.iter().collect();
        duties.extend(gone::duties(conn, &all, today)?);
        let lapsed = lapsed(conn, &all, today)?;
        for (id, path) in places {
            let own: Vec<&Structure> = at_work.iter().filter(|one| one.unit_path == *path).collect();
            if own.is_empty() {
                continue;
            }
            let rules = units::effective(conn, &self.packs, path, today)?;
            duties.extend(own.iter().filter_map(|one| page(one, &rules, today)));
            duties.extend(documents(conn, &rules, (*id, path), &own, today)?);
            let old: Vec<&Structure> = lapsed.iter().copied().filter(|one| one.unit_path == *path).collect();
            duties.extend(acts(*id, &old, today));
            let bare: Vec<&Structure> = own.into_iter().filter(|one| is_bare(one, &rules)).collect();
            duties.extend(unfounded(*id, &bare, today));
        }
        Ok(duties)
    }
}

/// One line for all documents the unit's structures lack: the regulations set no day for that.
fn documents(
    conn: &mut Conn,
    rules: &Effective,
    (unit, path): (i64, &str),
    own: &[&Structure],
    today: NaiveDate,
) -> Result<Option<Obligation>> {
    let found = lacking_documents(conn, rules, own, path, today)?;
    let Some((first, _)) = found.first() else { return Ok(None) };
    let count: usize = found.iter().map(|(_, count)| count).sum();
    let count =
        russian::counted(i64::try_from(count).unwrap_or(i64::MAX), "документа", "документов", "документов");
    let due = month_end(today);
    Ok(Some(Obligation {
        key: format!("structures:documents:{unit}:{due}"),
        due,
        title: format!("Привести в\u{a0}порядок документы методических структур: не\u{a0}хватает {count}"),
        note: format!("Начать можно с\u{a0}этой: {}", first.name),
        action: "Открыть".to_owned(),
        url: first.url(),
    }))
}

/// What is told of it on its page was not looked through for as long as the pack allows.
fn page(one: &Structure, rules: &Effective, today: NaiveDate) -> Option<Obligation> {
    let kind = rules.structure_kind(&one.kind)?;
    let updated_on = one.updated_at.utc().date_naive();
    let due = page_due(&kind.rule, updated_on, today)?;
    Some(Obligation {
        key: format!("structures:page:{}:{due}", one.id),
        due,
        title: format!("Обновить страницу: {}", one.name),
        note: format!(
            "Сведения на\u{a0}ней от\u{a0}{} ({}). Если всё верно, так и\u{a0}отметьте",
            russian::date(updated_on),
            kind.rule.clause
        ),
        action: "Открыть".to_owned(),
        url: one.url(),
    })
}

/// Structures of the unit that lack documents, each with how many.
fn lacking_documents<'a>(
    conn: &mut Conn,
    rules: &Effective,
    own: &[&'a Structure],
    path: &str,
    today: NaiveDate,
) -> Result<Vec<(&'a Structure, usize)>> {
    let kind = |one: &Structure| rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let mut kinds: Vec<String> = own
        .iter()
        .copied()
        .filter_map(|one| Some((one, kind(one)?)))
        .flat_map(|(one, kind)| kind.required(&one.level).cloned())
        .collect();
    kinds.sort();
    kinds.dedup();
    let asked: Vec<_> = kinds.iter().filter_map(|id| rules.document_kind(id)).map(|one| &one.rule).collect();
    let mut wanted = kinds.clone();
    wanted.extend(asked.iter().flat_map(|one| one.met_by.clone()));
    let mut paths = above(path);
    paths.push(path.to_owned());
    let mut held = store::in_force(conn, &paths, &wanted, today)?;
    if asked.iter().any(|kind| kind.each) {
        store::ties::told(conn, &mut held)?;
    }
    let year = documents::year_start(rules, today);
    let lacks = |one: &'a Structure| {
        let count = lacking(one, kind(one)?, &asked, (&held, Act::None, year), (&[], today)).documents.len();
        (count > 0).then_some((one, count))
    };
    Ok(own.iter().copied().filter_map(lacks).collect())
}

/// Structures whose founding document is in force no more: one statement, and none where nobody told one.
fn lapsed<'a>(conn: &mut Conn, all: &[&'a Structure], today: NaiveDate) -> Result<Vec<&'a Structure>> {
    let mut ids: Vec<i64> = all.iter().filter_map(|one| one.document_id).map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let known = documents::store::all_of(conn, &ids)?;
    let is_lapsed = |one: &&Structure| {
        let told = known.iter().find(|document| Some(document.id) == one.document_id);
        Act::of(told, today) == Act::Lapsed
    };
    Ok(all.iter().copied().filter(is_lapsed).collect())
}

/// One line for all structures of a unit whose founding documents have lapsed.
fn acts(unit: i64, old: &[&Structure], today: NaiveDate) -> Option<Obligation> {
    let (first, due) = (old.first()?, month_end(today));
    let count = i64::try_from(old.len()).unwrap_or(i64::MAX);
    let counted = russian::counted(count, "структуры", "структур", "структур");
    Some(Obligation {
        key: format!("structures:acts:{unit}:{due}"),
        due,
        title: format!("Указать действующий документ-основание у\u{a0}{counted}: прежний утратил силу"),
        note: format!("Начать можно с\u{a0}этой: {}", first.name),
        action: "Открыть".to_owned(),
        url: first.url(),
    })
}

/// Whether it names no act although its kind works only by one (Кемеровская область, п. 4.1).
fn is_bare(one: &Structure, rules: &Effective) -> bool {
    let kind = rules.structure_kind(&one.kind);
    one.document_id.is_none() && kind.is_some_and(|kind| kind.rule.act_first)
}

/// One line for all structures of a unit that do not work for want of an act.
fn unfounded(unit: i64, bare: &[&Structure], today: NaiveDate) -> Option<Obligation> {
    let (first, due) = (bare.first()?, month_end(today));
    let count = i64::try_from(bare.len()).unwrap_or(i64::MAX);
    let counted = russian::counted(count, "структуры", "структур", "структур");
    Some(Obligation {
        key: format!("structures:unfounded:{unit}:{due}"),
        due,
        title: format!("Указать документ-основание у\u{a0}{counted}: без него структура не\u{a0}работает"),
        note: format!("Начать можно с\u{a0}этой: {}", first.name),
        action: "Открыть".to_owned(),
        url: first.url(),
    })
}

fn ending(one: &Structure) -> Option<Obligation> {
    let due = one.ends_on?;
    Some(Obligation {
        key: format!("structures:ending:{}:{due}", one.id),
        due,
        title: format!("Закрыть или продлить временную структуру: {}", one.name),
        note: if one.task.is_empty() { String::new() } else { format!("Задача: {}", one.task) },
        action: "Открыть".to_owned(),
        url: one.url(),
    })
}

fn term(one: &Structure, member: &Member) -> Option<Obligation> {
    let due = member.term_on?;
    Some(Obligation {
        key: format!("structures:term:{}:{due}", member.id),
        due,
        title: format!("Кончается срок роли в\u{a0}составе: {}", one.name),
        note: "Назначьте человека заново или завершите роль".to_owned(),
        action: "Открыть".to_owned(),
        url: one.url(),
    })
}
