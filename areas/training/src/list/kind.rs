//! Plans of further training as a kind of lists: their words, what a row shows, what they are held against.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use access::{Granted, Level};
use chrono::NaiveDate;
use db::Ranges;
use lists::{Choice, Done, Fault, Import, Kind, Layout, Row as Shown, Verdict, Words};
use people::{KeepPeople, Person};
use sheets::{Book, Grid};
use units::{ListPlaces, UnitId};
use web::{Cx, Mode, Result, Write};

use super::row::{self, Row};
use super::{FIELDS, Ground, Judged, PlanColumns, doing, judge};
use crate::model::Line;
use crate::store;

/// Plans of further training.
#[derive(Debug)]
pub struct PlanLists;

const WORDS: Words = Words {
    upload: "Загрузить план курсов",
    one: "План курсов",
    told: "план курсов",
    kept: "строки плана",
    back: ("К\u{a0}плану курсов", "/training"),
    hint: "Один курс одного человека – одна строка; пустая ячейка организации – та\u{a0}же, что выше",
    place: (
        "Чей это план",
        "в файле есть столбец с организацией",
        "Выберите организацию, если весь план – её",
    ),
    who: "Человек",
    new: "войдёт в\u{a0}план",
    doubtful: "решите, кто это",
    day: "День загрузки",
    help: &[
        "Столбцы узнаются по\u{a0}названиям: «Год», «Квартал», «Организация» или «Код», «Фамилия, имя, отчество» одним столбцом или тремя, «Дата рождения», «Вид курса», «Тема», «Часы», «Кто проводит».",
        "Строка узнаётся по\u{a0}человеку, году, виду и\u{a0}теме: у\u{a0}известной меняются квартал, часы и\u{a0}кто проводит. Чего нет в\u{a0}файле, то остаётся в\u{a0}плане.",
    ],
    missing: ("Нет в\u{a0}файле", "", "открыть"),
    counts: [
        "Внесены в\u{a0}план",
        "Изменены",
        "Без изменений",
        "Не\u{a0}решено, кто это",
        "С\u{a0}ошибками",
    ],
    undo: "Внесённые строки исчезнут из\u{a0}плана, изменённые вернутся, какими были. Что потом меняли руками, останется.",
    empty: "Под заголовками ничего не\u{a0}нашлось: выберите другой лист или другой файл.",
};

const REFUSED: &str =
    "Это не\u{a0}похоже на\u{a0}план курсов: нужны столбцы с\u{a0}темой и\u{a0}с\u{a0}именами.";
const ASKED: &str = "Назовите их «Тема» и\u{a0}«Фамилия, имя, отчество» и\u{a0}загрузите файл снова.";

/// What a list would do.
#[derive(Debug)]
pub struct PlanOfLines {
    pub(super) import: Import,
    layout: Layout,
    pub(super) all: Vec<Judged>,
    left_out: Vec<(u32, String)>,
    pub(super) ground: Ground,
}

impl Kind for PlanLists {
    type May = KeepPeople;
    type Plan = PlanOfLines;
    const CODE: &'static str = "training";
    const WORDS: Words = WORDS;
    const ALIKE: &'static [&'static str] = &["unit", "unit_code"];

    fn fields() -> Vec<(&'static str, &'static str)> {
        FIELDS.to_vec()
    }

    fn found<M: Mode>(_: &mut Cx<M>, _: &str, book: &Book) -> Result<std::result::Result<Layout, String>> {
        let found = lists::found(book, &PlanColumns);
        Ok(found.map_err(|refused| refused.said(|said| format!("{REFUSED} {said}{ASKED}"))))
    }

    fn of_grid<M: Mode>(_: &mut Cx<M>, _: &str, grid: &Grid) -> Result<Layout> {
        Ok(lists::of_grid(grid, &PlanColumns))
    }

    fn places<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepPeople>) -> Result<Vec<(String, String)>> {
        units::list_units(cx, may, &[Level::Organisation])
    }

    fn place<M: Mode>(
        cx: &mut Cx<M>,
        may: &Granted<KeepPeople>,
        chosen: &str,
    ) -> Result<Option<(i64, String, bool)>> {
        units::list_place(cx, may, chosen)
    }

    fn plan<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: Import, book: &Book) -> Result<PlanOfLines> {
        let (layout, today) = (import.layout(), cx.today_at(&import.unit_path)?);
        let place = Ranges::under([import.unit_path.as_str()]);
        let mut units = units::store::all_within(cx.conn(), &place)?;
        units.retain(|unit| unit.is_active() && scope.holds(&unit.path));
        let ids: Vec<i64> = units.iter().map(|unit| unit.id.0).collect();
        let former = units::store::versions::former_names(cx.conn(), &ids)?;
        let given = import.is_whole.then_some(UnitId(import.unit_id));
        let places = ListPlaces::of(&units, given).remembering(&former);
        let (rows, left_out) = row::rows(book, &layout, (&places, today));
        let years = (rows.iter().map(|row| row.year).min(), rows.iter().map(|row| row.year).max());
        let lines = store::of_years(cx.conn(), &place, (years.0.unwrap_or(0), years.1.unwrap_or(0)))?;
        let (people, working) = people_of(cx, &place, (&rows, &lines), today)?;
        let ground = Ground { units, people, working, lines, today };
        let all = judge::judged(rows, &layout, &ground, &import.choices());
        Ok(PlanOfLines { import, layout, all, left_out, ground })
    }

    fn saw<M: Mode>(cx: &mut Cx<M>, plan: &PlanOfLines, rows: &[usize]) {
        let shown: Vec<&Judged> = rows.iter().filter_map(|at| plan.all.get(*at)).collect();
        let mut cards: Vec<i64> = shown.iter().filter_map(|one| one.person).collect();
        cards.extend(shown.iter().flat_map(|one| &one.candidates).map(|(id, _)| *id));
        cx.saw("person", &cards, &plan.import.unit_path);
    }

    fn apply(
        cx: &mut Cx<Write>,
        _: &Granted<KeepPeople>,
        plan: &PlanOfLines,
        is_chosen: &dyn Fn(u32) -> bool,
    ) -> Result<Done> {
        doing::apply(cx, plan, is_chosen)
    }

    fn undo(cx: &mut Cx<Write>, _: &Granted<KeepPeople>, import: Import) -> Result<(usize, Vec<String>)> {
        doing::undo(cx, &import)
    }

    fn named<M: Mode>(cx: &mut Cx<M>, ids: &[i64]) -> Result<Vec<(String, String)>> {
        let all = store::all_of(cx.conn(), ids)?;
        Ok(all.into_iter().map(|line| (line.theme.clone(), line.url())).collect())
    }
}

/// Cards by organisation, and who of them works there today.
type Staff = (BTreeMap<UnitId, Vec<Person>>, BTreeSet<(i64, i64)>);

/// Who works today in the organisations the list names, and whoever has a line there: a file that came from here comes back.
fn people_of<M: Mode>(
    cx: &mut Cx<M>,
    place: &Ranges,
    (rows, lines): (&[Row], &[Line]),
    today: NaiveDate,
) -> Result<Staff> {
    let named: BTreeSet<i64> = rows.iter().filter_map(|row| row.unit).map(|unit| unit.0).collect();
    let mut working: BTreeSet<(i64, i64)> =
        people::store::working(cx.conn(), place, today)?.into_iter().collect();
    working.retain(|(_, unit)| named.contains(unit));
    let planned = lines.iter().map(|line| (line.person_id.0, line.unit_id.0));
    let mut here: BTreeSet<(i64, i64)> = planned.filter(|(_, unit)| named.contains(unit)).collect();
    here.extend(&working);
    let mut ids: Vec<i64> = here.iter().map(|(person, _)| *person).collect();
    ids.sort_unstable();
    ids.dedup();
    let cards: BTreeMap<i64, Person> =
        people::store::all_of(cx.conn(), &ids)?.into_iter().map(|card| (card.id.0, card)).collect();
    let mut found: BTreeMap<UnitId, Vec<Person>> = BTreeMap::new();
    for (person, unit) in here {
        if let Some(card) = cards.get(&person) {
            found.entry(UnitId(unit)).or_default().push(card.clone());
        }
    }
    Ok((found, working))
}

impl lists::Plan for PlanOfLines {
    fn import(&self) -> &Import {
        &self.import
    }

    fn layout(&self) -> &Layout {
        &self.layout
    }

    fn verdicts(&self) -> Vec<(u32, Verdict)> {
        self.all.iter().map(|one| (one.row.number, one.verdict)).collect()
    }

    fn row(&self, at: usize) -> Shown {
        let Some(one) = self.all.get(at) else { return Shown::default() };
        let unit = one.row.unit.and_then(|id| self.ground.units.iter().find(|unit| unit.id == id));
        Shown {
            number: one.row.number,
            name: one.row.name.clone(),
            place: unit.map(|unit| unit.short_name.clone()).unwrap_or_default(),
            changes: one.changes.clone(),
            faults: one.faults.clone(),
            notes: one.row.notes.clone(),
            asked: Vec::new(),
            doubt: "",
            options: self.options(one),
        }
    }

    fn seen(&self) -> String {
        let mut hash = DefaultHasher::new();
        (self.import.layout.as_str(), self.import.started_on).hash(&mut hash);
        self.ground.lines.iter().for_each(|line| (line.id, line.version).hash(&mut hash));
        let cards = self.ground.people.values().flatten();
        cards.for_each(|card| (card.id, card.version).hash(&mut hash));
        self.ground.units.iter().for_each(|unit| (unit.id, unit.version).hash(&mut hash));
        format!("{:x}", hash.finish())
    }

    fn left_out(&self) -> &[(u32, String)] {
        &self.left_out
    }

    /// A list is a part of a plan: what it does not name is not missing.
    fn missing(&self) -> Vec<(String, String, String)> {
        Vec::new()
    }

    fn faults(&self) -> Vec<Fault> {
        self.all.iter().flat_map(|one| one.faults.iter().cloned()).collect()
    }
}

impl PlanOfLines {
    fn options(&self, one: &Judged) -> Vec<(String, String, bool)> {
        if !matches!(one.verdict, Verdict::Doubtful | Verdict::Skipped) {
            return Vec::new();
        }
        let chosen = self.import.choices().get(&one.row.number).copied();
        let is = |(id, about): &(i64, String)| {
            (id.to_string(), format!("это {about}"), chosen == Some(Choice::Is(*id)))
        };
        let mut all: Vec<(String, String, bool)> = one.candidates.iter().map(is).collect();
        all.push(("skip".to_owned(), "пропустить строку".to_owned(), chosen == Some(Choice::Skip)));
        all
    }
}
