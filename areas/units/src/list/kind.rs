//! Lists of units as a kind of lists: their words, their columns, what a row shows.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use access::{Granted, Level};
use db::Ranges;
use lists::{Choice, Done, Fault, Import, Kind, Layout, Plan, Row, Verdict, Words};
use sheets::{Book, Grid};
use web::{Cx, Error, Mode, Result, Write};

use super::{FIELDS, Ground, Judged, UnitColumns, doing, judge, line, undoing};
use crate::actions::is_from_above;
use crate::store::{self, living, versions};
use crate::{KeepUnits, Unit, UnitId};

/// Lists of units.
#[derive(Debug)]
pub struct UnitLists;

const WORDS: Words = Words {
    upload: "Загрузить список организаций",
    one: "Список организаций",
    told: "список организаций",
    kept: "карточки",
    back: ("К\u{a0}территориям", "/units"),
    hint: "Заголовки могут стоять не\u{a0}в\u{a0}первой строке; муниципалитеты и\u{a0}их организации – в\u{a0}одном списке",
    place: (
        "Чьи это организации",
        "в файле есть столбец с муниципалитетом",
        "Выберите муниципалитет, если весь список – его",
    ),
    who: "Организация",
    new: "новая",
    doubtful: "решите, что это",
    day: "Изменения действуют с",
    help: &[
        "Столбцы узнаются по\u{a0}названиям: «Название», «Краткое название», «Код», «Муниципалитет», «Вид», «Уровень», «Обучающихся», «Педагогов», «Малокомплектная», «Отдалённая», «Расстояние», «Форма методической службы».",
        "Кого нет в\u{a0}списке, того программа не\u{a0}закрывает; передачу и\u{a0}объединение оформляют на\u{a0}карточке.",
    ],
    missing: (
        "Нет в списке",
        "Эти организации работают, но\u{a0}в\u{a0}файле их нет. Программа ничего не\u{a0}закрывает сама.",
        "закрыть",
    ),
    counts: ["Внесены", "Изменены", "Без изменений", "Не\u{a0}решено, что это", "С\u{a0}ошибками"],
    undo: "Внесённые организации исчезнут, изменённые вернутся, какими были. Что потом меняли руками, останется.",
    empty: "Под заголовками ничего не\u{a0}нашлось: выберите другой лист или другой файл.",
};

/// What a list of units would do.
#[derive(Debug)]
pub struct UnitPlan {
    pub(super) import: Import,
    layout: Layout,
    pub(super) all: Vec<Judged>,
    left_out: Vec<(u32, String)>,
    known: Vec<Unit>,
    missing: Vec<usize>,
}

impl Kind for UnitLists {
    type May = KeepUnits;
    type Plan = UnitPlan;
    const CODE: &'static str = "units";
    const WORDS: Words = WORDS;
    const ALIKE: &'static [&'static str] = &["parent", "parent_code"];

    fn fields() -> Vec<(&'static str, &'static str)> {
        FIELDS.to_vec()
    }

    fn found<M: Mode>(_: &mut Cx<M>, _: &str, book: &Book) -> Result<std::result::Result<Layout, String>> {
        Ok(super::found(book))
    }

    fn of_grid<M: Mode>(_: &mut Cx<M>, _: &str, grid: &Grid) -> Result<Layout> {
        Ok(lists::of_grid(grid, &UnitColumns))
    }

    fn places<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepUnits>) -> Result<Vec<(String, String)>> {
        let mut found = Vec::new();
        for scope in may.scopes().iter().filter(|scope| scope.level < Level::Municipality) {
            found.extend(store::under(cx.conn(), &scope.path, Level::Region)?);
            found.extend(store::under(cx.conn(), &scope.path, Level::Municipality)?);
        }
        Ok(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect())
    }

    fn place<M: Mode>(
        cx: &mut Cx<M>,
        may: &Granted<KeepUnits>,
        chosen: &str,
    ) -> Result<Option<(i64, String, bool)>> {
        if chosen.is_empty() && may.scopes().first().is_some_and(|scope| scope.level == Level::Installation) {
            let sentence = "Выберите регион или муниципалитет, чьи это организации.";
            return Err(Error::field("unit", sentence));
        }
        crate::list_place(cx, may, chosen)
    }

    fn plan<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: Import, book: &Book) -> Result<UnitPlan> {
        let layout = import.layout();
        let ground = ground(cx, scope, &import)?;
        let (lines, left_out) = line::lines(book, &layout, ground.today);
        let all = judge::judged(lines, &layout, &ground, &import.choices());
        let missing = missing(&all, &ground);
        Ok(UnitPlan { import, layout, all, left_out, known: ground.known, missing })
    }

    fn apply(
        cx: &mut Cx<Write>,
        may: &Granted<KeepUnits>,
        plan: &UnitPlan,
        is_chosen: &dyn Fn(u32) -> bool,
    ) -> Result<Done> {
        doing::apply(cx, may, plan, is_chosen)
    }

    fn undo(cx: &mut Cx<Write>, _: &Granted<KeepUnits>, import: Import) -> Result<(usize, Vec<String>)> {
        undoing::undo(cx, &import)
    }

    fn named<M: Mode>(cx: &mut Cx<M>, ids: &[i64]) -> Result<Vec<(String, String)>> {
        let units = store::all_of(cx.conn(), ids)?;
        Ok(units.into_iter().map(|unit| (unit.short_name.clone(), unit.url())).collect())
    }
}

/// The tree at and under the list's place, within reach.
fn ground<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: &Import) -> Result<Ground> {
    let (house, today) = (cx.house_handle(), cx.today_at(&import.unit_path)?);
    let own = living::reread(cx.conn(), UnitId(import.unit_id))?.ok_or(Error::NotFound)?;
    let mut known = living::all_under(cx.conn(), &own.path)?;
    known.retain(|unit| scope.holds(&unit.path));
    let paths: Vec<&str> = known.iter().map(|unit| unit.path.as_str()).collect();
    let found = store::effective_of(cx.conn(), &house.packs, &paths, today)?;
    let own_rules = store::effective(cx.conn(), &house.packs, &own.path, today)?;
    let others = known.iter().map(|unit| unit.id).zip(found);
    let rules: HashMap<_, _> = others.filter(|(_, rules)| !Arc::ptr_eq(rules, &own_rules)).collect();
    let last = versions::last_days(cx.conn(), &own.path)?.into_iter().collect();
    let kept = known.iter().filter(|unit| is_from_above(scope, unit)).map(|unit| unit.id).collect();
    Ok(Ground { own, known, rules, own_rules, last, kept, day: import.started_on, today })
}

/// Organisations at work in the places the list speaks of that it does not name.
fn missing(all: &[Judged], ground: &Ground) -> Vec<usize> {
    let named: Vec<UnitId> = all.iter().filter_map(|one| one.unit.as_ref().map(|unit| unit.id)).collect();
    let places: Vec<UnitId> =
        all.iter().filter_map(|one| one.unit.as_ref().and_then(|unit| unit.parent_id)).collect();
    let is = |unit: &Unit| {
        unit.is_active()
            && unit.level() == Level::Organisation
            && unit.parent_id.is_some_and(|parent| places.contains(&parent))
            && !named.contains(&unit.id)
    };
    (0..ground.known.len()).filter(|at| ground.known.get(*at).is_some_and(is)).collect()
}

impl Plan for UnitPlan {
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
        let line = &one.line;
        Row {
            number: line.number,
            name: if line.short_name.is_empty() { line.name.clone() } else { line.short_name.clone() },
            place: if line.parent.1.is_empty() { line.parent.0.clone() } else { line.parent.1.clone() },
            changes: one.changes.clone(),
            faults: one.faults.clone(),
            notes: line.notes.clone(),
            asked: Vec::new(),
            doubt: "",
            options: self.options(one),
        }
    }

    fn seen(&self) -> String {
        let mut hash = DefaultHasher::new();
        (self.import.layout.as_str(), self.import.started_on).hash(&mut hash);
        self.known.iter().for_each(|unit| (unit.id, unit.version).hash(&mut hash));
        format!("{:x}", hash.finish())
    }

    fn left_out(&self) -> &[(u32, String)] {
        &self.left_out
    }

    fn missing(&self) -> Vec<(String, String, String)> {
        let line = |at: &usize| {
            let unit = self.known.get(*at)?;
            Some((unit.short_name.clone(), unit.code.clone(), format!("{}/closing", unit.url())))
        };
        self.missing.iter().filter_map(line).take(200).collect()
    }

    fn faults(&self) -> Vec<Fault> {
        self.all.iter().flat_map(|one| one.faults.iter().cloned()).collect()
    }
}

impl UnitPlan {
    fn options(&self, one: &Judged) -> Vec<(String, String, bool)> {
        if !matches!(one.verdict, Verdict::Doubtful | Verdict::Skipped) {
            return Vec::new();
        }
        let chosen = self.import.choices().get(&one.line.number).copied();
        let unit = |id: UnitId| self.known.iter().find(|unit| unit.id == id);
        let is = |(id, why): &(UnitId, &str)| {
            let unit = unit(*id)?;
            let above = unit.parent_id.and_then(|id| self.known.iter().find(|one| one.id == id));
            let place = above.map(|above| format!(", {}", above.short_name)).unwrap_or_default();
            let text = format!("это «{}»{place} ({why})", unit.short_name);
            Some((id.to_string(), text, chosen == Some(Choice::Is(id.0))))
        };
        let mut all: Vec<(String, String, bool)> = one.candidates.iter().filter_map(is).collect();
        all.push(("other".to_owned(), "другая: внести новую".to_owned(), chosen == Some(Choice::Other)));
        all.push(("skip".to_owned(), "пропустить строку".to_owned(), chosen == Some(Choice::Skip)));
        all
    }
}
