//! The workplace of a school's administration: the school's own regulations, the plan of its quality control, what was decided
//! by the results of it (Амурская область, приложение 1, п. 3.4, матрица, строка 1).

use access::Granted;
use askama::Template;
use db::Ranges;
use documents::{Document, KeepDocuments};
use units::Unit;
use web::{Cx, Page, Read, Reply, Result};

use crate::access as reach;
use crate::model::{Decision, Measure};
use crate::pages::words;
use crate::store::register::{self, Filter};
use crate::{SeeDecisions, TakeDecisions, store};

/// So many documents and decisions are shown.
const MOST: i64 = 200;
/// Genera of local acts: what a school regulates by itself.
const ACTS: [&str; 3] = ["regulation", "order", "instruction"];

#[derive(Template)]
#[template(path = "control_school.html")]
struct SchoolPage {
    name: String,
    acts: Vec<(String, String, String)>,
    plans: Vec<Plan>,
    required_url: String,
    act_url: String,
    plan_url: String,
    may_keep: bool,
    may_take: bool,
}

struct Plan {
    title: String,
    url: String,
    decide_url: String,
    decided: Vec<Decided>,
}

struct Decided {
    item: String,
    title: String,
    url: String,
    mark: (&'static str, &'static str),
    points: String,
    late: String,
}

/// The workplace of this school.
pub(super) fn page(cx: &mut Cx<Read>, may: &Granted<SeeDecisions>, unit: &Unit) -> Result<Reply> {
    let today = cx.today_at(&unit.path)?;
    let held = documents::store::of_unit(cx.conn(), &unit.path, &[], MOST)?;
    let view = reach::view(cx, may)?;
    let place = Some(Ranges::under([unit.path.as_str()]));
    let filter = Filter { place, ..Filter::default() };
    let all = register::list(cx.conn(), &view, &filter, MOST)?;
    let linked: Vec<Decision> = all.into_iter().filter(|one| one.plan_id.is_some()).collect();
    let ids: Vec<i64> = linked.iter().map(|one| one.id.0).collect();
    let points = store::points_of(cx.conn(), &ids)?;
    let decided = |one: &Decision| {
        let own: Vec<&Measure> = points.iter().filter(|point| point.decision_id == Some(one.id)).collect();
        let done = own.iter().filter(|point| point.is_done()).count();
        let live = own.iter().filter(|point| point.is_done() || point.is_planned()).count();
        let late = own.iter().filter(|point| words::point(point, today, true).1 == "bad").count();
        Decided {
            item: one.plan_item.clone(),
            title: one.title.clone(),
            url: one.url(),
            mark: (one.stage().title(), one.stage().tone()),
            points: format!("{done} из\u{a0}{live}"),
            late: if late == 0 { String::new() } else { format!("просрочено: {late}") },
        }
    };
    let plan = |document: &Document| Plan {
        title: format!("{} · {}", document.title_line(), document.title),
        url: document.url(),
        decide_url: format!("/decisions/new?unit={}&plan={}", unit.id, document.id),
        decided: linked.iter().filter(|one| one.plan_id == Some(document.id)).map(decided).collect(),
    };
    let of = |genera: &[&str]| -> Vec<&Document> {
        held.iter().filter(|one| genera.contains(&one.genus.as_str())).collect()
    };
    let page = SchoolPage {
        name: unit.name.clone(),
        acts: of(&ACTS).iter().map(|one| (one.title.clone(), one.title_line(), one.url())).collect(),
        plans: of(&["plan"]).into_iter().map(plan).collect(),
        required_url: format!("/documents/required?unit={}", unit.id),
        act_url: format!("/documents/new?unit={}", unit.id),
        plan_url: format!("/documents/new?unit={}", unit.id),
        may_keep: reach::has::<KeepDocuments, Read>(cx, &unit.path),
        may_take: reach::own::<TakeDecisions, Read>(cx).contains(&unit.path),
    };
    Page::titled(format!("Внутришкольный контроль – {}", unit.short_name))
        .at(&unit.path)
        .under("/control")
        .show(&page)
}
