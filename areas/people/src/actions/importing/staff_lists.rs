//! Staff lists as a kind of lists: their words, their columns, what a row shows.

use std::collections::BTreeSet;

use access::{Granted, Level};
use db::Ranges;
use lists::{Done, Either, Import, Kind, Layout, Row, Words};
use sheets::{Book, Grid};
use units::UnitId;
use web::{Cx, Mode, Result, Write};

use super::{Plan, applying, undoing};
use crate::import::{Fault, Field, SERVICE, Verdict, found, layout};
use crate::{KeepPeople, store};

/// Staff lists.
#[derive(Debug)]
pub struct StaffLists;

/// So many who are not in a list are told.
const MISSING: usize = 200;

const WORDS: Words = Words {
    upload: "Загрузить список педагогов",
    one: "Список педагогов",
    told: "список педагогов",
    kept: "карточки",
    back: ("К педагогам", "/people"),
    hint: "Заголовки могут стоять не\u{a0}в\u{a0}первой строке, а\u{a0}фамилия, имя и\u{a0}отчество – в\u{a0}одном столбце или в\u{a0}трёх",
    place: (
        "Чей это список",
        "в файле есть столбец с организацией",
        "Выберите организацию, если весь список – её",
    ),
    who: "Кто",
    new: "новый человек",
    doubtful: "решите, кто это",
    day: "Принят(а) с, если в файле нет даты",
    help: &[
        "Столбцы узнаются по\u{a0}названиям: «ФИО», «Должность», «Предмет», «Категория» и\u{a0}дата её присвоения, «Дата рождения», «Стаж», «Дата приёма», «Ставка», «Курсы», «Организация».",
        "Кого нет в\u{a0}списке, того программа не\u{a0}увольняет.",
    ],
    missing: (
        "Нет в списке",
        "Эти люди работают у\u{a0}вас, но\u{a0}в\u{a0}файле их нет. Программа никого не\u{a0}увольняет сама: если человек ушёл, укажите последний день.",
        "уволить",
    ),
    counts: ["Приняты на\u{a0}работу", "Изменены", "Без изменений", "Не\u{a0}решено", "С\u{a0}ошибками"],
    undo: "Новые карточки исчезнут, изменённые вернутся, какими были. Что потом меняли руками, останется.",
    empty: "Под заголовками никого не\u{a0}нашлось: выберите другой лист или другой файл.",
};

impl Kind for StaffLists {
    type May = KeepPeople;
    type Plan = Plan;
    const CODE: &'static str = "people";
    const WORDS: Words = WORDS;
    const ALIKE: &'static [&'static str] = &["unit", "unit_code"];
    const EITHER: Option<Either> = Some(SERVICE);

    fn fields() -> Vec<(&'static str, &'static str)> {
        Field::ALL.map(Field::words).to_vec()
    }

    fn found<M: Mode>(
        cx: &mut Cx<M>,
        path: &str,
        book: &Book,
    ) -> Result<std::result::Result<Layout, String>> {
        let rules = units::rules_at(cx, path)?;
        Ok(found(book, &rules).map_err(|refused| refused.to_string()))
    }

    fn of_grid<M: Mode>(cx: &mut Cx<M>, path: &str, grid: &Grid) -> Result<Layout> {
        let rules = units::rules_at(cx, path)?;
        Ok(layout::of_grid(grid, &rules))
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

    fn plan<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: Import, book: &Book) -> Result<Plan> {
        super::plan(cx, scope, import, book)
    }

    /// Reading alone says it: nothing of an organisation is asked of the cards.
    fn unclear<M: Mode>(
        cx: &mut Cx<M>,
        scope: &Ranges,
        import: Import,
        book: &Book,
    ) -> Result<BTreeSet<String>> {
        let read = super::read(cx, scope, &import, book)?;
        Ok(read.list.lines.into_iter().flat_map(|line| line.faults).map(|fault| fault.cell).collect())
    }

    /// Everybody the list is held against is not shown: those of the page are, and those who are not in the list.
    fn saw<M: Mode>(cx: &mut Cx<M>, plan: &Plan, rows: &[usize]) {
        let shown = rows.iter().filter_map(|at| plan.all.get(*at));
        let mut known: Vec<usize> = shown
            .flat_map(|one| one.person.into_iter().chain(one.candidates.iter().map(|other| other.known)))
            .collect();
        known.extend(plan.missing.iter().take(MISSING).map(|(at, _)| *at));
        known.sort_unstable();
        known.dedup();
        let card = |at: &usize| plan.known.people.get(*at).map(|one| one.person.id.0);
        let seen: Vec<i64> = known.iter().filter_map(card).collect();
        cx.saw("person", &seen, &plan.import.unit_path);
    }

    fn apply(
        cx: &mut Cx<Write>,
        _may: &Granted<KeepPeople>,
        plan: &Plan,
        is_chosen: &dyn Fn(u32) -> bool,
    ) -> Result<Done> {
        applying::apply(cx, plan, is_chosen)
    }

    fn undo(cx: &mut Cx<Write>, _may: &Granted<KeepPeople>, import: Import) -> Result<(usize, Vec<String>)> {
        undoing::undo(cx, &import)
    }

    fn named<M: Mode>(cx: &mut Cx<M>, ids: &[i64]) -> Result<Vec<(String, String)>> {
        let people = store::all_of(cx.conn(), ids)?;
        Ok(people.into_iter().map(|one| (undoing::stayed(&one), one.url())).collect())
    }
}

impl lists::Plan for Plan {
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
        let unit = |unit: UnitId| self.units.get(&unit).map(|unit| unit.short_name.clone());
        Row {
            number: one.line.number,
            name: one.line.name.full(),
            place: one.line.unit.and_then(unit).unwrap_or_default(),
            changes: one.changes.clone(),
            faults: one.faults.clone(),
            notes: one.line.notes.iter().cloned().chain(self.foreign(one)).collect(),
            asked: self.asked(one),
            doubt: if one.later.is_some() {
                "решите, с\u{a0}какого дня работает"
            } else {
                ""
            },
            options: self.options(one),
        }
    }

    fn seen(&self) -> String {
        self.hashed()
    }

    fn left_out(&self) -> &[(u32, String)] {
        &self.left_out
    }

    fn missing(&self) -> Vec<(String, String, String)> {
        let line = |(at, work): &(usize, crate::EmploymentId)| {
            let known = self.known.people.get(*at)?;
            let own = known.works.iter().find(|own| own.one.id == *work)?;
            let url = format!("{}/employments/{work}/end", known.person.url());
            Some((known.person.name().full(), own.one.post_title.clone(), url))
        };
        self.missing.iter().filter_map(line).take(MISSING).collect()
    }

    fn faults(&self) -> Vec<Fault> {
        self.all.iter().flat_map(|one| one.faults.iter().cloned()).collect()
    }
}
