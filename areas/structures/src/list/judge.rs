//! Rows against the register: new, changed field by field, same, doubtful, wrong. Nothing is asked of the database here.

mod written;

use std::collections::{BTreeMap, HashMap};

use access::Level;
use chrono::NaiveDate;
use lists::{Choice, Choices, Fault, Layout, Verdict, plain};
use packs::{Effective, StructureKind};
use people::import::Rulings;
use people::rules::names::split;
use units::{Unit, UnitId};

use written::{changes, written};

use super::line::Line;
use super::paper::{self, Registered};
use crate::actions::founding::pack_level;
use crate::model::{NewStructure, Structure, StructureId};
use crate::rules::{self, NameParts};
use crate::store::Likely;

/// What rows are held against.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    /// Units the list may name.
    pub units: Vec<Unit>,
    /// Working structures there and above.
    pub known: Vec<Structure>,
    /// Names of those who head them.
    pub heads: Vec<(StructureId, String)>,
    /// Cards of the names the list gives to heads: folded name, where the person works, the card.
    pub cards: Vec<(String, String, i64)>,
    /// Cards that names of heads told in short may be.
    pub likely: Vec<Likely>,
    /// Directions of the service of those that are there.
    pub directions: std::collections::BTreeMap<i64, Vec<String>>,
    /// Documents the list names, and those structures there are founded by.
    pub papers: Vec<Registered>,
    /// The rules of each unit.
    pub rules: Rulings,
    /// The day of founding where the list names none.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
}

/// What a structure stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Above {
    Known(StructureId),
    /// The structure of an earlier row, at this position.
    Row(usize),
}

/// A row judged, with all that is to be done by it.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub line: Line,
    pub verdict: Verdict,
    pub changes: Vec<lists::Change>,
    /// Which structures it may be, and why.
    pub candidates: Vec<(StructureId, &'static str)>,
    pub faults: Vec<Fault>,
    /// The one that is there.
    pub known: Option<Structure>,
    /// The structure as it will be.
    pub new: Option<NewStructure>,
    /// Under an earlier row.
    pub above: Option<usize>,
}

impl Judged {
    fn of(line: Line) -> Self {
        Self {
            faults: line.faults.clone(),
            line,
            verdict: Verdict::Wrong,
            changes: Vec::new(),
            candidates: Vec::new(),
            known: None,
            new: None,
            above: None,
        }
    }

    fn is_bad(&mut self, layout: &Layout, field: &'static str, message: &str) {
        let column = layout.column(field).or_else(|| layout.column("name")).unwrap_or(0);
        let cell = sheets::Address::at(self.line.number.saturating_sub(1), column).to_string();
        self.faults.push(Fault { row: self.line.number, cell, message: message.to_owned() });
        self.verdict = Verdict::Wrong;
    }
}

/// Earlier rows by their place and name, and new ones of kinds that stand alone.
#[derive(Default)]
struct Earlier {
    named: HashMap<(Option<UnitId>, String, String), u32>,
    by_name: HashMap<String, Vec<usize>>,
    alone: HashMap<(Option<UnitId>, String), u32>,
}

/// Judges every row of a list.
pub(crate) fn judged(lines: Vec<Line>, layout: &Layout, ground: &Ground, choices: &Choices) -> Vec<Judged> {
    let (mut all, mut earlier): (Vec<Judged>, Earlier) =
        (Vec::with_capacity(lines.len()), Earlier::default());
    let mut by_place: HashMap<(UnitId, String), Vec<&Structure>> = HashMap::new();
    for one in &ground.known {
        by_place.entry((one.unit_id, plain(&one.name))).or_default().push(one);
    }
    for line in lines {
        let mut one = Judged::of(line);
        if one.faults.is_empty() {
            let rules = ground.rules.at(one.line.unit);
            let unit = ground.units.iter().find(|unit| Some(unit.id) == one.line.unit);
            let own = one.line.unit.and_then(|unit| by_place.get(&(unit, plain(&one.line.name))));
            let own = own.map_or(&[][..], Vec::as_slice);
            match kind_of(&one.line, unit, rules, own) {
                Ok(kind) => row(&mut one, (kind, unit, own), (layout, ground, choices), &mut earlier),
                Err(sentence) => one.is_bad(layout, "kind", &sentence),
            }
            if one.verdict != Verdict::Wrong {
                earlier.by_name.entry(plain(&one.line.name)).or_default().push(all.len());
            }
        }
        all.push(one);
    }
    orphans(&mut all, layout);
    all
}

/// What stands under a row that is not taken cannot be taken either.
fn orphans(all: &mut [Judged], layout: &Layout) {
    let bad: Vec<usize> = (0..all.len())
        .filter(|at| {
            let above = all.get(*at).and_then(|one| one.above).and_then(|above| all.get(above));
            above.is_some_and(|above| above.verdict == Verdict::Wrong)
        })
        .collect();
    for at in bad {
        if let Some(one) = all.get_mut(at) {
            one.is_bad(layout, "parent", "сначала исправьте строку структуры, в\u{a0}которую она входит");
        }
    }
}

type Known<'g> = &'g [&'g Structure];

/// The kind of the row: by its own word, by the known structure of this name, by the beginning of the name.
fn kind_of<'r>(
    line: &Line,
    unit: Option<&Unit>,
    rules: &'r Effective,
    own: Known<'_>,
) -> Result<&'r StructureKind, String> {
    let level = unit.map(|unit| pack_level(unit.level()));
    let here = || {
        let kinds = rules.structure_kinds.iter().map(|kind| &kind.rule);
        kinds.filter(|kind| level.is_none_or(|level| kind.is_of(level)))
    };
    let asked = plain(&line.kind);
    if asked.is_empty() {
        if let [only] = own {
            return here().find(|kind| kind.id == only.kind).ok_or_else(|| no_kind(line));
        }
        let name = plain(&line.name);
        let begins = |kind: &&StructureKind| {
            [&kind.title, &kind.short]
                .into_iter()
                .map(|title| plain(title))
                .any(|title| !title.is_empty() && (name == title || name.starts_with(&format!("{title} "))))
        };
        return here().find(begins).ok_or_else(|| no_kind(line));
    }
    let local = unit.and_then(|unit| rules.unit_kinds.iter().find(|one| one.rule.id == unit.kind));
    let is = |kind: &&StructureKind| {
        let union = local.filter(|_| kind.id == "municipal_union").map(|one| plain(&one.rule.union));
        [&kind.title, &kind.short].into_iter().any(|title| plain(title) == asked)
            || kind.id == line.kind
            || union.is_some_and(|union| union == asked)
    };
    here().find(is).ok_or_else(|| no_kind(line))
}

fn no_kind(line: &Line) -> String {
    if line.kind.is_empty() {
        return "нет вида структуры: добавьте столбец «Вид»".to_owned();
    }
    format!("вида «{}» на\u{a0}этом уровне нет: напишите его, как в\u{a0}правилах региона", line.kind)
}

fn row(
    one: &mut Judged,
    (kind, unit, own): (&StructureKind, Option<&Unit>, Known<'_>),
    (layout, ground, choices): (&Layout, &Ground, &Choices),
    earlier: &mut Earlier,
) {
    let known = own.iter().find(|known| known.kind == kind.id).copied();
    let key = (one.line.unit, kind.id.clone(), plain(&one.line.name));
    let number = one.line.number;
    let first = *earlier.named.entry(key).or_insert(number);
    if first != number {
        one.is_bad(layout, "name", &format!("повторяет строку {first}: оставьте одну"));
        return;
    }
    let chosen = match (known, choices.get(&number)) {
        (Some(known), _) => Some(known),
        (None, Some(Choice::Skip)) => {
            one.verdict = Verdict::Skipped;
            return;
        }
        (None, Some(Choice::Is(id))) => own.iter().find(|known| known.id.0 == *id).copied(),
        (None, _) => None,
    };
    let is_other = choices.get(&number) == Some(&Choice::Other);
    if chosen.is_none() && !own.is_empty() && !is_other {
        one.verdict = Verdict::Doubtful;
        one.candidates = own.iter().map(|known| (known.id, "то\u{a0}же название, другой вид")).collect();
        return;
    }
    told(one, (kind, unit, chosen), (layout, ground), earlier);
}

fn told(
    one: &mut Judged,
    (kind, unit, known): (&StructureKind, Option<&Unit>, Option<&Structure>),
    (layout, ground): (&Layout, &Ground),
    earlier: &mut Earlier,
) {
    let parent = match above(&one.line, unit, ground, earlier) {
        Ok(parent) => parent,
        Err(sentence) => return one.is_bad(layout, "parent", &sentence),
    };
    let mut new = written(&one.line, kind, known, ground);
    match super::headings::read(&one.line.service, ground.rules.at(one.line.unit)) {
        Ok(codes) if codes.is_empty() => {}
        Ok(codes) => new.service_directions = codes,
        Err(sentence) => one.is_bad(layout, "service_directions", &sentence),
    }
    match parent {
        Some(Above::Known(id)) => new.parent = Some(id),
        Some(Above::Row(row)) => one.above = Some(row),
        None => {}
    }
    let level = unit.map_or_else(|| pack_level(Level::Organisation), |unit| pack_level(unit.level()));
    let level = if unit.is_none() { kind.levels.first().map_or(level, String::as_str) } else { level };
    for fault in rules::faults(&new, kind, level, (ground.today, known.is_none())) {
        // Nothing of the row could be corrected: the task is entered later.
        if fault.field == rules::TASK && layout.column(rules::TASK).is_none() {
            one.line.notes.push(
                "задача не\u{a0}названа: добавьте в\u{a0}файл столбец «Задача» или впишите её потом в\u{a0}реквизитах"
                    .to_owned(),
            );
            continue;
        }
        let known = super::FIELDS.iter().find(|(code, _)| *code == fault.field);
        one.is_bad(layout, known.map_or("name", |(code, _)| code), &fault.text);
    }
    founded(one, (kind, unit, &mut new), (layout, ground));
    head(one, known, layout, ground);
    if known.is_none() && kind.one_per_unit {
        alone(one, kind, (layout, ground), earlier);
    }
    if one.faults.is_empty() {
        one.changes = known.map_or_else(Vec::new, |known| changes(known, &new, ground));
        one.verdict = match (known, one.changes.is_empty() && one.above.is_none()) {
            (None, _) => Verdict::New,
            (Some(_), true) => Verdict::Same,
            (Some(_), false) => Verdict::Changed,
        };
    }
    (one.known, one.new) = (known.cloned(), Some(new));
}

/// A kind that stands alone in its unit.
fn alone(
    one: &mut Judged,
    kind: &StructureKind,
    (layout, ground): (&Layout, &Ground),
    earlier: &mut Earlier,
) {
    let is = |known: &&Structure| Some(known.unit_id) == one.line.unit && known.kind == kind.id;
    if let Some(other) = ground.known.iter().find(is) {
        let text = format!("такая структура одна, и\u{a0}она уже есть: «{}» ({})", other.name, kind.clause);
        return one.is_bad(layout, "kind", &text);
    }
    let number = one.line.number;
    let first = *earlier.alone.entry((one.line.unit, kind.id.clone())).or_insert(number);
    if first != number {
        let text = format!("такая структура одна, а\u{a0}в\u{a0}строке {first} уже есть ({})", kind.clause);
        one.is_bad(layout, "kind", &text);
    }
}

/// The founding document the row names; one the registry has not is noted, and what is known stays.
fn founded(
    one: &mut Judged,
    (kind, unit, new): (&StructureKind, Option<&Unit>, &mut NewStructure),
    (layout, ground): (&Layout, &Ground),
) {
    let (said, Some(unit)) = (one.line.paper.clone(), unit) else { return };
    if !said.is_told() {
        return;
    }
    match paper::found(&said, (kind, &unit.path), (&ground.papers, ground.rules.at(Some(unit.id)))) {
        Ok(Some(id)) => new.document = Some(id),
        Ok(None) => one.line.notes.push(paper::absent(&said)),
        Err(sentence) => {
            let field =
                if layout.column("document_number").is_some() { "document_number" } else { "founded" };
            one.is_bad(layout, field, &sentence);
        }
    }
}

/// The head of a new structure is taken in; another head of a known one is told by hand, with its day.
fn head(one: &mut Judged, known: Option<&Structure>, layout: &Layout, ground: &Ground) {
    let name = one.line.head.clone();
    if name.is_empty() {
        return;
    }
    if let Some(known) = known {
        let own = ground.heads.iter().filter(|(id, _)| *id == known.id).map(|(_, head)| head.as_str());
        let is_same = is_same(&own.collect::<Vec<_>>(), &name);
        if !is_same {
            one.line.notes.push("руководитель не\u{a0}изменён: смените его на\u{a0}карточке".to_owned());
        }
    } else if let Some(text) = name.split(';').find_map(NameParts::fault) {
        one.is_bad(layout, "head", text);
    } else {
        let path =
            ground.units.iter().find(|unit| Some(unit.id) == one.line.unit).map(|unit| unit.path.as_str());
        for head in name.split(';').map(str::trim).filter(|head| !head.is_empty()) {
            let (full, card) = ground.head_of(head, path.unwrap_or_default());
            let said = match card {
                Ok(_) if full == head => "есть карточка".to_owned(),
                Ok(_) => format!("есть карточка – {full}"),
                Err(0) => "карточки с\u{a0}таким именем нет, внесём без неё".to_owned(),
                Err(several) => format!("карточек с\u{a0}таким именем {several}, внесём без них"),
            };
            one.line.notes.push(format!("руководитель «{head}»: {said}"));
        }
    }
}

impl Ground {
    /// The only card of this name under the unit, or how many there are.
    pub fn card_of(&self, head: &str, path: &str) -> Result<i64, usize> {
        let key = db::fold(head);
        let is_under = |at: &str| !path.is_empty() && at.starts_with(path);
        let found =
            self.cards.iter().filter(|(name, at, _)| *name == key && is_under(at)).map(|(.., id)| *id);
        match found.collect::<std::collections::BTreeSet<i64>>() {
            found if found.len() == 1 => found.first().copied().ok_or(0),
            found => Err(found.len()),
        }
    }

    /// The head as their card is called, and that card; a name told in short is the only card it fits.
    pub fn head_of(&self, head: &str, path: &str) -> (String, Result<i64, usize>) {
        let exact = self.card_of(head, path);
        let Some(short) = rules::short_name(head).filter(|_| exact == Err(0) && !path.is_empty()) else {
            return (head.to_owned(), exact);
        };
        let here = self.likely.iter().filter(|one| one.at.starts_with(path));
        let found: BTreeMap<i64, &Likely> =
            here.filter(|one| rules::may_mean(&short, &one.name)).map(|one| (one.id, one)).collect();
        match found.values().next().filter(|_| found.len() == 1) {
            Some(only) => (only.name.full(), Ok(only.id)),
            None => (head.to_owned(), Err(found.len())),
        }
    }
}

/// Whether a row names those who head the structure, in short or in full.
fn is_same(own: &[&str], said: &str) -> bool {
    let said: Vec<&str> = said.split(';').map(str::trim).filter(|one| !one.is_empty()).collect();
    let fits = |short: &str, full: &str| match (rules::short_name(short), split(full)) {
        (Some(short), Some(full)) => rules::may_mean(&short, &full),
        _ => false,
    };
    let is_one = |said: &str, own: &str| plain(said) == plain(own) || fits(said, own);
    said.len() == own.len()
        && said.iter().all(|said| own.iter().any(|own| is_one(said, own)))
        && own.iter().all(|own| said.iter().any(|said| is_one(said, own)))
}

/// What the row says it stands under; none: it does not say.
fn above(
    line: &Line,
    unit: Option<&Unit>,
    ground: &Ground,
    earlier: &Earlier,
) -> Result<Option<Above>, String> {
    let asked = plain(&line.parent);
    if asked.is_empty() {
        return Ok(None);
    }
    let path = unit.map_or("", |unit| unit.path.as_str());
    let mut found: Vec<&Structure> = ground
        .known
        .iter()
        .filter(|one| plain(&one.name) == asked && path.starts_with(&one.unit_path))
        .collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.unit_path.len()));
    if let Some(nearest) = found.first() {
        return Ok(Some(Above::Known(nearest.id)));
    }
    match earlier.by_name.get(&asked).map(Vec::as_slice) {
        Some([row]) => Ok(Some(Above::Row(*row))),
        _ => Err(format!("структуры «{}» нет здесь и\u{a0}выше: напишите её, как она названа", line.parent)),
    }
}
