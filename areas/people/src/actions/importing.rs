//! A staff list comes in: kept as a file, planned against the cards, accepted in one transaction, taken back as one action.

mod applying;
mod undoing;

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use audit::Action;
use chrono::NaiveDate;
use db::Ranges;
use files::{FileId, FileRow, Spooled};
use serde_json::json;
use sheets::Book;
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Result, Write};

use crate::import::judge::{Terms, missing};
use crate::import::{Ground, Judged, Known, Layout, Places, Rulings, Verdict, judged, layout, lines};
use crate::model::Import;
use crate::rules::names;
use crate::store::{self, imports};
use crate::{EmploymentId, ImportId};

pub use applying::{Done, apply};
pub use undoing::undo;

/// What an import would do.
#[derive(Debug)]
pub struct Plan {
    /// The import.
    pub import: Import,
    /// How the list is read.
    pub layout: Layout,
    /// The rows, judged.
    pub all: Vec<Judged>,
    /// Rows left out, with the reason.
    pub left_out: Vec<(u32, String)>,
    /// Who is not in the list: position among the known, employment.
    pub missing: Vec<(usize, EmploymentId)>,
    /// The cards.
    pub known: Known,
    /// The organisations of the rows.
    pub units: HashMap<UnitId, Unit>,
    /// Posts, subjects, categories.
    pub rules: Rulings,
    /// Today.
    pub today: NaiveDate,
}

impl Plan {
    /// How many rows of the verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.all.iter().filter(|one| one.verdict == verdict).count()
    }

    /// Whether no row waits for a decision or a correction.
    pub fn is_good(&self) -> bool {
        self.count(Verdict::Wrong) == 0 && self.count(Verdict::Doubtful) == 0
    }

    /// What the plan was made from: it changes when a card or the way the list is read does.
    pub fn seen(&self) -> String {
        let mut hash = DefaultHasher::new();
        (self.import.layout.as_str(), self.import.started_on, self.today).hash(&mut hash);
        for one in &self.known.people {
            (one.person.id, one.person.version, one.categories.len(), one.records.len()).hash(&mut hash);
            one.works.iter().for_each(|work| (work.one.id, work.one.version).hash(&mut hash));
        }
        format!("{:x}", hash.finish())
    }
}

/// Keeps an uploaded list of the unit; its bytes are in the vault already. `account` remembers how it reads lists.
pub fn begin(cx: &mut Cx<Write>, unit: &Unit, is_whole: bool, file: &Spooled, book: &Book) -> Result<Import> {
    let rules = super::rules_at(cx, &unit.path)?;
    let layout = layout::found(book, &rules).map_err(|refused| Error::field("file", refused.to_string()))?;
    let layout = remembered(cx, layout)?;
    let (now, account) = (cx.now(), cx.person().map(|person| person.account.0));
    let row = FileRow {
        id: FileId(cx.id()),
        sha256: file.sha256.clone(),
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
        media_type: "application/octet-stream".to_owned(),
        name: file.name.clone(),
        created_at: now,
    };
    files::store::add(cx.tx(), &row)?;
    let import = Import {
        id: ImportId(cx.id()),
        unit_id: unit.id,
        unit_path: unit.path.clone(),
        is_whole,
        file_id: row.id.0,
        file_name: file.name.clone(),
        layout: written(&layout)?,
        choices: "{}".to_owned(),
        started_on: cx.today_at(&unit.path)?,
        state: "open".to_owned(),
        told: String::new(),
        created_by: account,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    imports::add(cx.tx(), &import)?;
    let what = ("people", "import", import.id.0);
    cx.journal(Action::Created, what, &unit.path, "Загружен файл со списком педагогов", json!({}))?;
    Ok(import)
}

fn remembered(cx: &mut Cx<Write>, found: Layout) -> Result<Layout> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(found) };
    let kept = imports::layout(cx.conn(), account, &found.signature())?;
    let kept: Option<Layout> = kept.and_then(|text| serde_json::from_str(&text).ok());
    Ok(kept.map_or_else(|| found.clone(), |kept| Layout { columns: kept.columns, ..found.clone() }))
}

/// Reads the list otherwise from now on, and the sender's next one of these titles as well.
pub fn read_as(cx: &mut Cx<Write>, import: &mut Import, layout: &Layout) -> Result<()> {
    import.layout = written(layout)?;
    let now = cx.now();
    imports::change(cx.tx(), import, now)?;
    if let Some(account) = cx.person().map(|person| person.account.0) {
        let id = cx.id();
        imports::remember(cx.tx(), id, (account, &layout.signature(), &import.layout), now)?;
    }
    Ok(())
}

/// What the list would do to the cards; `scope` is what the person reaches.
pub fn plan<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: Import, book: &Book) -> Result<Plan> {
    let today = cx.today_at(&import.unit_path)?;
    let layout = import.layout();
    let units = within(cx, scope, &import)?;
    let rules = rulings(cx, &import, &units)?;
    let given = import.is_whole.then_some(import.unit_id);
    let places = Places::of(&units, given);
    let list = lines(book, &layout, Ground { rules: &rules, places: &places, today });
    let named: BTreeSet<i64> = list.lines.iter().filter_map(|line| line.unit.map(|unit| unit.0)).collect();
    let likenesses: BTreeSet<String> = list.lines.iter().map(|line| names::likeness(&line.name)).collect();
    let named: Vec<i64> = named.into_iter().collect();
    let likenesses: Vec<String> = likenesses.into_iter().collect();
    let known = store::known::known(cx.conn(), scope, (top(&import), &named, &likenesses))?;
    let terms = Terms { rules: &rules, today, started: import.started_on };
    let all = judged(list.lines, &layout, &known, &import.choices(), terms);
    let missing = missing(&all, &known, today);
    let units = units.into_iter().map(|unit| (unit.id, unit)).collect();
    Ok(Plan { import, layout, all, left_out: list.left_out, missing, known, units, rules, today })
}

/// The rules of the list's own place and of every organisation it may name.
fn rulings<M: Mode>(cx: &mut Cx<M>, import: &Import, units: &[Unit]) -> Result<Rulings> {
    let (house, today) = (cx.house_handle(), cx.today_at(&import.unit_path)?);
    let mut paths = vec![import.unit_path.as_str()];
    paths.extend(units.iter().map(|unit| unit.path.as_str()));
    let mut all = units::store::effective_of(cx.conn(), &house.packs, &paths, today)?.into_iter();
    let own = all.next().ok_or(Error::NotFound)?;
    Ok(Rulings::of(own, units.iter().map(|unit| unit.id).zip(all)))
}

/// The organisations the list may name: the unit's own and those under it, within reach.
fn within<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: &Import) -> Result<Vec<Unit>> {
    let mut found = units::store::all_of(cx.conn(), &[import.unit_id.0])?;
    if !import.is_whole {
        for level in [access::Level::Municipality, access::Level::Organisation] {
            found.extend(units::store::under(cx.conn(), &import.unit_path, level)?);
        }
    }
    // A municipality stands among those under itself as well.
    let mut seen = BTreeSet::new();
    found.retain(|unit| scope.holds(&unit.path) && seen.insert(unit.id));
    Ok(found)
}

fn top(import: &Import) -> i64 {
    Ranges::under([import.unit_path.as_str()]).top().unwrap_or(import.unit_id.0)
}

/// The import, locked together with everybody who imports in the region.
pub fn locked(cx: &mut Cx<Write>, scope: &Ranges, id: ImportId) -> Result<Import> {
    let import = imports::find(cx.conn(), scope, id)?.ok_or(Error::NotFound)?;
    cx.tx().lock("units", top(&import))?;
    cx.tx().lock("people_imports", id.0)?;
    imports::find(cx.conn(), scope, id)?.ok_or(Error::NotFound)
}

fn written(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| Error::Broken(e.to_string()))
}
