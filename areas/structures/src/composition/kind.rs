//! Lists of members as a kind of lists: their words, what a row shows, what they are held against.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use access::Granted;
use db::Ranges;
use lists::{Choice, Done, Fault, Import, Kind, Layout, Plan, Row, Verdict, Words};
use people::import::Rulings;
use sheets::{Book, Grid};
use units::{ListPlaces, UnitId};
use web::{Cx, Error, Mode, Result, Write};

use super::judge::Cards;
use super::{FIELDS, Ground, Judged, MemberColumns, doing, judge, line, undoing};
use crate::model::{Member, StructureId};
use crate::rules::short_name;
use crate::{KeepStructures, StructureLists, store};

/// Lists of members.
#[derive(Debug)]
pub struct MemberLists;

/// More than a region has.
const MOST: i64 = 20_000;

const WORDS: Words = Words {
    upload: "Загрузить составы",
    one: "Составы структур",
    told: "список составов методических структур",
    kept: "составы",
    back: ("К\u{a0}структурам", "/structures"),
    hint: "Один человек – одна строка; название структуры пишите, как оно стоит в\u{a0}программе. Пустая ячейка структуры – та\u{a0}же, что выше",
    place: (
        "Чьи это структуры",
        "как в файле: столбец с территорией или названия",
        "Выберите муниципалитет или организацию, если весь список – её",
    ),
    who: "Человек",
    new: "войдёт в\u{a0}состав",
    doubtful: "решите, кто это",
    day: "В\u{a0}составе с, если в\u{a0}файле нет даты",
    help: &[
        "Столбцы узнаются по\u{a0}названиям: «Структура», «Вид структуры», «Территория» или «Код», «Фамилия, имя, отчество» одним столбцом или тремя, «Должность», «Роль», «С\u{a0}какого дня», «Срок роли», «По\u{a0}какой день», «Основание».",
        "Роль пишите, как в\u{a0}правилах региона, или просто: руководитель, секретарь, член. Если роль не\u{a0}названа, человек вносится членом.",
        "Прежних людей укажите с\u{a0}днём «По\u{a0}какой день»: они встанут в\u{a0}прежний состав и\u{a0}освободят роль. Кого нет в\u{a0}списке, того программа не\u{a0}исключает.",
    ],
    missing: (
        "Нет в списке",
        "Эти люди сейчас в\u{a0}составе, но\u{a0}в\u{a0}файле их нет. Программа никого не\u{a0}исключает сама.",
        "открыть карточку структуры",
    ),
    counts: [
        "Вошли в\u{a0}состав",
        "Изменены",
        "Без изменений",
        "Не\u{a0}решено, кто это",
        "С\u{a0}ошибками",
    ],
    undo: "Кто вошёл этим списком, исчезнет из\u{a0}состава, изменённое вернётся, каким было. Что потом меняли руками, останется.",
    empty: "Под заголовками никого не\u{a0}нашлось: выберите другой лист или другой файл.",
};

/// What a list of members would do.
#[derive(Debug)]
pub struct MemberPlan {
    pub(super) import: Import,
    layout: Layout,
    pub(super) all: Vec<Judged>,
    left_out: Vec<(u32, String)>,
    ground: Ground,
}

impl Kind for MemberLists {
    type May = KeepStructures;
    type Plan = MemberPlan;
    const CODE: &'static str = "members";
    const WORDS: Words = WORDS;
    const ALIKE: &'static [&'static str] = &["unit", "unit_code", "organisation", "organisation_code"];

    fn fields() -> Vec<(&'static str, &'static str)> {
        FIELDS.to_vec()
    }

    fn found<M: Mode>(_: &mut Cx<M>, _: &str, book: &Book) -> Result<std::result::Result<Layout, String>> {
        Ok(super::found(book))
    }

    fn of_grid<M: Mode>(_: &mut Cx<M>, _: &str, grid: &Grid) -> Result<Layout> {
        Ok(lists::of_grid(grid, &MemberColumns))
    }

    fn places<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepStructures>) -> Result<Vec<(String, String)>> {
        StructureLists::places(cx, may)
    }

    fn place<M: Mode>(
        cx: &mut Cx<M>,
        may: &Granted<KeepStructures>,
        chosen: &str,
    ) -> Result<Option<(i64, String, bool)>> {
        units::list_place(cx, may, chosen)
    }

    fn plan<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: Import, book: &Book) -> Result<MemberPlan> {
        let layout = import.layout();
        let mut ground = ground(cx, scope, &import)?;
        // The whole of a municipality is its structures and those of its schools: only a place of one unit says which it is.
        let only = import.is_whole && ground.units.iter().all(|unit| unit.id.0 == import.unit_id);
        let places = ListPlaces::of(&ground.units, only.then_some(UnitId(import.unit_id)));
        let all = ListPlaces::of(&ground.units, None);
        let places = line::Places { of_structures: &places, of_members: &all };
        let (lines, left_out) = line::lines(book, &layout, (&places, ground.today));
        let placed = judge::placed(lines, &layout, &ground);
        known(cx, &import.unit_path, &placed, &mut ground)?;
        let all = judge::judged(placed, &layout, &ground, &import.choices());
        Ok(MemberPlan { import, layout, all, left_out, ground })
    }

    fn saw<M: Mode>(cx: &mut Cx<M>, plan: &MemberPlan, rows: &[usize]) {
        let shown: Vec<_> = rows.iter().filter_map(|at| plan.all.get(*at)).collect();
        let members: Vec<i64> =
            shown.iter().filter_map(|one| one.known.as_ref()).map(|one| one.id.0).collect();
        cx.saw("structure_member", &members, &plan.import.unit_path);
        let own: BTreeSet<i64> = plan.ground.members.values().flatten().map(|one| one.id.0).collect();
        let cards = shown.iter().flat_map(|one| &one.candidates).map(|(id, _)| *id);
        let cards: Vec<i64> = cards.filter(|id| !own.contains(id)).collect();
        cx.saw("person", &cards, &plan.import.unit_path);
    }

    fn apply(
        cx: &mut Cx<Write>,
        may: &Granted<KeepStructures>,
        plan: &MemberPlan,
        is_chosen: &dyn Fn(u32) -> bool,
    ) -> Result<Done> {
        doing::apply(cx, may, plan, is_chosen)
    }

    fn undo(cx: &mut Cx<Write>, _: &Granted<KeepStructures>, import: Import) -> Result<(usize, Vec<String>)> {
        undoing::undo(cx, &import)
    }

    fn named<M: Mode>(cx: &mut Cx<M>, ids: &[i64]) -> Result<Vec<(String, String)>> {
        let all = store::members_by_id(cx.conn(), ids)?;
        let named = |one: Member| (one.name, format!("/structures/{}", one.structure_id));
        Ok(all.into_iter().map(named).collect())
    }
}

/// Units the list may name and what works there.
fn ground<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: &Import) -> Result<Ground> {
    let (house, today) = (cx.house_handle(), cx.today_at(&import.unit_path)?);
    let mut units = units::store::all_within(cx.conn(), &Ranges::under([import.unit_path.as_str()]))?;
    units.retain(|unit| unit.is_active() && scope.holds(&unit.path));
    let mut paths = vec![import.unit_path.as_str()];
    paths.extend(units.iter().map(|unit| unit.path.as_str()));
    let mut rules = units::store::effective_of(cx.conn(), &house.packs, &paths, today)?.into_iter();
    let own = rules.next().ok_or(Error::NotFound)?;
    let rules = Rulings::of(own, units.iter().map(|unit| unit.id).zip(rules));
    let mut structures = store::standing_under(cx.conn(), &import.unit_path, MOST)?;
    structures.retain(|one| scope.holds(&one.unit_path));
    let (members, cards) = (BTreeMap::new(), Cards::new());
    let (likely, day) = (Vec::new(), import.started_on);
    Ok(Ground { units, structures, members, cards, likely, rules, day, today, is_blind: false })
}

/// Who belongs to the structures the list names, and the cards its names may be.
fn known<M: Mode>(cx: &mut Cx<M>, place: &str, placed: &[Judged], ground: &mut Ground) -> Result<()> {
    let mut named: BTreeMap<StructureId, Vec<String>> = BTreeMap::new();
    for one in placed {
        if let Some(id) = one.structure {
            named.entry(id).or_default().push(db::fold(&one.line.name));
        }
    }
    let ids: Vec<i64> = named.keys().map(|id| id.0).collect();
    for member in store::members_of(cx.conn(), &ids)? {
        ground.members.entry(member.structure_id).or_default().push(member);
    }
    let mut wanted: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for one in &ground.structures {
        for name in named.get(&one.id).into_iter().flatten() {
            wanted.entry(name).or_default().insert(&one.unit_path);
        }
    }
    let names: Vec<&str> = wanted.keys().copied().collect();
    for (id, key, at) in store::cards_of(cx.conn(), place, &names)? {
        let those = wanted.get(key.as_str()).into_iter().flatten();
        for path in those.filter(|path| at.starts_with(**path)) {
            let cards = ground.cards.entry(((*path).to_owned(), key.clone())).or_default();
            if cards.iter().all(|(known, _)| *known != id) {
                cards.push((id, String::new()));
            }
        }
    }
    likely(cx, place, placed, ground)?;
    let several: Vec<i64> =
        ground.cards.values().filter(|all| all.len() > 1).flatten().map(|(id, _)| *id).collect();
    let posts = crate::pages::posts(cx, &several, ground.today)?;
    for (id, about) in ground.cards.values_mut().filter(|all| all.len() > 1).flatten() {
        *about = posts.iter().find(|(card, _)| card == id).map(|(_, said)| said.clone()).unwrap_or_default();
    }
    Ok(())
}

/// Cards that names told in short may be, of the places of their structures.
fn likely<M: Mode>(cx: &mut Cx<M>, place: &str, placed: &[Judged], ground: &mut Ground) -> Result<()> {
    let mut wanted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in placed {
        let body = one.structure.and_then(|id| ground.structures.iter().find(|body| body.id == id));
        if let (Some(body), Some(name)) = (body, short_name(&one.line.name)) {
            wanted.entry(db::fold(&name.last)).or_default().insert(body.unit_path.clone());
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let families: Vec<String> = wanted.keys().cloned().collect();
    ground.likely = store::cards_of_families(cx.conn(), place, &families)?;
    for one in &ground.likely {
        let paths = wanted.get(&db::fold(&one.name.last)).into_iter().flatten();
        for path in paths.filter(|path| one.at.starts_with(path.as_str())) {
            let cards = ground.cards.entry((path.clone(), db::fold(&one.name.full()))).or_default();
            if cards.iter().all(|(known, _)| *known != one.id) {
                cards.push((one.id, String::new()));
            }
        }
    }
    Ok(())
}

impl Plan for MemberPlan {
    fn import(&self) -> &Import {
        &self.import
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn verdicts(&self) -> Vec<(u32, Verdict)> {
        self.all.iter().map(|one| (one.line.number, one.verdict)).collect()
    }

    fn row(&self, at: usize) -> Row {
        let Some(one) = self.all.get(at) else { return Row::default() };
        Row {
            number: one.line.number,
            name: one.line.name.clone(),
            place: one.line.structure.clone(),
            changes: one.changes.clone(),
            faults: one.faults.clone(),
            notes: one.line.notes.clone(),
            asked: Vec::new(),
            doubt: "",
            options: self.options(one),
        }
    }

    fn seen(&self) -> String {
        let mut hash = DefaultHasher::new();
        (self.import.layout.as_str(), self.import.started_on).hash(&mut hash);
        self.ground.structures.iter().for_each(|one| (one.id.0, one.version).hash(&mut hash));
        let members = self.ground.members.values().flatten();
        members.for_each(|one| {
            let days = (one.from_on, one.term_on, one.to_on);
            (one.id.0, days, [&one.post, &one.role, &one.basis, &one.end_reason]).hash(&mut hash);
        });
        self.ground.units.iter().for_each(|one| (one.id, one.version).hash(&mut hash));
        format!("{:x}", hash.finish())
    }

    fn left_out(&self) -> &[(u32, String)] {
        &self.left_out
    }

    fn missing(&self) -> Vec<(String, String, String)> {
        let line = |one: &Member| {
            let body = self.ground.structures.iter().find(|body| body.id == one.structure_id);
            let (name, url) = body.map(|body| (body.name.clone(), body.url())).unwrap_or_default();
            (one.name.clone(), name, url)
        };
        self.gone().into_iter().map(line).collect()
    }

    fn faults(&self) -> Vec<Fault> {
        self.all.iter().flat_map(|one| one.faults.iter().cloned()).collect()
    }
}

impl MemberPlan {
    /// Members whom the list does not name, as many as are shown.
    fn gone(&self) -> Vec<&Member> {
        let named: Vec<i64> = self.all.iter().filter_map(|one| Some(one.known.as_ref()?.id.0)).collect();
        let is = |one: &&Member| one.to_on.is_none() && !named.contains(&one.id.0);
        self.ground.members.values().flatten().filter(is).take(200).collect()
    }

    fn options(&self, one: &Judged) -> Vec<(String, String, bool)> {
        if !matches!(one.verdict, Verdict::Doubtful | Verdict::Skipped) {
            return Vec::new();
        }
        let chosen = self.import.choices().get(&one.line.number).copied();
        let is = |(id, about): &(i64, String)| {
            let about = if about.is_empty() { "сейчас не\u{a0}работает" } else { about };
            (id.to_string(), format!("это {}: {about}", one.line.name), chosen == Some(Choice::Is(*id)))
        };
        let mut all: Vec<(String, String, bool)> = one.candidates.iter().map(is).collect();
        let other = "кого в\u{a0}списке педагогов нет: внести без карточки".to_owned();
        all.push(("other".to_owned(), other, chosen == Some(Choice::Other)));
        all.push(("skip".to_owned(), "пропустить строку".to_owned(), chosen == Some(Choice::Skip)));
        all
    }
}
