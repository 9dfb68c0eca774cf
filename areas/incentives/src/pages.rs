//! Pages of incentives: the list, the form, the card with its way, the order, the own page, activity with its weights, systems
//! of motivation, grounds for payments, figures.

mod activity;
mod card;
mod commendations;
mod council;
mod form;
mod list;
mod motivation;
mod order;
mod own;
mod payments;
mod signing;
mod summary;
mod weights;
mod words;

use access::{Granted, Permission};
use units::{Unit, UnitId};
use web::view::Tab;
use web::{Cx, Error, FieldFault, Mode, Result, Route, get, post, russian};

use crate::access::{SeeActivity, SeeIncentives, SeePayments};

/// Choices of a field: what is sent, what is shown.
type Choices = Vec<(String, String)>;
/// What was wrong: the field, the sentence.
type Faults = Vec<(String, String)>;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/incentives", list::page),
        post("/incentives", form::represent),
        get("/incentives/new", form::page),
        get("/incentives/own", own::page),
        get("/incentives/activity", activity::page),
        get("/incentives/activity/file", activity::file),
        get("/incentives/activity/{person}", activity::of_person),
        get("/incentives/weights", weights::page),
        post("/incentives/weights", weights::set),
        get("/incentives/motivation", motivation::page),
        post("/incentives/motivation", motivation::add),
        post("/incentives/motivation/{motivation_measure}/end", motivation::end),
        get("/incentives/payments", payments::page),
        get("/incentives/payments/paper", payments::paper),
        post("/incentives/payments/switch", payments::switch),
        post("/incentives/payments/omissions", payments::omit),
        get("/incentives/summary", summary::page),
        get("/incentives/commendations", commendations::page),
        post("/incentives/commendations", commendations::decline),
        get("/incentives/council", council::page),
        post("/incentives/council", council::enter),
        get("/incentives/orders/new", order::form),
        get("/incentives/orders/paper", order::paper),
        post("/incentives/orders", order::issue).prepare(order::print),
        get("/incentives/{representation}", card::page),
        get("/incentives/{representation}/paper", card::paper),
        get("/incentives/{representation}/text", form::text),
        post("/incentives/{representation}/text", form::change),
        post("/incentives/{representation}/word", card::decide),
        post("/incentives/{representation}/withdrawal", card::withdraw),
        post("/incentives/{representation}/result", card::enter),
    ]
}

/// The unit asked for, or the first the right holds in.
fn place<P: Permission, M: Mode>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Unit> {
    let request = cx.request_handle();
    let named = if request.form.has("unit") { request.form.text("unit") } else { request.asked("unit") };
    let id = match named {
        "" => may.scopes().first().map(|scope| UnitId(scope.unit)),
        typed => typed.parse().ok(),
    };
    let found = match id {
        Some(id) => units::store::find(cx.conn(), may.ranges(), id)?,
        None => None,
    };
    found.ok_or(Error::NotFound)
}

/// That a file of so many people is more than may be taken today: told before the button is pressed. Empty: it may be taken.
fn beyond<M: Mode>(cx: &mut Cx<M>, people: i64) -> Result<String> {
    let Some((limit, rest)) = cx.export_limit()?.filter(|(_, rest)| people > *rest) else {
        return Ok(String::new());
    };
    let counted = russian::counted(people, "человек", "человека", "человек");
    let rest = rest.max(0);
    Ok(format!(
        "В\u{a0}файле будет {counted}, а\u{a0}сегодня можно выгрузить ещё {rest} (предел на\u{a0}день – {limit})."
    ))
}

/// The doors of the area that are open to the person at this place.
fn tabs<M: Mode>(cx: &Cx<M>, unit: &Unit, active: &str) -> Vec<Tab> {
    let (policy, person) = (&cx.house().policy, cx.person());
    let may = |name: &str| person.is_some_and(|person| policy.reaches(name, person, &unit.path));
    let all = [
        ("/incentives", "Представления", SeeIncentives::NAME),
        ("/incentives/activity", "Активность", SeeActivity::NAME),
        ("/incentives/motivation", "Система мотивации", SeeIncentives::NAME),
        ("/incentives/payments", "К\u{a0}выплатам", SeePayments::NAME),
        ("/incentives/summary", "Итоги", SeeIncentives::NAME),
    ];
    let id = unit.id.to_string();
    let is_shown = |url: &str| match url {
        // The list of payments is a municipality's.
        "/incentives/payments" => unit.level == "municipality",
        "/incentives/activity" => unit.level != "region",
        _ => true,
    };
    all.into_iter()
        .filter(|(url, _, permission)| may(permission) && is_shown(url))
        .map(|(url, label, _)| Tab {
            label: label.to_owned(),
            url: web::address(url, &[("unit", &id)]),
            count: String::new(),
            active: url == active,
        })
        .collect()
}

fn plain(faults: Vec<FieldFault>) -> Faults {
    faults.into_iter().map(|fault| (fault.field, fault.text)).collect()
}
