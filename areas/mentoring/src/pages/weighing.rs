//! The candidates for a mentee as the methodical council weighs them: a sheet of criteria each (п. 3.3). The chair fills the sheets
//! and chooses nobody: the pair is begun by who keeps mentoring.

use access::Granted;
use askama::Template;
use packs::Effective;
use people::PersonId;
use units::Unit;
use web::{Cx, Error, Mode, Page, Read, Reply, Result};

use super::choice_rows::{Row, rows};
use super::{choice, sheets, words};
use crate::actions::{pairing, rules_at, succession};
use crate::model::{Mentor, Pair, State};
use crate::rules::cited;
use crate::{GuideMentoring, KeepMentoring, store};

#[derive(Template)]
#[template(path = "weighing.html")]
struct WeighingPage {
    mentee: String,
    about: String,
    /// « (приложение 2, п. 3.3)»
    clause: String,
    kinds: Vec<(String, String, bool)>,
    rows: Vec<Weighed>,
    paper_url: String,
}

/// A candidate and what the council says of them.
struct Weighed {
    row: Row,
    said: String,
    is_own: bool,
    /// The extract from the minutes, for whom the council recommends; empty: none.
    extract_url: String,
}

/// `GET /mentoring/sheets/candidates?person=…&kind=…`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let person: PersonId = request.asked("person").parse().map_err(|_| Error::NotFound)?;
    let unit = choice::unit_of(cx, &may, person)?;
    let rules = rules_at(cx, &unit.path)?;
    let known = rules.mentoring.kind(request.asked("kind")).cloned();
    let kind = known.or_else(|| rules.mentoring.kinds.first().map(|kind| kind.rule.clone()));
    let kind = kind.filter(|_| !rules.mentoring.criteria.is_empty()).ok_or(Error::NotFound)?;
    let asked = pairing::mentee(cx, &unit, person)?;
    let judged = pairing::candidates(cx, &unit, &asked, &kind)?;
    let people: Vec<i64> = judged.iter().map(|(one, _)| one.person.id.0).chain([person.0]).collect();
    cx.saw("person", &people, &unit.path);
    let here = db::Ranges::under([unit.path.as_str()]);
    let mut filled = store::sheets::of_mentee(cx.conn(), &here, person)?;
    filled.retain(|one| one.kind == kind.id);
    let ids: Vec<crate::model::SheetId> = filled.iter().map(|one| one.id).collect();
    let marks = store::sheets::marks_of(cx.conn(), &ids)?;
    let own = own(cx)?;
    let all = rows(&judged, &[], &rules, (person, &kind.id));
    let weighed = |(row, (one, _)): (Row, &(people::staff::Colleague, crate::rules::Fit))| {
        let sheet = filled.iter().find(|sheet| sheet.candidate_id == one.person.id);
        let said =
            sheet.map(|sheet| sheets::told(sheet, marks.get(&sheet.id.0).map_or(&[][..], Vec::as_slice)));
        let extract_url = if sheet.is_some_and(crate::model::Sheet::is_recommended) {
            super::extract::address((person, one.person.id), &kind.id)
        } else {
            String::new()
        };
        Weighed { said: said.unwrap_or_default(), is_own: own == Some(one.person.id), extract_url, row }
    };
    let tab = |one: &packs::MentorKind| {
        (one.title.clone(), pairing::weighing_url(person, &one.id), one.id == kind.id)
    };
    let page = WeighingPage {
        mentee: asked.colleague.person.name().full(),
        about: words::about(&asked.colleague, &rules),
        clause: cited(rules.mentoring.clause("choice")),
        kinds: rules.mentoring.kinds.iter().map(|one| tab(&one.rule)).collect(),
        rows: all.into_iter().zip(&judged).map(weighed).collect(),
        paper_url: if filled.is_empty() { String::new() } else { sheets::paper_address(person, &kind.id) },
    };
    Page::titled("Листы критериев").at(&unit.path).under("/mentoring").show(&page)
}

/// The card of whoever asks.
fn own(cx: &mut Cx<Read>) -> Result<Option<PersonId>> {
    let Some(account) = cx.person().map(|person| person.account.0) else { return Ok(None) };
    Ok(people::store::of_account(cx.conn(), account)?.map(|card| card.id))
}

/// Whether the person fills sheets at a place.
pub(super) fn guides<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let may = cx.house().policy.check::<GuideMentoring>(cx.person());
    may.is_ok_and(|may| may.ranges().holds(path))
}

/// Where a sheet leads back to: whoever keeps mentoring chooses – of a pair at work a successor, or goes on with the one chosen –,
/// the chair weighs the next one.
pub(super) fn back<M: Mode>(cx: &mut Cx<M>, unit: &Unit, (mentee, kind): (PersonId, &str)) -> Result<String> {
    let may = cx.house().policy.check::<KeepMentoring>(cx.person());
    if !may.is_ok_and(|may| may.ranges().holds(&unit.path)) {
        return Ok(pairing::weighing_url(mentee, kind));
    }
    let pairs = store::of_mentees(cx.conn(), &[mentee.0])?.into_iter();
    let mut pairs = pairs.filter(|pair| pair.state() == State::Active);
    let Some(pair) = pairs.find(|pair| pair.kind == kind && pair.unit_id == unit.id) else {
        return Ok(pairing::choice_url(mentee, kind));
    };
    let parts = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    Ok(if parts.iter().any(Mentor::waits) { pair.url() } else { succession::choice_url(&pair) })
}

/// The road from the card of a pair at work to the candidates for a successor, for whoever weighs and does not choose.
pub(super) fn road<M: Mode>(cx: &Cx<M>, pair: &Pair, (keeps, rules): (bool, &Effective)) -> String {
    let is_asked = pair.state() == State::Active && !rules.mentoring.criteria.is_empty();
    if is_asked && !keeps && guides(cx, &pair.unit_path) {
        pairing::weighing_url(pair.mentee_id, &pair.kind)
    } else {
        String::new()
    }
}
