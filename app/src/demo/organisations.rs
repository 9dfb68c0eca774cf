//! The list of municipalities and organisations as a territory sends it: the units of the demo come in by such lists.

use std::collections::BTreeMap;

use access::Level;
use chrono::NaiveDate;
use packs::Effective;
use sheets::Cell;
use units::actions::{self, Dated};
use units::model::{Entered, Passport};
use units::{KeepRules, KeepUnits, Unit, UnitLists, store};
use web::{Cx, Error, Write};

use super::intake::{self, List};

/// The columns, as people name them.
const COLUMNS: [(&str, u16); 16] = [
    ("Код", 14),
    ("Название", 60),
    ("Краткое название", 32),
    ("Вид", 24),
    ("Код муниципалитета", 14),
    ("Город или район", 10),
    ("Форма методической службы", 34),
    ("Штат методической службы", 8),
    ("Сайт или страница службы", 40),
    ("Малокомплектная", 8),
    ("Отдалённая", 8),
    ("Труднодоступная", 8),
    ("Расстояние до центра, км", 8),
    ("Орган управления образованием", 48),
    ("Обучающихся", 8),
    ("Педагогов", 8),
];

/// A row of the list.
#[derive(Debug, Clone, Default)]
pub(super) struct Row<'a> {
    pub code: String,
    pub name: &'a str,
    /// Empty: the full one.
    pub short_name: &'a str,
    /// A kind of the pack.
    pub kind: &'a str,
    /// Code of what it belongs to; empty: of the list's own place.
    pub above: String,
    /// «город» or «район», of a municipality.
    pub group: &'a str,
    /// A form of the pack.
    pub form: Option<&'a str>,
    pub staff: Option<i64>,
    pub site: Option<String>,
    /// Малокомплектная, отдалённая, труднодоступная; none: not said of such a unit.
    pub marks: Option<[bool; 3]>,
    pub distance_km: Option<i64>,
    pub authority: String,
    pub pupils: Option<i64>,
    pub teachers: Option<i64>,
}

/// Takes the list of a place in, so from this day on; everything that stands there now, by code.
pub(super) fn take_in(
    cx: &mut Cx<Write>,
    of: &Unit,
    rows: &[Row<'_>],
    since: NaiveDate,
) -> web::Result<BTreeMap<String, Unit>> {
    let rules = units::rules_at(cx, &of.path)?;
    let title = format!("Организации, {}", of.short_name);
    let lines = rows.iter().map(|row| cells(row, &rules)).collect();
    let bytes = intake::sheet(&title, &COLUMNS, lines, cx.today_at(&of.path)?)?;
    let list = List { of, is_whole: false, name: &format!("{title}.xlsx"), bytes: &bytes, day: Some(since) };
    intake::take_whole::<UnitLists>(cx, &list)?;
    let all = store::all_within(cx.conn(), &db::Ranges::under([of.path.as_str()]))?;
    Ok(all.into_iter().map(|unit| (unit.code.clone(), unit)).collect())
}

fn cells(row: &Row<'_>, rules: &Effective) -> Vec<Cell> {
    let kind = rules.unit_kinds.iter().find(|known| known.rule.id == row.kind);
    let form = rules.service_forms.iter().find(|known| Some(known.rule.id.as_str()) == row.form);
    let number =
        |count: Option<i64>| count.map_or_else(Cell::default, |count| Cell::number(count.to_string()));
    let mark = |is: Option<bool>| Cell::text(is.map_or("", |is| if is { "да" } else { "нет" }));
    vec![
        Cell::text(&row.code),
        Cell::text(row.name),
        Cell::text(row.short_name),
        Cell::text(kind.map_or(row.kind, |kind| kind.rule.title.as_str())),
        Cell::text(&row.above),
        Cell::text(row.group),
        Cell::text(form.map_or_else(|| row.form.unwrap_or_default(), |form| form.rule.title.as_str())),
        number(row.staff),
        Cell::text(row.site.as_deref().unwrap_or_default()),
        mark(row.marks.map(|[is_small, _, _]| is_small)),
        mark(row.marks.map(|[_, is_remote, _]| is_remote)),
        mark(row.marks.map(|[_, _, is_hard_to_reach]| is_hard_to_reach)),
        number(row.distance_km),
        Cell::text(&row.authority),
        number(row.pupils),
        number(row.teachers),
    ]
}

/// The unit of a code among those a list brought.
pub(super) fn of_code(units: &BTreeMap<String, Unit>, code: &str) -> web::Result<Unit> {
    units.get(code).cloned().ok_or_else(|| Error::Broken(format!("no unit of the code {code}")))
}

/// A region: no list names what it is itself under.
pub(super) fn region(
    cx: &mut Cx<Write>,
    (code, name, zone): (&str, &str, &str),
    since: NaiveDate,
) -> web::Result<Unit> {
    let may = cx.operator::<KeepUnits>()?;
    let passport = Passport {
        kind: "region".to_owned(),
        code: code.to_owned(),
        zone: Some(zone.to_owned()),
        ..Passport::default()
    };
    let entered = Entered { name: name.to_owned(), short_name: String::new(), passport };
    let dated = Dated { day: since, ground: String::new() };
    actions::add(cx, &may, (None, Level::Region), &entered, &dated)
}

/// Puts a regulation into force, on the act that brought it in.
pub(super) fn rule(cx: &mut Cx<Write>, of: &Unit, pack: &str, since: NaiveDate) -> web::Result<()> {
    let may = cx.operator::<KeepRules>()?;
    let ground = format!("приказ от\u{a0}{}", web::russian::date(since));
    actions::bind(cx, &may, of.id, pack, &Dated { day: since, ground }).map(drop)
}
