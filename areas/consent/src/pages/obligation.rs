//! The obligation to keep data of others confidential: shown instead of the data until it is accepted, its paper, the list of
//! who accepted it (152-ФЗ, ст. 7; Амурская область, приложение 3, приложение 2 к нему).

use access::{AccountId, Granted, Permission};
use askama::Template;
use packs::Confidentiality;
use people::{KeepPeople, SeePeople};
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use crate::model::Accepted;
use crate::{actions, papers, store};

#[derive(Template)]
#[template(path = "obligation.html")]
struct ObligationPage {
    heading: String,
    text: Vec<String>,
    clause: String,
    accepted: String,
    back: String,
    token: String,
}

/// The page of the obligation, when whoever asks has not accepted it yet; none: they may go on.
pub(super) fn lacking<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<Option<Reply>> {
    let place = place(may);
    let Some(asked) = actions::obligation(cx, &place)? else { return Ok(None) };
    if actions::obliged(cx, &asked)?.is_some() {
        return Ok(None);
    }
    in_reach(cx, may)?;
    let back = cx.request().address();
    Ok(Some(show(cx, (&asked, None), back, &place)?))
}

/// What is not theirs to see is not there, whatever they have yet to accept.
fn in_reach<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>) -> Result<()> {
    let request = cx.request_handle();
    let has = |name: &str| request.args.iter().any(|(known, _)| known == name);
    if has("person") {
        let person = people::store::find(cx.conn(), may.ranges(), request.arg("person")?)?;
        let person = person.ok_or(Error::NotFound)?;
        if has("consent") {
            super::consent_of(cx, &person, may.ranges())?;
        }
    }
    if !request.asked("unit").is_empty() {
        let unit: UnitId = request.asked("unit").parse().map_err(|_| Error::NotFound)?;
        units::store::find(cx.conn(), may.ranges(), unit)?.ok_or(Error::NotFound)?;
    }
    Ok(())
}

/// The place whose rules hold for the person.
fn place<P: Permission>(may: &Granted<P>) -> String {
    may.scopes().first().map_or_else(|| "/".to_owned(), |scope| scope.path.clone())
}

/// `GET /consents/obligation`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let place = place(&may);
    let asked = actions::obligation(cx, &place)?.ok_or(Error::NotFound)?;
    let known = actions::obliged(cx, &asked)?;
    show(cx, (&asked, known), "/consents".to_owned(), &place)
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    (asked, known): (&Confidentiality, Option<Accepted>),
    back: String,
    place: &str,
) -> Result<Reply> {
    let page = ObligationPage {
        heading: asked.title.clone(),
        text: asked.text.clone(),
        clause: asked.clause.clone(),
        accepted: known.map(|one| russian::date(one.accepted_on)).unwrap_or_default(),
        back,
        token: cx.csrf().to_owned(),
    };
    Page::titled("Обязательство о\u{a0}неразглашении").at(place).under("/consents").show(&page)
}

/// `POST /consents/obligation`
pub(super) fn accept(cx: &mut Cx<Write>, may: Granted<SeePeople>) -> Result<Reply> {
    let place = place(&may);
    let asked = actions::obligation(cx, &place)?.ok_or(Error::NotFound)?;
    let request = cx.request_handle();
    if request.form.text("accepted") != "1" {
        let back = here(request.form.text("back"));
        return Ok(show(cx, (&asked, None), back, &place)?.status(422));
    }
    actions::accept(cx, &place, &asked)?;
    cx.notice("Обязательство принято.");
    Ok(Reply::to(here(request.form.text("back"))))
}

/// Back to a page of consents, and nowhere else.
fn here(back: &str) -> String {
    let is_here =
        back.starts_with("/consents") || (back.starts_with("/people/") && back.contains("/consents"));
    if is_here { back.to_owned() } else { "/consents".to_owned() }
}

/// `GET /consents/obligation/paper?as=pdf`: to sign, or what was accepted.
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let place = place(&may);
    let asked = actions::obligation(cx, &place)?.ok_or(Error::NotFound)?;
    let known = actions::obliged(cx, &asked)?;
    let unit = may.scopes().first().map(|scope| UnitId(scope.unit)).ok_or(Error::NotFound)?;
    let account = cx.person().map(|person| person.account.0).ok_or(Error::NotFound)?;
    let name = access::store::names(cx.conn(), &[account])?.remove(&account).ok_or(Error::NotFound)?;
    let paper = papers::Undertaking {
        asked: &asked,
        name: [name.0, name.1, name.2]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
        accepted_on: known.map(|one| one.accepted_on),
        head: units::letterhead(cx.conn(), unit)?,
        day: cx.today_at(&place)?,
    };
    super::printed(cx, &paper.paper(), "Обязательство о неразглашении")
}

#[derive(Template)]
#[template(path = "obligations.html")]
struct ListPage {
    of: String,
    rows: Vec<(String, String, bool)>,
    lacking: String,
}

/// `GET /consents/obligations?unit=…`: who may open consents of the unit, and who of them accepted.
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    let id: Option<UnitId> = match cx.request().asked("unit") {
        "" => may.scopes().first().map(|scope| UnitId(scope.unit)),
        typed => Some(typed.parse().map_err(|_| Error::NotFound)?),
    };
    let id = id.ok_or(Error::NotFound)?;
    let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let asked = actions::obligation(cx, &unit.path)?.ok_or(Error::NotFound)?;
    let rows = rows(cx, &unit, &asked)?;
    let lacking = rows.iter().filter(|row| !row.2).count();
    let page = ListPage {
        of: unit.name.clone(),
        lacking: if lacking == 0 {
            String::new()
        } else {
            format!("Ещё не\u{a0}приняли: {lacking}")
        },
        rows,
    };
    Page::titled("Кто принял обязательство").at(&unit.path).under("/consents").show(&page)
}

/// Accounts whose roles at the unit open consents there: name, the day of the obligation, whether it was accepted.
fn rows(cx: &mut Cx<Read>, unit: &Unit, asked: &Confidentiality) -> Result<Vec<(String, String, bool)>> {
    let today = cx.today_at(&unit.path)?;
    let holders = access::store::holders_at(cx.conn(), &unit.path)?;
    let ids: Vec<i64> = holders.iter().map(|(id, _)| *id).collect();
    let accounts: Vec<AccountId> = ids.iter().map(|id| AccountId(*id)).collect();
    let people = access::store::people(cx.conn(), &accounts, today)?;
    let known = store::accepted(cx.conn(), &ids)?;
    let policy = &cx.house().policy;
    let opens = |id: i64| {
        people.get(&AccountId(id)).is_some_and(|one| policy.reaches(SeePeople::NAME, one, &unit.path))
    };
    let wording = asked.text.join("\n");
    let row = |(id, name): (i64, String)| {
        let day = known.iter().rfind(|one| one.account == id && one.wording == wording);
        let told = day.map_or_else(|| "не\u{a0}принимали".to_owned(), |one| russian::date(one.accepted_on));
        (name, told, day.is_some())
    };
    Ok(holders.into_iter().filter(|(id, _)| opens(*id)).map(row).collect())
}
