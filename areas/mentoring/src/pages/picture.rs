//! The picture of mentoring in a municipality or a region: shares against the target of the programme, orders and reports in time,
//! load, retention, dynamics; a row for what stands right under the place. Every figure opens its people.

mod book;

use std::collections::BTreeSet;

use access::{Granted, Level};
use askama::Template;
use pictures::Place;
use units::Unit;
use web::view::{Figure, Tab};
use web::{Cx, Page, Read, Reply, Result};

use super::asked::{Asked, asked};
use super::pairs::ALONE;
use super::years::{self, Kept, Year};
use super::{mentors, picked};
use crate::SeeMentoring;
use crate::model::State;
use crate::picture::{Keeping, Pairs};
use crate::rules::percent;
use crate::store::lines::Line as PairLine;
use crate::young::Young;

pub(super) use self::book::register;

#[derive(Template)]
#[template(path = "picture.html")]
#[expect(clippy::struct_excessive_bools, reason = "each part of the picture is shown or not")]
struct PicturePage {
    of: String,
    tabs: Vec<Tab>,
    unit: String,
    on: String,
    clear_url: String,
    figures: Vec<Figure>,
    keeping: Vec<Figure>,
    states: Vec<Figure>,
    loads: Vec<Figure>,
    limit: String,
    has_target: bool,
    kept: Vec<Kept>,
    svg: String,
    years: Vec<Year>,
    rows: Vec<Row>,
    /// Whether the rules set a day of the order, ask for reports: without them nothing is told of either.
    has_orders: bool,
    has_reports: bool,
    register_url: String,
    is_empty: bool,
}

/// What stands right under the place.
struct Row {
    name: String,
    url: String,
    counts: Counts,
    /// Mentored, orders in time, reports in time – each with its share.
    shares: [String; 3],
    list: [String; 4],
    /// Where the mentored, the orders and the reports in time open.
    kept: [String; 3],
}

/// The counts of a place.
#[derive(Debug, Clone, Default)]
pub(super) struct Counts {
    specialists: usize,
    mentored: usize,
    teachers: usize,
    orders: (usize, usize),
    reports: (usize, usize),
    left: usize,
}

/// What is read once and counted for every place.
struct Sets<'a> {
    young: &'a Young,
    mentored: Vec<(&'a str, i64)>,
    orders: Vec<(&'a str, bool)>,
    reports: Vec<(&'a str, Keeping)>,
}

impl<'a> Sets<'a> {
    fn of(cx: &mut Cx<Read>, asked: &Asked, young: &'a Young, pairs: &'a Pairs) -> Result<Self> {
        let orders = pairs.orders(cx.conn(), &asked.rules)?.into_iter();
        let reports = pairs.reports(cx.conn(), &asked.rules)?.into_iter();
        Ok(Self {
            young,
            mentored: pairs.serving().map(|pair| (pair.unit_path.as_str(), pair.mentee_id)).collect(),
            orders: orders.map(|(pair, kept)| (pair.unit_path.as_str(), kept)).collect(),
            reports: reports.map(|(pair, _, kept)| (pair.unit_path.as_str(), kept)).collect(),
        })
    }

    fn counts(&self, asked: &Asked, path: &str) -> Counts {
        let here = |at: &str| at.starts_with(path);
        let specialists = self.young.specialists(path);
        let mentored = self.mentored.iter().filter(|(at, one)| here(at) && specialists.contains(one));
        let mentored: BTreeSet<i64> = mentored.map(|(_, one)| *one).collect();
        let orders: Vec<bool> = self.orders.iter().filter(|one| here(one.0)).map(|one| one.1).collect();
        let reports: Vec<bool> =
            self.reports.iter().filter(|one| here(one.0)).map(|one| one.1 == Keeping::InTime).collect();
        let kept = |all: &[bool]| (all.iter().filter(|kept| **kept).count(), all.len());
        Counts {
            specialists: specialists.len(),
            mentored: mentored.len(),
            teachers: self.young.teachers(path).len(),
            orders: kept(&orders),
            reports: kept(&reports),
            left: picked::left(asked, self.young, path).len(),
        }
    }
}

/// `GET /mentoring/picture?unit=…&on=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeMentoring>) -> Result<Reply> {
    let asked = asked(cx, &may)?;
    let below = below(cx, &asked.unit)?;
    let (young, pairs) = (asked.young(cx)?, asked.pairs(cx)?);
    let sets = Sets::of(cx, &asked, &young, &pairs)?;
    let whole = sets.counts(&asked, &asked.unit.path);
    let cohorts = young.cohorts();
    let unit = asked.unit.id.to_string();
    let page = PicturePage {
        of: asked.subtitle(),
        tabs: asked.tabs("/mentoring/picture"),
        clear_url: if asked.on.is_empty() {
            String::new()
        } else {
            web::address("/mentoring/picture", &[("unit", &unit)])
        },
        figures: figures(&asked, &whole),
        has_target: target(&asked).is_some(),
        keeping: keeping(&asked, &sets, &whole),
        states: states(&asked, &pairs),
        loads: loads(&asked, &pairs),
        limit: asked.rules.mentoring.limit("mentees").map(|one| one.value.to_string()).unwrap_or_default(),
        kept: years::kept(&asked, &cohorts),
        svg: years::lines(&asked, &cohorts).svg(Place::Page),
        years: years::years(&asked, &young),
        rows: below.iter().map(|one| row(&asked, &sets, one)).collect(),
        has_orders: asks_orders(&asked),
        has_reports: !sets.reports.is_empty(),
        register_url: asked.here("/mentoring/picture/register", &[]),
        is_empty: whole.teachers + whole.specialists + pairs.lines.len() == 0,
        on: asked.on.clone(),
        unit,
    };
    Page::titled("Наставничество: картина").at(&asked.unit.path).under("/mentoring").show(&page)
}

/// What stands right under a unit.
fn below(cx: &mut Cx<Read>, unit: &Unit) -> Result<Vec<Unit>> {
    let level = match unit.level() {
        Level::Installation => Level::Region,
        Level::Region => Level::Municipality,
        Level::Municipality | Level::District => Level::Organisation,
        Level::Organisation => return Ok(Vec::new()),
    };
    Ok(units::store::under(cx.conn(), &unit.path, level)?)
}

/// «67 %»; «–» of nothing.
pub(super) fn share(part: usize, whole: usize) -> String {
    percent(part, whole).map_or_else(|| "–".to_owned(), |share| format!("{share}\u{a0}%"))
}

fn figure(label: &str, value: usize, note: String, url: String) -> Figure {
    Figure { label: label.to_owned(), value: value.to_string(), note, url }
}

/// The programme's target, where the rules name one (Амурская область: приложение 7, ожидаемый результат 3).
fn target(asked: &Asked) -> Option<u32> {
    asked.rules.mentoring.limit("mentored_percent").map(|limit| limit.value)
}

fn figures(asked: &Asked, whole: &Counts) -> Vec<Figure> {
    let young = |who: &str| asked.here("/mentoring/young", &[("who", who)]);
    let mentored = share(whole.mentored, whole.specialists);
    let target = match target(asked) {
        Some(percent) => format!("{mentored} при цели {percent}\u{a0}%"),
        None => mentored,
    };
    let lacking = whole.specialists - whole.mentored;
    vec![
        figure("Молодых специалистов", whole.specialists, String::new(), young("specialists")),
        figure("С\u{a0}наставником", whole.mentored, target, young("mentored")),
        figure("Без наставника", lacking, share(lacking, whole.specialists), young("unmentored")),
        figure("Молодых педагогов по\u{a0}возрасту", whole.teachers, String::new(), young("teachers")),
        figure("Ушли за\u{a0}три года", whole.left, String::new(), young("left")),
    ]
}

/// Whether the rules set a day of the order.
fn asks_orders(asked: &Asked) -> bool {
    asked.rules.mentoring.limit("order_days").is_some()
}

fn keeping(asked: &Asked, sets: &Sets<'_>, whole: &Counts) -> Vec<Figure> {
    let pairs = |which: &str| asked.here("/mentoring/pairs", &[("which", which)]);
    let mut all = Vec::new();
    if asks_orders(asked) {
        let (kept, total) = whole.orders;
        all.push(figure("Приказы года в\u{a0}срок", kept, share(kept, total), pairs("orders_in_time")));
        all.push(figure(
            "Приказы с\u{a0}опозданием",
            total - kept,
            share(total - kept, total),
            pairs("orders_late"),
        ));
    }
    if !sets.reports.is_empty() {
        let (kept, total) = whole.reports;
        let of = |how: Keeping| sets.reports.iter().filter(|(_, kept)| *kept == how).count();
        all.push(figure(
            "Отчёты наставников в\u{a0}срок",
            kept,
            share(kept, total),
            pairs("reports_in_time"),
        ));
        all.push(figure(
            "Отчёты наставников с\u{a0}опозданием",
            of(Keeping::Late),
            String::new(),
            pairs("reports_late"),
        ));
        all.push(figure(
            "Отчёты наставников не\u{a0}сданы",
            of(Keeping::Missing),
            String::new(),
            pairs("reports_missing"),
        ));
    }
    all
}

fn states(asked: &Asked, pairs: &Pairs) -> Vec<Figure> {
    let is_alone = |pair: &PairLine| pairs.alone(pair.id.0).is_some();
    let url = |which: &str| asked.here("/mentoring/pairs", &[("which", which)]);
    let one = |state: State| {
        let here = pairs.of_state(state);
        // A mentee may have two pairs, or have a mentor while another pair is prepared: people are counted above.
        let note = if state == State::Preparing { "считая вторые пары" } else { "" };
        figure(&format!("Пара {}", state.title()), here.count(), note.to_owned(), url(state.code()))
    };
    let mut all: Vec<Figure> = State::ALL.into_iter().map(one).collect();
    let alone = pairs.lines.iter().filter(|(pair, _)| is_alone(pair)).count();
    if alone > 0 {
        all.insert(2, figure("Пара без наставника", alone, String::new(), url(ALONE)));
    }
    all
}

fn loads(asked: &Asked, pairs: &Pairs) -> Vec<Figure> {
    let loads = mentors::loads(pairs);
    let one = |(label, load): (&str, &str)| {
        let count = mentors::of_load(&loads, load).len();
        figure(label, count, String::new(), asked.here("/mentoring/mentors", &[("load", load)]))
    };
    [
        ("Наставников сейчас", "now"),
        ("С\u{a0}одним", "1"),
        ("С\u{a0}двумя", "2"),
        ("С\u{a0}тремя и\u{a0}больше", "3"),
    ]
    .map(one)
    .to_vec()
}

fn row(asked: &Asked, sets: &Sets<'_>, unit: &Unit) -> Row {
    let counts = sets.counts(asked, &unit.path);
    let id = unit.id.to_string();
    let here = |path: &str, more: (&str, &str)| {
        web::address(path, &[("unit", id.as_str()), ("on", asked.on.as_str()), more])
    };
    let list = ["specialists", "unmentored", "teachers", "left"];
    Row {
        name: unit.short_name.clone(),
        url: web::address("/mentoring/picture", &[("unit", id.as_str()), ("on", asked.on.as_str())]),
        shares: [
            share(counts.mentored, counts.specialists),
            share(counts.orders.0, counts.orders.1),
            share(counts.reports.0, counts.reports.1),
        ],
        list: list.map(|who| here("/mentoring/young", ("who", who))),
        kept: [
            here("/mentoring/young", ("who", "mentored")),
            here("/mentoring/pairs", ("which", "orders_in_time")),
            here("/mentoring/pairs", ("which", "reports_in_time")),
        ],
        counts,
    }
}
