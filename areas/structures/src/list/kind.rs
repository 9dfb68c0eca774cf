//! Lists of structures as a kind of lists: their words, their columns, what a row shows.

use std::hash::{DefaultHasher, Hash, Hasher};

use access::{Granted, Level};
use db::Ranges;
use lists::{Choice, Done, Fault, Import, Kind, Layout, Plan, Row, Verdict, Words};
use people::import::Rulings;
use sheets::{Book, Grid};
use units::{ListPlaces, Unit, UnitId};
use web::{Cx, Error, Mode, Result, Write};

use super::{FIELDS, Ground, Judged, StructureColumns, doing, judge, line, undoing};
use crate::model::{Structure, StructureId};
use crate::rules::short_name;
use crate::{KeepStructures, access as reach, store};

/// Lists of structures.
#[derive(Debug)]
pub struct StructureLists;

/// More than a region has.
const MOST: i64 = 20_000;

const WORDS: Words = Words {
    upload: "Загрузить список структур",
    one: "Список структур",
    told: "список методических структур",
    kept: "структуры",
    back: ("К\u{a0}структурам", "/structures"),
    hint: "Заголовки могут стоять не\u{a0}в\u{a0}первой строке; вид пишите, как в\u{a0}правилах региона, или коротко: РМО, ШМО",
    place: (
        "Чьи это структуры",
        "в файле есть столбец с территорией",
        "Выберите муниципалитет или организацию, если весь список – её",
    ),
    who: "Структура",
    new: "новая",
    doubtful: "решите, что это",
    day: "Создана, если в файле нет даты",
    help: &[
        "Столбцы узнаются по\u{a0}названиям: «Структура», «Вид», «Территория» или «Код», «Предметы, направления», «Создана», «Срок», «Задача», «Входит в», «Руководитель», «Ресурс», «Раздел на\u{a0}портале», «Направления службы».",
        "Документ-основание – одним столбцом («Приказ №\u{a0}12 от\u{a0}01.09.2025») или тремя: вид, номер, дата; программа находит его в\u{a0}реестре документов.",
        "Руководитель вносится у\u{a0}новых структур (нескольких пишите через точку с\u{a0}запятой); у\u{a0}прежних его меняют на\u{a0}карточке. Кого нет в\u{a0}списке, того программа не\u{a0}закрывает.",
    ],
    missing: (
        "Нет в списке",
        "Эти структуры работают, но\u{a0}в\u{a0}файле их нет. Программа ничего не\u{a0}закрывает сама.",
        "открыть",
    ),
    counts: ["Созданы", "Изменены", "Без изменений", "Не\u{a0}решено, что это", "С\u{a0}ошибками"],
    undo: "Новые структуры исчезнут, изменённые вернутся, какими были. Что потом меняли руками, останется.",
    empty: "Под заголовками ничего не\u{a0}нашлось: выберите другой лист или другой файл.",
};

/// What a list of structures would do.
#[derive(Debug)]
pub struct StructurePlan {
    pub(super) import: Import,
    layout: Layout,
    pub(super) all: Vec<Judged>,
    left_out: Vec<(u32, String)>,
    pub(super) ground: Ground,
}

impl Kind for StructureLists {
    type May = KeepStructures;
    type Plan = StructurePlan;
    const CODE: &'static str = "structures";
    const WORDS: Words = WORDS;
    const ALIKE: &'static [&'static str] = &["unit", "unit_code"];

    fn fields() -> Vec<(&'static str, &'static str)> {
        FIELDS.to_vec()
    }

    fn found<M: Mode>(_: &mut Cx<M>, _: &str, book: &Book) -> Result<std::result::Result<Layout, String>> {
        Ok(super::found(book))
    }

    fn of_grid<M: Mode>(_: &mut Cx<M>, _: &str, grid: &Grid) -> Result<Layout> {
        Ok(lists::of_grid(grid, &StructureColumns))
    }

    fn places<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepStructures>) -> Result<Vec<(String, String)>> {
        units::list_units(cx, may, &[Level::Region, Level::Municipality, Level::Organisation])
    }

    fn place<M: Mode>(
        cx: &mut Cx<M>,
        may: &Granted<KeepStructures>,
        chosen: &str,
    ) -> Result<Option<(i64, String, bool)>> {
        units::list_place(cx, may, chosen)
    }

    fn plan<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: Import, book: &Book) -> Result<StructurePlan> {
        let layout = import.layout();
        let mut ground = ground(cx, scope, &import)?;
        let places = ListPlaces::of(&ground.units, import.is_whole.then_some(UnitId(import.unit_id)));
        let (lines, left_out) = line::lines(book, &layout, (&places, ground.today));
        papers(cx, &lines, &mut ground)?;
        let heads = lines.iter().flat_map(|line| line.head.split(';')).map(|name| db::fold(name.trim()));
        let heads: std::collections::BTreeSet<String> = heads.filter(|name| !name.is_empty()).collect();
        let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
        let cards = store::cards_of(cx.conn(), &import.unit_path, &heads)?;
        ground.cards = cards.into_iter().map(|(id, name, at)| (name, at, id)).collect();
        let families: std::collections::BTreeSet<String> =
            heads.iter().filter_map(|name| short_name(name)).map(|name| db::fold(&name.last)).collect();
        let families: Vec<String> = families.into_iter().collect();
        ground.likely = store::cards_of_families(cx.conn(), &import.unit_path, &families)?;
        let all = judge::judged(lines, &layout, &ground, &import.choices());
        Ok(StructurePlan { import, layout, all, left_out, ground })
    }

    fn apply(
        cx: &mut Cx<Write>,
        may: &Granted<KeepStructures>,
        plan: &StructurePlan,
        is_chosen: &dyn Fn(u32) -> bool,
    ) -> Result<Done> {
        doing::apply(cx, may, plan, is_chosen)
    }

    fn undo(cx: &mut Cx<Write>, _: &Granted<KeepStructures>, import: Import) -> Result<(usize, Vec<String>)> {
        undoing::undo(cx, &import)
    }

    fn named<M: Mode>(cx: &mut Cx<M>, ids: &[i64]) -> Result<Vec<(String, String)>> {
        let all = store::all_of(cx.conn(), ids)?;
        Ok(all.into_iter().map(|one| (one.name.clone(), one.url())).collect())
    }
}

/// Units the list may name, what works there and above, and who heads it.
fn ground<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: &Import) -> Result<Ground> {
    let (house, today) = (cx.house_handle(), cx.today_at(&import.unit_path)?);
    let mut units = units::store::all_within(cx.conn(), &Ranges::under([import.unit_path.as_str()]))?;
    units.retain(|unit| unit.is_active() && scope.holds(&unit.path));
    let mut paths = vec![import.unit_path.as_str()];
    paths.extend(units.iter().map(|unit| unit.path.as_str()));
    let mut rules = units::store::effective_of(cx.conn(), &house.packs, &paths, today)?.into_iter();
    let own = rules.next().ok_or(Error::NotFound)?;
    let rules = Rulings::of(own, units.iter().map(|unit| unit.id).zip(rules));
    let mut known = store::standing_under(cx.conn(), &import.unit_path, MOST)?;
    known.extend(store::standing_at(cx.conn(), &reach::above(&import.unit_path))?);
    let ids: Vec<i64> = known.iter().map(|one| one.id.0).collect();
    let members = store::members_of(cx.conn(), &ids)?;
    let is_head = |member: &crate::model::Member| member.role == "head" && member.is_there(today);
    let heads =
        members.into_iter().filter(is_head).map(|member| (member.structure_id, member.name)).collect();
    let directions = store::directions_of(cx.conn(), &ids)?;
    let (cards, likely, papers, day) = (Vec::new(), Vec::new(), Vec::new(), import.started_on);
    Ok(Ground { units, known, heads, cards, likely, directions, papers, rules, day, today })
}

/// Documents the list names, and those the structures there are founded by.
fn papers<M: Mode>(cx: &mut Cx<M>, lines: &[line::Line], ground: &mut Ground) -> Result<()> {
    let told: Vec<_> = lines.iter().map(|line| &line.paper).filter(|paper| paper.is_told()).collect();
    if told.is_empty() {
        return Ok(());
    }
    let mut numbers: Vec<&str> =
        told.iter().map(|paper| paper.number.as_str()).filter(|number| !number.is_empty()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let unnumbered = told.iter().filter(|paper| paper.number.is_empty());
    let days: Vec<chrono::NaiveDate> = unnumbered.filter_map(|paper| paper.on).collect();
    let mut all = store::papers_named(cx.conn(), &numbers, &days)?;
    let kept: Vec<i64> = ground.known.iter().filter_map(|one| one.document_id).map(|id| id.0).collect();
    all.extend(documents::store::all_of(cx.conn(), &kept)?);
    all.sort_by_key(|one| one.id);
    all.dedup_by_key(|one| one.id);
    let seen = reach::reaches::<documents::SeeDocuments, M>(cx);
    let registered = |document: documents::Document| super::Registered {
        is_seen: seen.holds(&document.unit_path),
        document,
    };
    ground.papers = all.into_iter().map(registered).collect();
    Ok(())
}

impl Plan for StructurePlan {
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
        let unit = |id: UnitId| self.ground.units.iter().find(|unit| unit.id == id).map(short);
        Row {
            number: one.line.number,
            name: one.line.name.clone(),
            place: one.line.unit.and_then(unit).unwrap_or_default(),
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
        self.ground.known.iter().for_each(|one| (one.id.0, one.version).hash(&mut hash));
        self.ground.units.iter().for_each(|one| (one.id, one.version).hash(&mut hash));
        format!("{:x}", hash.finish())
    }

    fn left_out(&self) -> &[(u32, String)] {
        &self.left_out
    }

    fn missing(&self) -> Vec<(String, String, String)> {
        let named: Vec<StructureId> =
            self.all.iter().filter_map(|one| Some(one.known.as_ref()?.id)).collect();
        let places: Vec<UnitId> = self.all.iter().filter_map(|one| one.line.unit).collect();
        let is = |one: &&Structure| places.contains(&one.unit_id) && !named.contains(&one.id);
        let place = |one: &Structure| {
            let unit = self.ground.units.iter().find(|unit| unit.id == one.unit_id);
            unit.map(short).unwrap_or_default()
        };
        let line = |one: &Structure| (one.name.clone(), place(one), one.url());
        self.ground.known.iter().filter(is).map(line).take(200).collect()
    }

    fn faults(&self) -> Vec<Fault> {
        self.all.iter().flat_map(|one| one.faults.iter().cloned()).collect()
    }
}

fn short(unit: &Unit) -> String {
    unit.short_name.clone()
}

impl StructurePlan {
    fn options(&self, one: &Judged) -> Vec<(String, String, bool)> {
        if !matches!(one.verdict, Verdict::Doubtful | Verdict::Skipped) {
            return Vec::new();
        }
        let chosen = self.import.choices().get(&one.line.number).copied();
        let is = |(id, why): &(StructureId, &str)| {
            let known = self.ground.known.iter().find(|known| known.id == *id)?;
            let text = format!("это «{}» ({why})", known.name);
            Some((id.to_string(), text, chosen == Some(Choice::Is(id.0))))
        };
        let mut all: Vec<(String, String, bool)> = one.candidates.iter().filter_map(is).collect();
        all.push(("other".to_owned(), "другая: создать новую".to_owned(), chosen == Some(Choice::Other)));
        all.push(("skip".to_owned(), "пропустить строку".to_owned(), chosen == Some(Choice::Skip)));
        all
    }
}
