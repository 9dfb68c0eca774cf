//! Participants: the young of the place to take in, several at once; what one of them was at; leaving with a day.

use access::{Granted, SignedIn};
use askama::Template;
use structures::model::{Member, MemberId};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::card::{Row, row};
use super::forms::{Forms, chosen, led};
use super::session::day;
use super::{requests, school};
use crate::actions::{PARTICIPANT, School, enrolling, rules_at};
use crate::model::State;
use crate::{KeepSchools, store};

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage {
    called: &'static crate::Called,
    of: String,
    here: String,
    rows: Vec<Tick>,
    from_on: String,
    structure_url: String,
    forms: Forms,
}

struct Tick {
    id: String,
    name: String,
    about: String,
    is_ticked: bool,
}

/// `GET /schooling/{young_school}/participants`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = kept(cx)?;
    show(cx, &school, Vec::new())
}

/// The school of the address, if the person keeps it by the place.
fn kept<M: Mode>(cx: &mut Cx<M>) -> Result<School> {
    let school = school(cx)?;
    if school.power.keeps { Ok(school) } else { Err(Error::NotFound) }
}

fn show<M: Mode>(cx: &mut Cx<M>, school: &School, faults: Vec<FieldFault>) -> Result<Reply> {
    let path = school.one.unit_path.clone();
    let today = cx.today_at(&path)?;
    let forms = Forms::of(cx, faults);
    let offered = enrolling::offered(cx, school, today)?;
    let people: Vec<i64> = offered.iter().map(|one| one.person).collect();
    cx.saw("person", &people, &path);
    let tick = |one: enrolling::Offered| {
        let id = one.person.to_string();
        Tick {
            is_ticked: forms.is_ticked("people", &id),
            about: format!("{}; {}", one.post, one.marks.join(", ")),
            name: one.name,
            id,
        }
    };
    let page = PeoplePage {
        called: school.called(),
        of: school.one.name.clone(),
        here: school.url(),
        rows: offered.into_iter().map(tick).collect(),
        from_on: forms.typed("from_on", &today.to_string()),
        structure_url: school.one.url(),
        forms,
    };
    Page::titled("Включить молодых педагогов").at(&path).under("/schooling").show(&page)
}

/// `POST /schooling/{young_school}/participants`
pub(super) fn enrol(cx: &mut Cx<Write>, _may: Granted<KeepSchools>) -> Result<Reply> {
    let school = kept(cx)?;
    let people = chosen(cx, "people");
    let outcome = day(cx, "from_on", "Укажите, с\u{a0}какого дня.")
        .and_then(|from_on| enrolling::enrol(cx, school.one.id, &people, from_on));
    led(cx, outcome, ("Участники включены.", school.url()), |cx, faults| {
        show(cx, &school, faults)
    })
}

#[derive(Template)]
#[template(path = "participant.html")]
struct OnePage {
    called: &'static crate::Called,
    name: String,
    post: String,
    of: String,
    here: String,
    leave_url: String,
    card_url: String,
    since: String,
    left: String,
    counted: String,
    rows: Vec<(Row, bool)>,
    asked: Vec<requests::Asked>,
    may_leave: bool,
    today: String,
    forms: Forms,
}

/// `GET /schooling/{young_school}/participants/{participant}`
pub(super) fn one(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let school = school(cx)?;
    let id: MemberId = cx.request().arg("participant")?;
    show_one(cx, &school, id, Vec::new())
}

fn show_one<M: Mode>(
    cx: &mut Cx<M>,
    school: &School,
    id: MemberId,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let is_it = |one: &&Member| one.id == id && one.role == PARTICIPANT;
    let member = school.members.iter().find(is_it).ok_or(Error::NotFound)?.clone();
    let path = school.one.unit_path.clone();
    let (rules, today) = (rules_at(cx, &path)?, cx.today_at(&path)?);
    let person: Vec<i64> = member.person_id.into_iter().collect();
    cx.saw("person", &person, &path);
    let mut had = store::had_by(cx.conn(), &person)?;
    had.retain(|(_, one)| one.structure_id == school.one.id && one.state() == State::Held);
    let came = had.iter().filter(|(was, _)| was.was_there).count();
    let mut asked = Vec::new();
    if school.power.works() {
        for one in person.iter().copied().map(people::PersonId) {
            let own = store::requests_of_person(cx.conn(), one)?;
            let own = own.iter().filter(|asked| asked.structure_id == school.one.id);
            asked.extend(own.map(|asked| requests::row(asked, &rules, today)));
        }
    }
    let page = OnePage {
        called: school.called(),
        name: member.name.clone(),
        post: member.post.clone(),
        of: school.one.name.clone(),
        here: school.url(),
        leave_url: format!("{}/participants/{id}/leaving", school.url()),
        card_url: member
            .person_id
            .filter(|_| school.power.sees)
            .map(|id| format!("/mentoring/young/{id}"))
            .unwrap_or_default(),
        since: russian::date(member.from_on),
        left: member.to_on.map(russian::date).unwrap_or_default(),
        counted: format!("{came} из\u{a0}{}", had.len()),
        rows: had.iter().map(|(was, one)| (row(one, None, (&rules, today)), was.was_there)).collect(),
        asked,
        may_leave: school.power.keeps && school.one.is_active() && member.to_on.is_none(),
        today: today.to_string(),
        forms: Forms::of(cx, faults),
    };
    Page::titled(member.name.clone()).at(&path).under("/schooling").show(&page)
}

/// `POST /schooling/{young_school}/participants/{participant}/leaving`
pub(super) fn leave(cx: &mut Cx<Write>, _may: Granted<KeepSchools>) -> Result<Reply> {
    let school = kept(cx)?;
    let id: MemberId = cx.request().arg("participant")?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let reason = check.optional("reason", 300).to_owned();
    let outcome = check
        .done()
        .and_then(|()| day(cx, "to_on", "Укажите последний день."))
        .and_then(|last| enrolling::leave(cx, school.one.id, id, (last, &reason)));
    led(
        cx,
        outcome,
        ("Участие закончено; что было, осталось в\u{a0}итогах.", school.url()),
        |cx, faults| show_one(cx, &school, id, faults),
    )
}
