//! Rows against the register: new, changed field by field, same, doubtful, wrong. Nothing is asked of the database here.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use lists::{Choice, Choices, Fault, Layout, Verdict, plain};
use packs::StructureKind;
use people::import::Rulings;
use units::Unit;
use web::russian;

use super::line::Line;
use super::{roles, whom};
use crate::actions::composing::Entry;
use crate::model::{Member, MemberId, NewMember, Organisation, Structure, StructureId};
use crate::rules::{entry_faults, overlap, term_end};
use crate::store::Likely;

/// Cards of people by the path of a unit and the folded name: whom units there see.
pub(crate) type Cards = HashMap<(String, String), Vec<(i64, String)>>;

/// What rows are held against.
#[derive(Debug)]
pub(crate) struct Ground {
    /// Units the list may name.
    pub units: Vec<Unit>,
    /// Working structures of them.
    pub structures: Vec<Structure>,
    /// Who belongs and belonged to them.
    pub members: BTreeMap<StructureId, Vec<Member>>,
    /// Cards the names of the list may be.
    pub cards: Cards,
    /// Cards that names told in short may be.
    pub likely: Vec<Likely>,
    /// The rules of each unit.
    pub rules: Rulings,
    /// The day of coming in where the list names none.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// Nothing is known: no structure is asked for.
    pub is_blind: bool,
}

impl Ground {
    /// Where nothing is known.
    pub fn nothing(rules: Rulings, today: NaiveDate) -> Self {
        let (units, structures, cards) = (Vec::new(), Vec::new(), Cards::new());
        let members = BTreeMap::new();
        let likely = Vec::new();
        Self { units, structures, members, cards, likely, rules, day: today, today, is_blind: true }
    }

    fn structure(&self, id: StructureId) -> Option<&Structure> {
        self.structures.iter().find(|one| one.id == id)
    }

    fn kind(&self, one: &Structure) -> Option<&StructureKind> {
        self.rules.at(Some(one.unit_id)).structure_kind(&one.kind).map(|kind| &kind.rule)
    }
}

/// A row judged, with all that is to be done by it.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub line: Line,
    pub verdict: Verdict,
    pub changes: Vec<lists::Change>,
    /// Which cards it may be, and what they are.
    pub candidates: Vec<(i64, String)>,
    pub faults: Vec<Fault>,
    /// Where the person belongs.
    pub structure: Option<StructureId>,
    /// The membership that is there.
    pub known: Option<Member>,
    /// The membership as it will be.
    pub entry: Option<Entry>,
}

impl Judged {
    fn is_bad(&mut self, layout: &Layout, field: &'static str, message: &str) {
        let column = layout.column(field).or_else(|| layout.column("structure")).unwrap_or(0);
        let cell = sheets::Address::at(self.line.number.saturating_sub(1), column).to_string();
        self.faults.push(Fault { row: self.line.number, cell, message: message.to_owned() });
        self.verdict = Verdict::Wrong;
    }
}

/// Rows with the structures they name.
pub(crate) fn placed(lines: Vec<Line>, layout: &Layout, ground: &Ground) -> Vec<Judged> {
    let mut named: HashMap<String, Vec<&Structure>> = HashMap::new();
    for one in &ground.structures {
        named.entry(plain(&one.name)).or_default().push(one);
    }
    let row = |line: Line| {
        let mut one = Judged {
            faults: line.faults.clone(),
            verdict: Verdict::Wrong,
            changes: Vec::new(),
            candidates: Vec::new(),
            structure: None,
            known: None,
            entry: None,
            line,
        };
        if one.faults.is_empty() && !ground.is_blind {
            match structure(&one.line, &named, ground) {
                Ok(id) => one.structure = Some(id),
                Err(sentence) => one.is_bad(layout, "structure", &sentence),
            }
        }
        one
    };
    lines.into_iter().map(row).collect()
}

/// The only structure of the name there, told apart by its kind where there are several.
fn structure(
    line: &Line,
    named: &HashMap<String, Vec<&Structure>>,
    ground: &Ground,
) -> Result<StructureId, String> {
    let all = named.get(&plain(&line.structure)).map(Vec::as_slice).unwrap_or_default();
    let here: Vec<&Structure> =
        all.iter().copied().filter(|one| line.unit.is_none_or(|unit| one.unit_id == unit)).collect();
    let of_kind: Vec<&Structure> = here.iter().copied().filter(|one| is_kind(one, line, ground)).collect();
    match (here.as_slice(), of_kind.as_slice()) {
        ([only], _) | (_, [only]) => Ok(only.id),
        ([], _) => Err(format!(
            "среди работающих нет структуры «{}»: напишите её, как она названа в\u{a0}программе, или сначала создайте",
            line.structure
        )),
        _ => Err(format!(
            "структур «{}» несколько: добавьте столбец «Территория» или «Вид структуры»",
            line.structure
        )),
    }
}

fn is_kind(one: &Structure, line: &Line, ground: &Ground) -> bool {
    let asked = plain(&line.kind);
    let is_it = |kind: &StructureKind| {
        kind.id == line.kind || [&kind.title, &kind.short].into_iter().any(|title| plain(title) == asked)
    };
    ground.kind(one).is_some_and(is_it)
}

/// Memberships as they will be after the rows judged so far, and which of them rows have named.
struct Standing {
    members: BTreeMap<StructureId, Vec<Member>>,
    named: BTreeSet<MemberId>,
    next: i64,
}

/// Judges every row of a list: those that are there first, so that whoever leaves makes room for whoever comes.
pub(crate) fn judged(
    mut all: Vec<Judged>,
    layout: &Layout,
    ground: &Ground,
    choices: &Choices,
) -> Vec<Judged> {
    let members = ground.members.clone();
    let mut standing = Standing { members, named: BTreeSet::new(), next: -1 };
    for one in all.iter_mut().filter(|one| one.faults.is_empty()) {
        if ground.is_blind {
            one.verdict = Verdict::New;
            continue;
        }
        told(one, (layout, ground, choices), &mut standing);
    }
    for one in all.iter_mut().filter(|one| one.faults.is_empty() && one.entry.is_some()) {
        if one.known.is_none() {
            fresh(one, (layout, ground, choices), &mut standing);
        }
    }
    all
}

/// What the row says in full, and the membership it names.
fn told(one: &mut Judged, (layout, ground, choices): (&Layout, &Ground, &Choices), standing: &mut Standing) {
    let Some(body) = one.structure.and_then(|id| ground.structure(id)) else { return };
    if !is_known_by_name(one, body, ground, choices) {
        return;
    }
    let role = match ground.kind(body).map(|kind| roles::role(&one.line.role, kind)) {
        Some(Ok(role)) => role,
        Some(Err(sentence)) => return one.is_bad(layout, "role", &sentence),
        None => one.line.role.clone(),
    };
    let known = known(&one.line, &role, (body.id, ground), standing);
    let entry = entry(&one.line, (&role, known.as_ref()), body, ground);
    if let Some(was) = known {
        standing.named.insert(was.id);
        one.changes = changes(&was, &entry);
        one.verdict = if one.changes.is_empty() { Verdict::Same } else { Verdict::Changed };
        if one.verdict == Verdict::Changed {
            held(one, &entry, (body, was.id), (layout, ground), standing);
        }
        one.known = Some(was);
    }
    one.entry = Some(entry);
}

/// Whether it is settled whom the row means; a name told in short is then the one in full, with a note.
fn is_known_by_name(one: &mut Judged, body: &Structure, ground: &Ground, choices: &Choices) -> bool {
    let all = whom::meant(&one.line, body, ground);
    let choice = choices.get(&one.line.number);
    let found = match (all.as_slice(), choice) {
        ([], _) | ([_, _, ..], Some(Choice::Other)) => return true,
        ([only], _) => Some(only),
        (several, Some(Choice::Is(id))) => several.iter().find(|meant| meant.id == *id),
        _ => None,
    };
    if let Some(meant) = found {
        let said = std::mem::replace(&mut one.line.name, meant.name.clone());
        one.line.notes.push(whom::note(&said, meant));
        return true;
    }
    one.verdict = if choice == Some(&Choice::Skip) { Verdict::Skipped } else { Verdict::Doubtful };
    one.candidates = all.into_iter().map(|meant| (meant.id, meant.about)).collect();
    false
}

/// The membership of this name and role: of the very day, else the one that goes on in these days; each is named once.
fn known(
    line: &Line,
    role: &str,
    (id, ground): (StructureId, &Ground),
    standing: &Standing,
) -> Option<Member> {
    let key = db::fold(&line.name);
    let all = ground.members.get(&id).map(Vec::as_slice).unwrap_or_default();
    let is_it = |one: &&Member| {
        one.name_key == key
            && one.role == role
            && one.organisation_id == line.organisation
            && !standing.named.contains(&one.id)
    };
    let those: Vec<&Member> = all.iter().filter(is_it).collect();
    let of_day: Vec<&&Member> = those.iter().filter(|one| Some(one.from_on) == line.from_on).collect();
    let of_post = of_day.iter().find(|one| one.post == line.post).or_else(|| of_day.first());
    if let Some(same) = of_post {
        return Some((**same).clone());
    }
    let goes_on = |one: &&&Member| {
        one.to_on.is_none()
            && line.from_on.is_none_or(|from| overlap((one.from_on, None), (from, line.to_on)))
    };
    those.iter().find(goes_on).map(|one| (*one).clone())
}

/// The membership as it will be: what the row leaves empty stays.
fn entry(line: &Line, (role, known): (&str, Option<&Member>), body: &Structure, ground: &Ground) -> Entry {
    // A table knows no no-break space: the text that differs in such alone is the same.
    let spaced = |text: &str| text.replace('\u{a0}', " ");
    let text = |said: &str, was: Option<&String>| match was {
        Some(was) if said.is_empty() || spaced(said) == spaced(was) => was.clone(),
        _ => said.to_owned(),
    };
    let from_on = line.from_on.or(known.map(|one| one.from_on)).unwrap_or(ground.day);
    let months = ground.kind(body).and_then(|kind| kind.role(role)).and_then(|role| role.term_months);
    let by_pack = months.filter(|_| known.is_none()).map(|months| term_end(from_on, months));
    Entry {
        new: NewMember {
            person: known.and_then(|one| one.person_id),
            name: line.name.clone(),
            post: text(&line.post, known.map(|one| &one.post)),
            role: role.to_owned(),
            from_on,
            term_on: line.term_on.or(known.and_then(|one| one.term_on)).or(by_pack),
            basis: text(&line.basis, known.map(|one| &one.basis)),
            organisation: organisation(line, known, ground),
        },
        to_on: line.to_on.or(known.and_then(|one| one.to_on)),
        end_reason: text(&line.end_reason, known.map(|one| &one.end_reason)),
    }
}

/// The organisation that is the member, called as it was when it came, else as it is.
fn organisation(line: &Line, known: Option<&Member>, ground: &Ground) -> Option<Organisation> {
    let id = line.organisation?;
    let was = known.and_then(|one| one.organisation.clone());
    let name = || ground.units.iter().find(|unit| unit.id == id).map(|unit| unit.short_name.clone());
    Some(Organisation { id, name: was.or_else(name).unwrap_or_default() })
}

fn changes(was: &Member, will: &Entry) -> Vec<lists::Change> {
    let day = |day: Option<NaiveDate>| day.map(russian::date).unwrap_or_default();
    lists::different(&[
        ("должность", was.post.clone(), will.new.post.clone()),
        ("с какого дня", russian::date(was.from_on), russian::date(will.new.from_on)),
        ("срок роли", day(was.term_on), day(will.new.term_on)),
        ("по какой день", day(was.to_on), day(will.to_on)),
        ("основание", was.basis.clone(), will.new.basis.clone()),
        ("причина выхода", was.end_reason.clone(), will.end_reason.clone()),
    ])
}

/// Somebody who is not there yet: the card, the rules, the room.
fn fresh(one: &mut Judged, (layout, ground, choices): (&Layout, &Ground, &Choices), standing: &mut Standing) {
    let Some(body) = one.structure.and_then(|id| ground.structure(id)) else { return };
    let Some(mut entry) = one.entry.clone() else { return };
    let key = (body.unit_path.clone(), db::fold(&entry.new.name));
    let cards = ground.cards.get(&key).map(Vec::as_slice).unwrap_or_default();
    one.candidates = if cards.len() > 1 { cards.to_vec() } else { Vec::new() };
    entry.new.person = match (cards, choices.get(&one.line.number)) {
        (_, Some(Choice::Skip)) => {
            one.verdict = Verdict::Skipped;
            return;
        }
        ([only], _) => Some(only.0),
        ([], _) | (_, Some(Choice::Other)) => None,
        (several, Some(Choice::Is(id))) if several.iter().any(|(card, _)| card == id) => Some(*id),
        _ => {
            one.verdict = Verdict::Doubtful;
            return;
        }
    };
    standing.next -= 1;
    one.verdict = Verdict::New;
    let nobody = MemberId(standing.next);
    held(one, &entry, (body, nobody), (layout, ground), standing);
    let role = ground.kind(body).and_then(|kind| kind.role(&entry.new.role));
    let title = role.map_or_else(|| entry.new.role.clone(), |role| role.title.to_lowercase());
    let until = entry.to_on.map(|last| format!(" по\u{a0}{}", russian::date(last))).unwrap_or_default();
    let period = format!("с\u{a0}{}{until}", russian::date(entry.new.from_on));
    one.changes = lists::different(&[("роль", String::new(), title), ("когда", String::new(), period)]);
    one.entry = Some(entry);
}

/// Holds the membership against the rules and the others of the structure; a good one stands there from now on.
fn held(
    one: &mut Judged,
    entry: &Entry,
    (body, id): (&Structure, MemberId),
    (layout, ground): (&Layout, &Ground),
    standing: &mut Standing,
) {
    let all = standing.members.entry(body.id).or_default();
    let others: Vec<Member> = all.iter().filter(|other| other.id != id).cloned().collect();
    let key = db::fold(&entry.new.name);
    let faults =
        entry_faults((body, ground.kind(body)), &others, (&entry.new, entry.to_on), (&key, ground.today));
    for fault in faults {
        let field = match fault.field.as_str() {
            "name" if layout.column("full_name").is_some() => "full_name",
            "name" => "last_name",
            known => {
                super::FIELDS.iter().map(|(code, _)| *code).find(|code| *code == known).unwrap_or("role")
            }
        };
        one.is_bad(layout, field, &fault.text);
    }
    if one.faults.is_empty() {
        all.retain(|other| other.id != id);
        all.push(entry.as_member(id, body.id, key));
    }
}
