//! Pages of the register of decisions: the list, the form, the card with its points and their control, the register as XLSX.

mod card;
mod export;
pub(super) mod form;
mod list;
mod papers;
mod points;
mod steps;
mod typed;

use access::{Granted, Permission};
use units::Unit;
use web::{Cx, Error, Mode, Result, Route, get, post};

use crate::model::{Decision, DecisionId};
use crate::store::decisions::{self, View};
use crate::{SeeDecisions, TakeDecisions, access as reach};

/// The routes of decisions.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/decisions", list::page),
        get("/decisions/register", export::file),
        get("/decisions/new", form::blank),
        post("/decisions", steps::draft),
        get("/decisions/{decision}", card::page),
        get("/decisions/{decision}/requisites", form::filled),
        post("/decisions/{decision}/requisites", steps::change),
        post("/decisions/{decision}/force", steps::take),
        post("/decisions/{decision}/closing", steps::close),
        post("/decisions/{decision}/cancellation", steps::cancel),
        get("/decisions/{decision}/papers", papers::page),
        get("/decisions/{decision}/paper", papers::file),
        post("/decisions/{decision}/forms", papers::mend),
        post("/decisions/{decision}/points", points::add),
        post("/decisions/{decision}/points/{measure}/absence", points::drop),
        post("/decisions/{decision}/points/{measure}/completion", points::complete),
        post("/decisions/{decision}/points/{measure}/term", points::prolong),
        post("/decisions/{decision}/points/{measure}/removal", points::remove),
    ]
}

/// What the person sees, whatever permission the handler asked for.
pub(super) fn view<M: Mode>(cx: &mut Cx<M>) -> Result<View> {
    let may: Granted<SeeDecisions> = cx.house().policy.check(cx.person())?;
    reach::view(cx, &may)
}

/// The decision of the address, if the person sees it.
fn asked<M: Mode>(cx: &mut Cx<M>) -> Result<Decision> {
    let id: DecisionId = cx.request().arg("decision")?;
    let view = view(cx)?;
    decisions::find(cx.conn(), &view, id)?.ok_or(Error::NotFound)
}

/// The units the person decides for.
fn own_units<M: Mode>(cx: &mut Cx<M>, may: &Granted<TakeDecisions>) -> Result<Vec<Unit>> {
    let ids: Vec<i64> = may.scopes().iter().map(|scope| scope.unit).collect();
    Ok(units::store::all_of(cx.conn(), &ids)?)
}

/// Whether the person holds a permission for the very unit.
fn is_own<P: Permission, M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    reach::own::<P, M>(cx).iter().any(|own| own == path)
}
