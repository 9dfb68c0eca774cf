//! The shares of a place: how many teachers have a body, a team, a course this year, anything at all; a row for what stands
//! right under it.

use access::Granted;
use askama::Template;
use people::SeePeople;
use registry::SupportKind;
use units::Unit;
use web::view::{Figure, Tab};
use web::{Cx, Page, Read, Reply, Result, russian};

use crate::coverage::Coverage;
use crate::rules::{self, Figures};

#[derive(Template)]
#[template(path = "shares.html")]
struct SharesPage {
    of: String,
    tabs: Vec<Tab>,
    figures: Vec<Figure>,
    kinds: Vec<&'static str>,
    rows: Vec<Row>,
    coming: String,
    year: String,
    is_empty: bool,
    register_url: String,
}

struct Row {
    name: String,
    url: String,
    teachers: usize,
    /// Title of the kind, how many, the share.
    kinds: Vec<(&'static str, usize, String)>,
    none: usize,
    none_share: String,
    none_url: String,
}

/// `GET /support`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let unit = super::place(cx, &may)?;
    let today = cx.today_at(&unit.path)?;
    let scope = db::Ranges::under([unit.path.as_str()]);
    let coverage = Coverage::of(cx, &scope, &unit.path, today)?;
    let below = super::below(cx, &unit)?;
    let paths: Vec<String> = below.iter().map(|one| one.path.clone()).collect();
    let mut by_place = rules::by_place(&coverage.teaches, &paths);
    let whole = rules::figures(&coverage.people(), &coverage.supported, &coverage.counted);
    let row = |one: &Unit| {
        let people = by_place.remove(&one.path).unwrap_or_default();
        let figures = rules::figures(&people, &coverage.supported, &coverage.counted);
        row(one, &figures, &coverage.counted)
    };
    let rows = below.iter().map(row).collect();
    let id = unit.id.to_string();
    let page = SharesPage {
        of: unit.name.clone(),
        tabs: super::tabs("/support", &unit),
        figures: figures(&whole, &coverage.counted, &id),
        kinds: coverage.counted.iter().map(|kind| kind.title()).collect(),
        rows,
        coming: titles(&coverage.coming),
        year: russian::school_year(&russian::period_of(today)),
        is_empty: whole.teachers == 0,
        register_url: web::address("/support/register", &[("unit", &id)]),
    };
    Page::titled("Охват поддержкой").at(&unit.path).show(&page)
}

/// «наставник, маршрут, мероприятия»
fn titles(kinds: &[SupportKind]) -> String {
    kinds.iter().map(|kind| kind.title().to_lowercase()).collect::<Vec<_>>().join(", ")
}

fn row(unit: &Unit, figures: &Figures, kinds: &[SupportKind]) -> Row {
    let (id, whole) = (unit.id.to_string(), figures.teachers);
    let cell = |(kind, part): (&SupportKind, &usize)| (kind.title(), *part, rules::share(*part, whole));
    Row {
        name: unit.short_name.clone(),
        url: web::address("/support", &[("unit", &id)]),
        teachers: whole,
        kinds: kinds.iter().zip(&figures.kinds).map(cell).collect(),
        none: figures.none(),
        none_share: rules::share(figures.none(), whole),
        none_url: web::address("/support/people", &[("unit", &id), ("kind", "none")]),
    }
}

fn figures(whole: &Figures, kinds: &[SupportKind], unit: &str) -> Vec<Figure> {
    let figure = |label: &str, part: usize, kind: &str| Figure {
        label: label.to_owned(),
        value: part.to_string(),
        note: rules::share(part, whole.teachers),
        url: web::address("/support/people", &[("unit", unit), ("kind", kind)]),
    };
    let mut all = vec![Figure { note: String::new(), ..figure("Педагогов", whole.teachers, "") }];
    all.push(figure("С поддержкой", whole.any, "any"));
    all.extend(kinds.iter().zip(&whole.kinds).map(|(kind, part)| figure(kind.title(), *part, kind.code())));
    all.push(figure("Без поддержки", whole.none(), "none"));
    all
}
