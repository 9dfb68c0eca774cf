//! Pages of consents: the list of a place, those of a person whose card one sees, one's own.

mod card;
mod erasure;
mod file;
mod form;
mod journal;
mod list;
mod obligation;
mod own;
mod withdrawal;
mod words;

use access::{Granted, Permission};
use db::Ranges;
use files::FileId;
use people::{KeepPeople, Person};
use web::{Body, Cx, Error, Mode, PaperForm, Read, Reply, Result, Route, get, post};

use crate::actions::{self, Operator};
use crate::model::Consent;
use crate::{papers, store};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/consents", list::page),
        get("/consents/register", file::register),
        get("/consents/obligation", obligation::page),
        post("/consents/obligation", obligation::accept),
        get("/consents/obligation/paper", obligation::paper),
        get("/consents/obligations", obligation::list),
        get("/consents/own", own::page),
        post("/consents/own", own::give),
        get("/consents/own/paper", own::paper),
        get("/consents/own/journal", journal::own),
        get("/consents/own/{consent}/file", own::file),
        get("/consents/own/{consent}/withdrawal", own::ask),
        post("/consents/own/{consent}/withdrawal", own::withdraw),
        get("/consents/own/{consent}/withdrawal/file", own::withdrawal_file),
        get("/people/{person}/consents", card::page),
        post("/people/{person}/consents", form::record).uploads(),
        get("/people/{person}/consents/new", form::blank),
        get("/people/{person}/consents/journal", journal::page),
        get("/people/{person}/consents/paper", card::paper),
        get("/people/{person}/consents/{consent}/file", card::file),
        get("/people/{person}/consents/{consent}/withdrawal", withdrawal::ask),
        post("/people/{person}/consents/{consent}/withdrawal", withdrawal::note).uploads(),
        get("/people/{person}/consents/{consent}/withdrawal/file", withdrawal::file),
        get("/people/{person}/consents/{consent}/erasure", erasure::ask),
        post("/people/{person}/consents/{consent}/erasure", erasure::note),
        get("/people/{person}/consents/{consent}/erasure/paper", erasure::paper),
    ]
}

/// The person of the address; outside the scope they do not exist. That the page was opened is noted.
fn asked<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Person> {
    let id = cx.request().arg("person")?;
    let person = people::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
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

/// The consent of the address, of this person and given to a unit of the scope.
fn consent_of<M: Mode>(cx: &mut Cx<M>, person: &Person, scope: &Ranges) -> Result<Consent> {
    let id = cx.request().arg("consent")?;
    let found = store::find(cx.conn(), person.id, id)?;
    found.filter(|one| scope.holds(&one.unit_path)).ok_or(Error::NotFound)
}

/// The organisation of the scope the person gives consents to.
fn operator<M: Mode>(cx: &mut Cx<M>, person: &Person, scope: &Ranges) -> Result<Option<Operator>> {
    actions::operator(cx, person, |path| scope.holds(path))
}

/// Whether the person who looks may note consents given to the unit at the path.
fn keeps<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<KeepPeople>(cx.person());
    granted.is_ok_and(|may| may.within(path).is_ok())
}

/// A scan, as it came; that it was opened is noted under the consent too.
fn scan<M: Mode>(cx: &mut Cx<M>, consent: &Consent, file: Option<FileId>) -> Result<Reply> {
    let file = file.ok_or(Error::NotFound)?;
    cx.saw("consent", &[consent.id.0], &consent.unit_path);
    let row = files::store::find(cx.conn(), file)?.ok_or(Error::NotFound)?;
    let bytes = cx.house().vault.get(&row.sha256).map_err(|fault| {
        tracing::error!(file = file.0, sha256 = row.sha256, "the scan of a consent cannot be read");
        Error::Unavailable(fault.to_string())
    })?;
    Ok(Reply::of(Body::File { bytes, media_type: row.media_type, name: row.name }))
}

/// The form of consent for the person to sign: `?kind=…&as=pdf`.
fn blank_paper(cx: &mut Cx<Read>, person: &Person, operator: &Operator) -> Result<Reply> {
    let request = cx.request_handle();
    let rules = units::rules_at(cx, &operator.path)?;
    let kind = rules.consent_kind(request.asked("kind")).ok_or(Error::NotFound)?;
    let day = cx.today_at(&operator.path)?;
    let head = units::letterhead(cx.conn(), operator.unit)?;
    let unit = units::store::all_of(cx.conn(), &[operator.unit.0])?.pop().ok_or(Error::NotFound)?;
    let works = people::store::at_work(cx.conn(), person.id, day)?;
    let post = works.into_iter().find(|one| one.unit_id == operator.unit).map(|one| one.post_title);
    let form = papers::Form {
        kind,
        person,
        post: post.unwrap_or_default(),
        operator: unit.name,
        head,
        directory: cx.whole_address("/directory"),
        day,
    };
    printed(cx, &form.paper(), &format!("Согласие, {}", person.name().short()))
}

/// The paper as a file.
fn printed(cx: &Cx<Read>, paper: &paper::Paper, name: &str) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let bytes = cx.house().paper(paper, form)?;
    let name = format!("{}.{}", name.replace('\u{a0}', " "), form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}
