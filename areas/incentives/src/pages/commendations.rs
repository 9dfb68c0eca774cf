//! What pairs recommended at their end: mentors the head represents or – with a reason – does not.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use mentoring::commended::Commended;
use people::PersonId;
use people::staff::{self, Colleague};
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{Faults, place, plain};
use crate::access::{DecideIncentives, RepresentForAward, SeeIncentives};
use crate::actions::commending;
use crate::model::Declined;
use crate::{commended, store};

/// A reason is at most so long.
const LONGEST: usize = 500;
/// So many declined ones are shown.
const MOST: i64 = 100;
/// Where it is told that somebody was first.
const MET: &str = "met";

#[derive(Template)]
#[template(path = "commendations.html")]
struct CommendationsPage {
    csrf: String,
    unit: String,
    of: String,
    rows: Vec<Row>,
    may_decline: bool,
    declined: Vec<(String, String, String)>,
    /// What was typed where its form is not there any more.
    kept: String,
    faults: Faults,
}

struct Row {
    pair: String,
    pair_url: String,
    person: String,
    name: String,
    url: String,
    note: String,
    ended: String,
    represent_url: String,
    typed: String,
    error: String,
}

/// `GET /incentives/commendations?unit=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeIncentives>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    show(cx, &unit, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, unit: &Unit, faults: Vec<FieldFault>) -> Result<Reply> {
    let here = db::Ranges::under([unit.path.as_str()]);
    let today = cx.today_at(&unit.path)?;
    let waiting = commended::waiting(cx.conn(), &here)?;
    let declined = store::declined_at(cx.conn(), &here, MOST)?;
    let mut people: Vec<i64> = waiting.iter().map(|one| one.mentor.0).collect();
    people.extend(declined.iter().map(|one| one.person_id.0));
    people.sort_unstable();
    people.dedup();
    let cards = staff::of(cx.conn(), &people, today)?;
    cx.saw("person", &people, &unit.path);
    let policy = &cx.house().policy;
    let is_own = |scopes: &[access::Scope]| scopes.iter().any(|scope| scope.unit == unit.id.0);
    let may_decline = policy.check::<DecideIncentives>(cx.person()).is_ok_and(|may| is_own(may.scopes()));
    let may_represent = policy.check::<RepresentForAward>(cx.person()).is_ok_and(|may| is_own(may.scopes()));
    let works = |card: &Colleague| {
        card.works.iter().any(|work| work.goes_on(today) && work.unit_path.starts_with(&unit.path))
    };
    let represents = |card: &Colleague| may_represent && works(card);
    let rows = rows(cx, &waiting, &cards, (unit, &faults), represents);
    let is_met = faults.iter().any(|fault| fault.field == MET);
    let page = CommendationsPage {
        csrf: cx.csrf().to_owned(),
        unit: unit.id.to_string(),
        of: unit.name.clone(),
        kept: if is_met { typed(cx) } else { String::new() },
        rows,
        may_decline,
        declined: declined.iter().map(|one| told(one, &cards)).collect(),
        faults: plain(faults),
    };
    Page::titled("Рекомендации о\u{a0}поощрении").at(&unit.path).under("/incentives").show(&page)
}

type Cards = BTreeMap<PersonId, Colleague>;

fn rows<M: Mode>(
    cx: &Cx<M>,
    waiting: &[Commended],
    cards: &Cards,
    (unit, faults): (&Unit, &[FieldFault]),
    represents: impl Fn(&Colleague) -> bool,
) -> Vec<Row> {
    let row = |one: &Commended| {
        let card = cards.get(&one.mentor)?;
        let (pair, person, unit) = (one.pair.to_string(), one.mentor.to_string(), unit.id.to_string());
        let field = format!("reason-{pair}-{person}");
        let query = [("unit", unit.as_str()), ("person", &person), ("ground", "mentoring")];
        Some(Row {
            name: card.person.name().full(),
            url: card.person.url(),
            pair_url: one.url(),
            note: one.note.clone(),
            ended: russian::date(one.ended_on),
            represent_url: if represents(card) {
                web::address("/incentives/new", &query)
            } else {
                String::new()
            },
            typed: cx.request().form.text(&field).to_owned(),
            error: faults
                .iter()
                .find(|fault| fault.field == field)
                .map(|fault| fault.text.clone())
                .unwrap_or_default(),
            pair,
            person,
        })
    };
    waiting.iter().filter_map(row).collect()
}

/// Who was declined, when, why.
fn told(one: &Declined, cards: &Cards) -> (String, String, String) {
    let name = cards.get(&one.person_id).map(|card| card.person.name().short()).unwrap_or_default();
    (name, russian::date(one.decided_on), one.reason.clone())
}

/// The field of the form that was sent.
fn field<M: Mode>(cx: &Cx<M>) -> String {
    let form = &cx.request().form;
    format!("reason-{}-{}", form.text("pair"), form.text("person"))
}

fn typed<M: Mode>(cx: &Cx<M>) -> String {
    cx.request().form.text(&field(cx)).to_owned()
}

/// `POST /incentives/commendations`: not represented, and why.
pub(super) fn decline(cx: &mut Cx<Write>, may: Granted<DecideIncentives>) -> Result<Reply> {
    let (unit, request) = (place(cx, &may)?, cx.request_handle());
    let pair: i64 = request.form.text("pair").parse().map_err(|_| Error::NotFound)?;
    let person: PersonId = request.form.text("person").parse().map_err(|_| Error::NotFound)?;
    let mut check = request.form.check();
    let reason = check.optional(&field(cx), LONGEST).to_owned();
    let outcome = check.done().and_then(|()| commending::decline(cx, &may, &unit, (pair, person, &reason)));
    match outcome {
        Ok(()) => {
            cx.notice("Записано: по\u{a0}этой рекомендации не\u{a0}представляют.");
            Ok(Reply::to(web::address("/incentives/commendations", &[("unit", &unit.id.to_string())])))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &unit, faults)?.status(422)),
        Err(Error::Conflict(text)) => {
            Ok(show(cx, &unit, vec![FieldFault { field: MET.to_owned(), text }])?.status(409))
        }
        Err(error) => Err(error),
    }
}
