//! Pages of people: the list, the card, the forms of what changes it.

mod alike;
mod asking;
mod card;
mod category;
mod courses;
mod duplicates;
mod education;
mod employment;
mod employments;
mod form;
mod list;
mod record;
mod register;
mod returning;
mod striking;
mod team_form;
mod teams;
pub(crate) mod words;

use access::{Granted, Permission};
use web::{Cx, Error, FieldFault, Mode, Result, Route, get, post};

pub(crate) use list::young_teachers;
pub(crate) use words::going;

use crate::actions::importing::StaffLists;
use crate::{KeepPeople, Person, store};

const IMPORTS: lists::pages::Addresses = lists::pages::Addresses {
    all: "/people/imports",
    one: "/people/imports/{import}",
    layout: "/people/imports/{import}/layout",
    acceptance: "/people/imports/{import}/acceptance",
    reversal: "/people/imports/{import}/reversal",
    progress: "/people/imports/{import}/progress",
};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    let own = vec![
        get("/people", list::list),
        post("/people", form::add),
        get("/people/new", form::blank),
        get("/people/own", card::own),
        get("/people/duplicates", duplicates::list),
        get("/people/{person}/duplicates/{other}", duplicates::pair),
        post("/people/{person}/duplicates/{other}", duplicates::merge),
        post("/people/{person}/duplicates/{other}/distinction", duplicates::tell_apart),
        post("/people/{person}/merges/{merge}/undoing", duplicates::undo),
        get("/people/register", register::file),
        get("/people/courses", courses::shown),
        get("/people/education", education::shown),
        get("/teams", teams::list),
        post("/teams", team_form::make),
        get("/teams/new", team_form::blank),
        get("/teams/{team}", teams::card),
        get("/teams/{team}/data", team_form::filled),
        post("/teams/{team}/data", team_form::change),
        post("/teams/{team}/closing", teams::close),
        post("/teams/{team}/members", teams::join),
        post("/teams/{team}/members/{person}/removal", teams::part),
        get("/people/{person}", card::card),
        get("/people/{person}/data", form::filled),
        post("/people/{person}/data", form::change),
        get("/people/{person}/employments/new", employments::blank),
        post("/people/{person}/employments", employments::hire),
        get("/people/{person}/employments/{employment}", employments::filled),
        post("/people/{person}/employments/{employment}", employments::change),
        get("/people/{person}/employments/{employment}/end", employments::ending),
        post("/people/{person}/employments/{employment}/end", employments::dismiss),
        get("/people/{person}/employments/{employment}/return", returning::ask),
        post("/people/{person}/employments/{employment}/return", returning::take_back),
        get("/people/{person}/employments/{employment}/removal", striking::ask_work),
        post("/people/{person}/employments/{employment}/removal", striking::strike_work),
        get("/people/{person}/removal", striking::ask_card),
        post("/people/{person}/removal", striking::strike_card),
        get("/people/{person}/categories/new", category::blank),
        post("/people/{person}/categories", category::grant),
        get("/people/{person}/categories/{category}/removal", striking::ask_category),
        post("/people/{person}/categories/{category}/removal", striking::strike_category),
        get("/people/{person}/records/new", record::blank),
        post("/people/{person}/records", record::tell),
        get("/people/{person}/records/{record}", record::filled),
        post("/people/{person}/records/{record}", record::change),
        post("/people/{person}/records/{record}/removal", record::untell),
    ];
    own.into_iter().chain(lists::pages::routes::<StaffLists>(IMPORTS)).collect()
}

/// The person of the address; outside the scope they do not exist.
fn asked<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Person> {
    let id = cx.request().arg("person")?;
    let person = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    saw(cx, std::slice::from_ref(&person), &person.unit_path);
    Ok(person)
}

/// Notes that these people were shown, also under their accounts: there their holders read who looked.
fn saw<M: Mode>(cx: &mut Cx<M>, people: &[Person], unit_path: &str) {
    let cards: Vec<i64> = people.iter().map(|person| person.id.0).collect();
    let accounts: Vec<i64> = people.iter().filter_map(|person| person.account_id).collect();
    cx.saw("person", &cards, unit_path);
    if !accounts.is_empty() {
        cx.saw("account", &accounts, unit_path);
    }
}

/// Whether the person who looks may keep cards at `path`: for buttons.
fn keeps<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<KeepPeople>(cx.person());
    granted.is_ok_and(|may| may.within(path).is_ok())
}

/// Slips of typing and faults of the rules together, each field once. With a slip nothing stays done: the page is a 422,
/// which takes the transaction back.
fn together<T>(mut slips: Vec<FieldFault>, outcome: Result<T>) -> Result<T> {
    match outcome {
        Ok(done) if slips.is_empty() => Ok(done),
        Ok(_) => Err(Error::Invalid(slips)),
        Err(Error::Invalid(more)) => {
            let is_new = |fault: &FieldFault| !slips.iter().any(|one| one.field == fault.field);
            let more: Vec<FieldFault> = more.into_iter().filter(is_new).collect();
            slips.extend(more);
            Err(Error::Invalid(slips))
        }
        Err(other) => Err(other),
    }
}
