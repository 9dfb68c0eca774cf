//! «Как выполняются обязанности»: a unit by kinds of duties and by the units below it; the units of one figure; the file.

use access::Granted;
use askama::Template;
use registry::{Tally, TallyOffer, TallyPart};
use sheets::{Cell, Column, Line, Table, Workbook};
use units::{Unit, UnitId};
use web::{Body, Cx, Error, Page, Read, Reply, Result, russian};

use crate::access::SeeDuties;
use crate::standing::Standing;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// So many units of one figure are listed.
const LISTED: usize = 500;

#[derive(Template)]
#[template(path = "standing.html")]
struct StandingPage {
    subtitle: String,
    unit: i64,
    kinds: Vec<KindRow>,
    children: Vec<ChildRow>,
    has_children: bool,
}

struct KindRow {
    words: &'static str,
    of: &'static str,
    /// What stands in the column, how many, where exactly these are listed; empty: nowhere.
    cells: [(&'static str, i64, String); 3],
    /// Where the things themselves are; empty: below.
    url: String,
    share: String,
}

struct ChildRow {
    name: String,
    url: String,
    tally: Tally,
    /// «Курсы: 3»
    overdue: Vec<(String, String)>,
}

/// The address, where the person may open it; else nothing, and the name is no link.
fn reached(cx: &Cx<Read>, unit: &Unit, url: String) -> String {
    let house = cx.house();
    let path = url.split('?').next().unwrap_or_default();
    let lines = house.registry.menu.iter().filter(|line| line.url != "/" && path.starts_with(line.url));
    let line = lines.max_by_key(|line| line.url.len());
    let is_reached = line
        .zip(cx.person())
        .is_none_or(|(line, person)| house.policy.reaches(line.permission, person, &unit.path));
    if is_reached { url } else { String::new() }
}

/// `GET /duties?unit=…`
pub(crate) fn page(cx: &mut Cx<Read>, may: Granted<SeeDuties>) -> Result<Reply> {
    let unit = asked(cx, &may)?;
    let (standing, today) = (Standing::of(cx, &unit)?, cx.today_at(&unit.path)?);
    let house = cx.house_handle();
    let sums = standing.below(&unit);
    let is_alone = standing.units.len() == 1;
    let offer_of = |code: &str| {
        house.registry.tallies.iter().find(|one| one.kinds().iter().any(|kind| kind.code == code))
    };
    let kinds = standing.kinds.iter().zip(sums).map(|(kind, &tally)| {
        let offer = offer_of(kind.code);
        let own = offer.map(|offer| offer.url(kind.code, unit.id.0)).unwrap_or_default();
        let cell = |title, state| {
            let count = part(tally, state).unwrap_or_default();
            let url = match offer {
                _ if count == 0 => String::new(),
                Some(offer) if is_alone => {
                    reached(cx, &unit, listed(offer.as_ref(), (kind.code, state), &unit, tally))
                }
                _ => format!("/duties/units?unit={}&kind={}&state={state}", unit.id, kind.code),
            };
            (title, count, url)
        };
        KindRow {
            words: kind.title,
            of: kind.of,
            cells: [cell("Выполнено", "met"), cell("Скоро срок", "near"), cell("Просрочено", "overdue")],
            url: if is_alone { reached(cx, &unit, own) } else { String::new() },
            share: share(tally),
        }
    });
    let children = standing.children(&unit).into_iter().map(|child| child_row(&standing, child));
    let page = StandingPage {
        subtitle: format!("{} · на\u{a0}{}", unit.name, russian::date(today)),
        unit: unit.id.0,
        kinds: kinds.collect(),
        children: children.collect(),
        has_children: !is_alone,
    };
    Page::titled("Как выполняются обязанности").under("/duties").at(&unit.path).show(&page)
}

/// The list of exactly what a figure of one unit counts; empty: no area has it.
fn listed(offer: &dyn TallyOffer, (kind, state): (&str, &str), unit: &Unit, tally: Tally) -> String {
    let (exact, other) = match state {
        "met" => (TallyPart::Met, None),
        "near" => (TallyPart::Near, Some(tally.overdue)),
        _ => (TallyPart::Overdue, Some(tally.near)),
    };
    let url = offer.listed(kind, exact, unit.id.0);
    if url.is_empty() && other == Some(0) {
        return offer.listed(kind, TallyPart::Unmet, unit.id.0);
    }
    url
}

/// The unit asked for, or the person's own.
fn asked(cx: &mut Cx<Read>, may: &Granted<SeeDuties>) -> Result<Unit> {
    let typed = cx.request().asked("unit").to_owned();
    let own = may.scopes().iter().map(|scope| UnitId(scope.unit)).find(|id| id.0 != 0);
    let id = if typed.is_empty() { own } else { typed.parse().ok() };
    let id = match id {
        Some(id) => id,
        // An administrator of the whole installation begins with its first region.
        None if typed.is_empty() => first_region(cx)?,
        None => return Err(Error::NotFound),
    };
    units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)
}

fn first_region(cx: &mut Cx<Read>) -> Result<UnitId> {
    let regions = units::store::under(cx.conn(), "/", access::Level::Region)?;
    regions.first().map(|region| region.id).ok_or(Error::NotFound)
}

fn share(tally: Tally) -> String {
    if tally.total() == 0 {
        return String::new();
    }
    format!("{}\u{a0}%", tally.met * 100 / tally.total())
}

fn child_row(standing: &Standing, child: &Unit) -> ChildRow {
    let sums = standing.below(child);
    let tally = sums.iter().fold(Tally::default(), |all, one| all.and(*one));
    let late = standing.kinds.iter().zip(sums).filter(|(_, sum)| sum.overdue > 0);
    ChildRow {
        name: child.short_name.clone(),
        url: format!("/duties?unit={}", child.id),
        tally,
        overdue: late.map(|(kind, sum)| (kind.title.to_owned(), sum.overdue.to_string())).collect(),
    }
}

#[derive(Template)]
#[template(path = "standing_units.html")]
struct UnitsPage {
    subtitle: String,
    back: String,
    rows: Vec<(String, String, String, i64)>,
    counted: String,
}

/// What of a tally a list is of.
fn part(tally: Tally, state: &str) -> Option<i64> {
    match state {
        "met" => Some(tally.met),
        "near" => Some(tally.near),
        "overdue" => Some(tally.overdue),
        _ => None,
    }
}

/// `GET /duties/units?unit=…&kind=…&state=…`: the units behind a figure, the largest part first.
pub(crate) fn units_of(cx: &mut Cx<Read>, may: Granted<SeeDuties>) -> Result<Reply> {
    let (unit, request) = (asked(cx, &may)?, cx.request_handle());
    let (standing, house) = (Standing::of(cx, &unit)?, cx.house_handle());
    let (code, state) = (request.asked("kind"), request.asked("state"));
    let kind = standing.kinds.iter().find(|one| one.code == code).ok_or(Error::NotFound)?;
    let offer = house.registry.tallies.iter().find(|one| one.kinds().iter().any(|one| one.code == code));
    let offer = offer.ok_or(Error::NotFound)?;
    let mut found: Vec<(&Unit, i64)> = Vec::new();
    for one in &standing.units {
        let count = part(standing.own(one, code), state).ok_or(Error::NotFound)?;
        if count > 0 {
            found.push((one, count));
        }
    }
    found.sort_by(|a, b| (b.1, &a.0.name, a.0.id).cmp(&(a.1, &b.0.name, b.0.id)));
    let names: std::collections::BTreeMap<i64, &str> =
        standing.units.iter().map(|one| (one.id.0, one.short_name.as_str())).collect();
    let counted = russian::counted(
        i64::try_from(found.len()).unwrap_or(i64::MAX),
        "организация или территория",
        "организации и\u{a0}территории",
        "организаций и\u{a0}территорий",
    );
    let row = |(one, count): (&Unit, i64)| {
        let parent = one.parent_id.and_then(|id| names.get(&id.0)).copied().unwrap_or_default();
        let exact = listed(offer.as_ref(), (code, state), one, standing.own(one, code));
        let url = if exact.is_empty() { offer.url(code, one.id.0) } else { exact };
        (one.short_name.clone(), parent.to_owned(), reached(cx, one, url), count)
    };
    let page = UnitsPage {
        subtitle: format!("{} · {} · {}", unit.short_name, kind.title, state_title(state)),
        back: format!("/duties?unit={}", unit.id),
        rows: found.into_iter().take(LISTED).map(row).collect(),
        counted,
    };
    Page::titled("Как выполняются обязанности").under("/duties").at(&unit.path).show(&page)
}

fn state_title(state: &str) -> &'static str {
    match state {
        "met" => "выполнено",
        "near" => "скоро срок",
        _ => "просрочено",
    }
}

/// `GET /duties/xlsx?unit=…`: every unit below, every kind.
pub(crate) fn file(cx: &mut Cx<Read>, may: Granted<SeeDuties>) -> Result<Reply> {
    let unit = asked(cx, &may)?;
    let (standing, today) = (Standing::of(cx, &unit)?, cx.today_at(&unit.path)?);
    let mut columns = vec![Column::new("Территория или организация", 40), Column::new("Код", 14)];
    for kind in &standing.kinds {
        for state in ["выполнено", "скоро срок", "просрочено"] {
            columns.push(Column::new(&format!("{}: {state}", kind.title), 16));
        }
    }
    let line = |one: &Unit| {
        let mut cells = vec![Cell::text(&one.name), Cell::text(&one.code)];
        for kind in &standing.kinds {
            let tally = standing.own(one, kind.code);
            cells.extend([tally.met, tally.near, tally.overdue].map(|count| Cell::number(count.to_string())));
        }
        Line::Cells(cells)
    };
    let table = Table {
        name: "Обязанности".to_owned(),
        title: vec![
            format!("Как выполняются обязанности: {}", unit.name),
            format!("На {}", russian::date(today)),
        ],
        columns,
        stays: 1,
        lines: standing.units.iter().map(line).collect(),
        ..Table::default()
    };
    let title = "Как выполняются обязанности".to_owned();
    let bytes = sheets::xlsx(&Workbook { title, made_on: today, tables: vec![table] })
        .map_err(|error| Error::Broken(error.to_string()))?;
    let name = format!("Обязанности {today}.xlsx");
    Ok(Reply::of(Body::File { bytes, media_type: XLSX.to_owned(), name }))
}
