//! The extract from the minutes of the council for a candidate it recommends: from the sheet of criteria, from the step of the pair,
//! from the recommendation of a successor – whichever is there (пп. 3.1, 3.3).

use access::Granted;
use chrono::NaiveDate;
use people::PersonId;
use units::Unit;
use web::{Body, Cx, Error, Mode, PaperForm, Read, Reply, Result, russian};

use super::sheets::{Weighing, weighing};
use crate::actions::ordering::Whole;
use crate::actions::sheets::{MARKS, sum};
use crate::actions::{heads, succession};
use crate::model::{Mentor, Pair, Sheet, SheetMark, State, Succession};
use crate::papers::ExtractPaper;
use crate::{GuideMentoring, store};

/// Where the extract for a candidate is printed.
pub(super) fn address((mentee, candidate): (PersonId, PersonId), kind: &str) -> String {
    let (mentee, candidate) = (mentee.to_string(), candidate.to_string());
    web::address(
        "/mentoring/sheets/extract",
        &[("person", &mentee), ("candidate", &candidate), ("kind", kind)],
    )
}

/// The day the council recommended whose part this is: a successor has a mark of the own, the first mentors share the step of the
/// pair.
fn recommended(pair: &Pair, part: &Mentor, own: Option<&Succession>) -> Option<NaiveDate> {
    let is_later = pair.state() == State::Active
        && part
            .from_on
            .is_none_or(|from| pair.starts_on.max(pair.order_on).is_some_and(|first| from > first));
    match own {
        Some(own) => own.council_on,
        None if is_later => None,
        None => pair.council_on,
    }
}

/// Whether there is something to extract for a part: recommended, and the pair goes on.
pub(super) fn is_told(pair: &Pair, part: &Mentor, own: Option<&Succession>) -> bool {
    let goes_on = matches!(pair.state(), State::Preparing | State::Active);
    goes_on && recommended(pair, part, own).is_some()
}

/// What the sheet of a chosen candidate says of the meeting: day, protocol held here, protocol named – for the step of the council.
pub(super) fn advice<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Option<[String; 3]>> {
    let here = db::Ranges::under([whole.unit.path.as_str()]);
    let all = store::sheets::of_mentee(cx.conn(), &here, whole.pair.mentee_id)?;
    let is_chosen = |one: &&Sheet| whole.now().any(|(part, _)| part.person_id == one.candidate_id);
    let mut own = all.iter().filter(|one| one.kind == whole.pair.kind && one.is_recommended());
    Ok(own.find(is_chosen).map(|one| {
        let document = one.document_id.map(|id| id.to_string()).unwrap_or_default();
        [one.held_on.to_string(), document, one.protocol.clone()]
    }))
}

/// What the council said of a candidate, and where it stands.
struct Said {
    day: NaiveDate,
    protocol: String,
}

/// `GET /mentoring/sheets/extract?person=…&candidate=…&kind=…&as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<GuideMentoring>) -> Result<Reply> {
    let request = cx.request_handle();
    let form = PaperForm::of(request.asked("as")).ok_or(Error::NotFound)?;
    let asked = ["person", "candidate", "kind"].map(|name| request.asked(name));
    let one = weighing(cx, &may, asked)?;
    let ids = (one.mentee.person.id, one.candidate.person.id);
    let sheet = store::sheets::of_candidate(cx.conn(), ids, &one.kind.id)?;
    let said = match by_step(cx, &one)? {
        Some(said) => said,
        None => by_sheet(cx, sheet.as_ref())?.ok_or(Error::NotFound)?,
    };
    let sheet = sheet.filter(Sheet::is_recommended);
    let known: Vec<_> = sheet.iter().map(|sheet| sheet.id).collect();
    let marks = store::sheets::marks_of(cx.conn(), &known)?.into_values().next().unwrap_or_default();
    let weighed = sheet.as_ref().map(|sheet| sum(sheet, &marks));
    let paper = ExtractPaper {
        head: units::letterhead(cx.conn(), one.unit.id)?,
        kind: &one.kind,
        mentee: &one.mentee,
        candidate: &one.candidate,
        protocol: said.protocol,
        day: said.day,
        marks: in_words(&one, &marks),
        weighed_on: sheet.as_ref().map(|sheet| sheet.held_on).filter(|day| *day != said.day),
        sum: weighed.map(|one| format!("{} из\u{a0}{}", one.sum, one.most)).unwrap_or_default(),
        word: sheet.map(|sheet| sheet.word).unwrap_or_default(),
        rules: &one.rules,
    };
    let bytes = cx.house().paper(&paper.paper(), form)?;
    let name = format!("Выписка из протокола методсовета.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

fn in_words(one: &Weighing, marks: &[SheetMark]) -> Vec<(String, String)> {
    let mark = |id: &str| {
        let mark = marks.iter().find(|mark| mark.criterion == id)?.mark;
        let word = MARKS.iter().find(|(code, _)| *code == mark).map_or("", |(_, title)| title);
        Some(format!("{mark} – {word}"))
    };
    let line = |rule: &packs::MentorCriterion| Some((russian::capital(&rule.title), mark(&rule.id)?));
    one.rules.mentoring.criteria.iter().filter_map(|rule| line(&rule.rule)).collect()
}

/// The recommendation as it is marked in the pair of the mentee with this candidate.
fn by_step(cx: &mut Cx<Read>, one: &Weighing) -> Result<Option<Said>> {
    let Some((pair, part)) =
        part_of(cx, &one.unit, (one.mentee.person.id, one.candidate.person.id), &one.kind.id)?
    else {
        return Ok(None);
    };
    let own = store::successions::of_part(cx.conn(), part.id)?;
    let Some(day) = recommended(&pair, &part, own.as_ref()) else { return Ok(None) };
    let protocol = match own {
        Some(own) => succession::protocol_of(cx, &own)?,
        None => heads::council(cx, &pair)?,
    };
    Ok(Some(Said { day, protocol }))
}

/// The latest part of a candidate in a pair of the mentee that is prepared or works here.
fn part_of(
    cx: &mut Cx<Read>,
    unit: &Unit,
    (mentee, candidate): (PersonId, PersonId),
    kind: &str,
) -> Result<Option<(Pair, Mentor)>> {
    let is_open = |pair: &Pair| matches!(pair.state(), State::Preparing | State::Active);
    let pairs = store::of_mentees(cx.conn(), &[mentee.0])?.into_iter();
    let of_kind = pairs.filter(|pair| pair.kind == kind && pair.unit_id == unit.id && is_open(pair));
    let Some(pair) = of_kind.max_by_key(|pair| pair.id) else { return Ok(None) };
    let parts = store::mentors_of(cx.conn(), &[pair.id.0])?.remove(&pair.id.0).unwrap_or_default();
    let part = parts.into_iter().rfind(|part| part.person_id == candidate && part.to_on.is_none());
    Ok(part.map(|part| (pair, part)))
}

fn by_sheet(cx: &mut Cx<Read>, sheet: Option<&Sheet>) -> Result<Option<Said>> {
    let Some(sheet) = sheet.filter(|sheet| sheet.is_recommended()) else { return Ok(None) };
    let held = match sheet.document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let held = held.map(|held| crate::actions::pairing::lower(&held.title_line()));
    Ok(Some(Said { day: sheet.held_on, protocol: held.unwrap_or_else(|| sheet.protocol.clone()) }))
}
