//! A staff list comes in: planned against the cards, accepted in one transaction, taken back as one action.

mod applying;
mod staff_lists;
mod undoing;

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use db::Ranges;
use lists::Import;
use sheets::Book;
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Result};

use crate::EmploymentId;
use crate::import::judge::{Terms, missing};
use crate::import::{Choice, Ground, Judged, Known, Layout, List, Places, Rulings, Verdict, judged, lines};
use crate::store;

pub use staff_lists::StaffLists;

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
    fn tally(&self, verdict: Verdict) -> usize {
        self.all.iter().filter(|one| one.verdict == verdict).count()
    }

    /// What the plan was made from: it changes when a card or the way the list is read does.
    fn hashed(&self) -> String {
        let mut hash = DefaultHasher::new();
        (self.import.layout.as_str(), self.import.started_on, self.today).hash(&mut hash);
        for one in &self.known.people {
            (
                one.person.id,
                one.person.version,
                one.categories.len(),
                one.records.iter().map(|told| told.version).sum::<i64>(),
            )
                .hash(&mut hash);
            one.works.iter().for_each(|work| (work.one.id, work.one.version).hash(&mut hash));
        }
        format!("{:x}", hash.finish())
    }

    /// Cards of others a doubtful row may be of: told without a name, they cannot be chosen.
    fn foreign(&self, one: &Judged) -> Vec<String> {
        let others = one
            .candidates
            .iter()
            .filter(|other| self.known.people.get(other.known).is_some_and(|known| !known.is_ours));
        others
            .map(|other| format!("есть чужая карточка ({}): её ведут в\u{a0}другой организации", other.why))
            .collect()
    }

    /// A cell that names several, to be divided; the cell of a name told by initials, to be told in full.
    fn asked(&self, one: &Judged) -> Vec<(String, String)> {
        let short = one.is_short().then(|| (one.name_cell(&self.layout), String::new()));
        one.line.several.clone().into_iter().chain(short).collect()
    }

    /// «Это он(а)», «тот же, что в строке 3», «другой человек», «пропустить».
    fn options(&self, one: &Judged) -> Vec<(String, String, bool)> {
        if one.verdict != Verdict::Doubtful && one.verdict != Verdict::Skipped {
            return Vec::new();
        }
        let chosen = self.import.choices().get(&one.line.number).copied();
        if let Some(later) = one.later {
            return of_start(later, chosen);
        }
        let mut all: Vec<(String, String, bool)> = Vec::new();
        for candidate in &one.candidates {
            let Some(known) = self.known.people.get(candidate.known) else { continue };
            let person = &known.person;
            let born = person.birth_date.map(|day| format!(", {}", web::russian::date(day)));
            if known.is_ours {
                let text =
                    format!("это {}{} ({})", person.name().full(), born.unwrap_or_default(), candidate.why);
                all.push((person.id.to_string(), text, chosen == Some(Choice::Is(person.id.0))));
            }
        }
        if let Some(row) = one.above {
            let text = format!("это тот\u{a0}же человек, что в\u{a0}строке {row}: карточка одна");
            all.push(("above".to_owned(), text, chosen == Some(Choice::Above)));
        }
        let other = if one.is_short() && one.candidates.is_empty() {
            "имя и\u{a0}отчество неизвестны: завести карточку с\u{a0}инициалами".to_owned()
        } else {
            "другой человек: завести новую карточку".to_owned()
        };
        all.push(("other".to_owned(), other, chosen == Some(Choice::Other)));
        all.push(("skip".to_owned(), "пропустить строку".to_owned(), chosen == Some(Choice::Skip)));
        all
    }
}

/// Which first day of work is right: the card's, or the later one of the list.
fn of_start((kept, told): (NaiveDate, NaiveDate), chosen: Option<Choice>) -> Vec<(String, String, bool)> {
    let (kept, told) = (web::russian::date(kept), web::russian::date(told));
    let option = |value: &str, text: String, choice| (value.to_owned(), text, chosen == Some(choice));
    vec![
        option("kept", format!("работает с\u{a0}{kept}, как на\u{a0}карточке"), Choice::Kept),
        option("told", format!("работает с\u{a0}{told}, как в\u{a0}файле"), Choice::Told),
        option("skip", "пропустить строку".to_owned(), Choice::Skip),
    ]
}

/// A list read, before anything is held against the cards.
struct Lines {
    list: List,
    layout: Layout,
    units: Vec<Unit>,
    rules: Rulings,
    today: NaiveDate,
}

fn read<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: &Import, book: &Book) -> Result<Lines> {
    let today = cx.today_at(&import.unit_path)?;
    let layout = import.layout();
    let units = within(cx, scope, import)?;
    let rules = rulings(cx, import, &units)?;
    let given = import.is_whole.then_some(UnitId(import.unit_id));
    let ids: Vec<i64> = units.iter().map(|unit| unit.id.0).collect();
    let former = units::store::versions::former_names(cx.conn(), &ids)?;
    let places = Places::of(&units, given).remembering(&former);
    let list = lines(book, &layout, Ground { rules: &rules, places: &places, today });
    Ok(Lines { list, layout, units, rules, today })
}

/// What the list would do to the cards; `scope` is what the person reaches.
fn plan<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: Import, book: &Book) -> Result<Plan> {
    let Lines { list, layout, units, rules, today } = read(cx, scope, &import, book)?;
    let asked = store::known::Asked::of(&list.lines);
    let known = store::known::known(cx.conn(), scope, (top(&import), &asked))?;
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
    let mut found = units::store::all_of(cx.conn(), &[import.unit_id])?;
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
    Ranges::under([import.unit_path.as_str()]).top().unwrap_or(import.unit_id)
}
