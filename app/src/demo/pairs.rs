//! Mentoring in the demo region: every young specialist of the autumn of 2025 has a story – most a pair by an order in time,
//! some by a late one, some still on their way, a few nobody; in the town's schools every state there is.

mod reports;

use access::{AccountId, Granted, Permission};
use chrono::{Days, NaiveDate};
use documents::{DocumentId, NewFile, Numbering};
use mentoring::actions::early_end::{self, EndOrder};
use mentoring::actions::ending::Ending;
use mentoring::actions::issuing::Issue;
use mentoring::actions::ordering::{self, Ordering};
use mentoring::actions::pairing;
use mentoring::actions::sheets::{self, NewSheet};
use mentoring::actions::stepping::{self, Done};
use mentoring::actions::working::{self, NewWork};
use mentoring::model::{NewPair, PairId};
use mentoring::rules::Fit;
use people::PersonId;
use people::staff::Colleague;
use units::{Unit, UnitId};
use web::{Cx, Write};

use super::chance::Chance;
use super::papers::{Paper, hash};
use super::people::Cast;
use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// Whose schools show every state.
const TOWN: &str = "belogorsk";

/// How far a pair has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Nobody,
    Begun,
    Ready,
    Cancelled,
    InTime,
    Late,
    BrokenOff,
    /// By an order, and the mentor left the school since.
    Dismissed,
}

/// The states of the town's schools, one after the other.
const FATES: [Fate; 8] = [
    Fate::InTime,
    Fate::Begun,
    Fate::Nobody,
    Fate::Late,
    Fate::Ready,
    Fate::BrokenOff,
    Fate::Cancelled,
    Fate::Dismissed,
];

/// A pair of the demo: whose school, and how far it comes.
struct Told<'t> {
    school: &'t Unit,
    id: PairId,
    fate: Fate,
}

/// Tells it, if its day has come: all schools of a municipality take a step in one transaction.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, cast: &Cast, seed: u64) -> Result<(), Failure> {
    let mut chance = Chance::of(seed, 47);
    if !stage.has_come(day(2026, 2, 24)) {
        return Ok(());
    }
    for (login, _) in &tree.municipalities {
        let schools: Vec<&Unit> = tree.schools_of(login).collect();
        let mut wanted = stage.act(day(2025, 9, 2), None, |cx| wanted(cx, &schools))?;
        for (place, one) in wanted.iter_mut().enumerate() {
            one.2 = if login == TOWN { FATES[place % FATES.len()] } else { fate(&mut chance) };
        }
        wanted.retain(|one| one.2 != Fate::Nobody);
        let deputy = cast.by_login.get("deputy").copied().filter(|_| login == TOWN);
        for (late, chosen) in [(false, day(2025, 9, 3)), (true, day(2025, 9, 17))] {
            let now = wanted.iter().filter(|one| (one.2 == Fate::Late) == late);
            let now: Vec<(&Unit, PersonId, Fate)> = now.copied().collect();
            story(stage, (&now, schools.first().map(|one| one.id)), chosen, (deputy, &mut chance))?;
        }
        if login == TOWN {
            further(stage, &wanted, &mut chance)?;
        }
    }
    Ok(())
}

/// The young specialists of the schools who have no mentor.
fn wanted<'t>(cx: &mut Cx<Write>, schools: &[&'t Unit]) -> web::Result<Vec<(&'t Unit, PersonId, Fate)>> {
    let mut found = Vec::new();
    for school in schools {
        let (rules, today) = (units::rules_at(cx, &school.path)?, cx.today_at(&school.path)?);
        let lacking = mentoring::needs(cx.conn(), &school.path, &rules, today)?;
        let lacking = lacking.into_iter().filter(|one| one.preparing.is_none());
        found.extend(lacking.map(|one| (*school, one.colleague.person.id, Fate::Nobody)));
    }
    Ok(found)
}

/// The other states, by consultants of the same people: few are hired in one town.
fn further(
    stage: &Stage<'_>,
    wanted: &[(&Unit, PersonId, Fate)],
    chance: &mut Chance,
) -> Result<(), Failure> {
    let fates = [Fate::BrokenOff, Fate::Dismissed, Fate::Cancelled];
    let all = wanted.iter().zip(fates.into_iter().cycle());
    let all: Vec<(&Unit, PersonId, Fate)> = all.map(|(one, fate)| (one.0, one.1, fate)).collect();
    let all: Vec<&(&Unit, PersonId, Fate)> = all.iter().collect();
    told(stage, &all, day(2025, 10, 1), (None, "consultant", true), chance)
}

/// The pairs from their choice to where each has come; nobody who may be chosen – no pair.
fn story(
    stage: &Stage<'_>,
    (wanted, first): (&[(&Unit, PersonId, Fate)], Option<UnitId>),
    chosen: NaiveDate,
    (deputy, chance): (Option<AccountId>, &mut Chance),
) -> Result<(), Failure> {
    // The town's deputy keeps the first school alone: the rest is told by the program itself.
    let own = first.filter(|_| deputy.is_some());
    for (who, is_own) in [(deputy, true), (None, false)] {
        let ours = wanted.iter().filter(|one| (Some(one.0.id) == own) == is_own);
        let ours: Vec<&(&Unit, PersonId, Fate)> = ours.collect();
        if !ours.is_empty() {
            told(stage, &ours, chosen, (who, "subject", deputy.is_some()), chance)?;
        }
    }
    Ok(())
}

fn told(
    stage: &Stage<'_>,
    wanted: &[&(&Unit, PersonId, Fate)],
    chosen: NaiveDate,
    (who, kind, is_weighed): (Option<AccountId>, &str, bool),
    chance: &mut Chance,
) -> Result<(), Failure> {
    let pairs = stage.act(chosen, who, |cx| {
        let mut pairs = Vec::new();
        for (school, person, fate) in wanted {
            let id = begin(cx, school, (*person, *fate), (kind, is_weighed))?;
            pairs.extend(id.map(|id| Told { school, id, fate: *fate }));
        }
        Ok(pairs)
    })?;
    let (prepared, ordered) = (chosen + Days::new(4), chosen + Days::new(7));
    let further: Vec<&Told<'_>> = pairs.iter().filter(|one| one.fate != Fate::Begun).collect();
    stage.act(prepared, who, |cx| further.iter().try_for_each(|one| steps(cx, one.id, prepared)))?;
    let is_ordered = |one: &&&Told<'_>| !matches!(one.fate, Fate::Ready | Fate::Cancelled);
    let at_work: Vec<&Told<'_>> = further.iter().filter(is_ordered).copied().collect();
    stage.act(prepared + Days::new(1), who, |cx| {
        let may = granted(cx)?;
        let gone = further.iter().filter(|one| one.fate == Fate::Cancelled);
        gone.into_iter()
            .try_for_each(|one| stepping::cancel(cx, &may, one.id, "Педагог перешёл в другую школу"))
    })?;
    // The head's: the program itself stands for the heads of all schools.
    stage
        .act(ordered, None, |cx| at_work.iter().try_for_each(|one| order(cx, one.school, one.id, ordered)))?;
    let announced = ordered + Days::new(1);
    stage.act(announced, who, |cx| {
        let may = granted(cx)?;
        at_work.iter().try_for_each(|one| stepping::announce(cx, &may, one.id, announced))
    })?;
    reports::tell(stage, &at_work, chance)?;
    let last = day(2026, 2, 24);
    stage.act(last, None, |cx| at_work.iter().try_for_each(|one| life(cx, one, last, chance)))?;
    let left: Vec<&Told<'_>> = at_work.iter().filter(|one| one.fate == Fate::Dismissed).copied().collect();
    stage.act(last, None, |cx| left.iter().try_for_each(|one| leave(cx, one, last)))
}

fn fate(chance: &mut Chance) -> Fate {
    match chance.between(1, 20) {
        1 => Fate::Nobody,
        2 => Fate::Begun,
        3 | 4 => Fate::Late,
        _ => Fate::InTime,
    }
}

fn granted<P: Permission>(cx: &Cx<Write>) -> web::Result<Granted<P>> {
    match cx.person() {
        Some(person) => Ok(cx.house().policy.check::<P>(Some(person))?),
        None => cx.operator::<P>(),
    }
}

fn begin(
    cx: &mut Cx<Write>,
    school: &Unit,
    (person, fate): (PersonId, Fate),
    (kind, is_weighed): (&str, bool),
) -> web::Result<Option<PairId>> {
    let rules = units::rules_at(cx, &school.path)?;
    let asked = pairing::mentee(cx, school, person)?;
    let Some(kind) = rules.mentoring.kind(kind).cloned() else { return Ok(None) };
    let candidates = pairing::candidates(cx, school, &asked, &kind)?;
    if is_weighed {
        weigh(cx, (school, &kind.id), person, &candidates)?;
    }
    // Who leaves is nobody who signs in, and nobody's best mentor.
    let may_leave = |(one, fit): &&(Colleague, Fit)| fit.is_allowed() && one.person.account_id.is_none();
    let chosen = if fate == Fate::Dismissed {
        candidates.iter().rev().find(may_leave)
    } else {
        candidates.iter().find(|(_, fit)| fit.is_allowed())
    };
    let Some((mentor, fit)) = chosen else { return Ok(None) };
    let reason = if fit.warnings.is_empty() {
        ""
    } else if kind.asks_success {
        "Успехи подтверждены благодарностями школы; общественная работа – школьный музей"
    } else {
        "Другого педагога с таким стажем в школе нет"
    };
    let new = NewPair {
        mentee: person,
        category: "young_specialist".to_owned(),
        kind: kind.id,
        mentors: vec![mentor.person.id],
        agreement: String::new(),
        graduates_on: None,
        reason: reason.to_owned(),
        exception: String::new(),
        penalty_on: None,
    };
    let may = granted(cx)?;
    pairing::begin(cx, &may, school, &new).map(Some)
}

fn steps(cx: &mut Cx<Write>, id: PairId, on: NaiveDate) -> web::Result<()> {
    let may = granted(cx)?;
    let council = Done::Council(None, "протокол методического совета № 1".to_owned());
    stepping::step(cx, &may, id, on, &council)?;
    stepping::step(cx, &may, id, on, &Done::Deputy)?;
    for mentor in mentoring::actions::ordering::mentors(cx, id)? {
        stepping::step(cx, &may, id, on, &Done::Mentor(mentor, "paper".to_owned()))?;
        let terms = Done::Terms(mentor, "agreement".to_owned(), "№ 1".to_owned());
        stepping::step(cx, &may, id, on, &terms)?;
    }
    stepping::step(cx, &may, id, on, &Done::Mentee("oral".to_owned()))
}

fn order(cx: &mut Cx<Write>, school: &Unit, id: PairId, on: NaiveDate) -> web::Result<()> {
    let may = granted(cx)?;
    let text = "Назначить наставника молодому специалисту по рекомендации методического совета.";
    let issue = issue(cx, school, ("О наставничестве", text))?;
    ordering::order(cx, &may, id, &Ordering { issue, signed_on: on, last_day: None })
}

/// A small true paper, kept in the store.
fn issue(cx: &Cx<Write>, school: &Unit, (title, text): (&str, &str)) -> web::Result<Issue> {
    let file = NewFile {
        name: format!("Приказ {}.pdf", title.to_lowercase()),
        ..printed(cx, school, ("ПРИКАЗ", title), text)?
    };
    Ok(Issue { document: DocumentId(cx.id()), numbering: Numbering::Own, file, printed: None })
}

/// A paper as it lies in the file store.
fn printed(
    cx: &Cx<Write>,
    school: &Unit,
    (heading, title): (&str, &str),
    text: &str,
) -> web::Result<NewFile> {
    let paper = Paper {
        issuer: school.name.clone(),
        heading: heading.to_owned(),
        requisites: String::new(),
        title: title.to_owned(),
        text: vec![text.to_owned()],
        signature: if heading == "ПРИКАЗ" { "Директор" } else { "Наставник" }.to_owned(),
    };
    let bytes = paper.pdf();
    let (sha256, size) = (hash(&bytes), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    cx.house().vault.put(&sha256, bytes)?;
    Ok(NewFile { sha256, size, media_type: "application/pdf".to_owned(), name: format!("{title}.pdf") })
}

/// The council weighs the two who fit best besides whoever writes it down: a sheet of criteria each.
fn weigh(
    cx: &mut Cx<Write>,
    (school, kind): (&Unit, &str),
    mentee: PersonId,
    candidates: &[(Colleague, Fit)],
) -> web::Result<()> {
    let (may, today) = (granted(cx)?, cx.today_at(&school.path)?);
    let rules = units::rules_at(cx, &school.path)?;
    // Nobody fills the own sheet.
    let own = match cx.person().map(|person| person.account.0) {
        Some(account) => people::store::of_account(cx.conn(), account)?.map(|card| card.id),
        None => None,
    };
    let others = candidates.iter().filter(|(one, _)| Some(one.person.id) != own);
    let fitting = others.filter(|(_, fit)| fit.is_allowed()).take(2);
    for (place, (one, _)) in fitting.enumerate() {
        let criteria = rules.mentoring.criteria.iter().enumerate();
        let marks = criteria.map(|(index, criterion)| {
            let is_less = place == 1 && index % 2 == 1;
            (criterion.rule.id.clone(), if is_less { 1 } else { 2 })
        });
        let new = NewSheet {
            marks: marks.collect(),
            held_on: today,
            document: None,
            protocol: "протокол методического совета № 1".to_owned(),
            decision: if place == 0 { "recommended" } else { "declined" }.to_owned(),
            word: if place == 0 {
                ""
            } else {
                "опыт наставничества пока невелик"
            }
            .to_owned(),
            version: 0,
        };
        sheets::fill(cx, &may, (school, kind), (mentee, one.person.id), &new)?;
    }
    Ok(())
}

/// The mentor of the pair leaves the school.
fn leave(cx: &mut Cx<Write>, one: &Told<'_>, last: NaiveDate) -> web::Result<()> {
    for person in ordering::mentor_people(cx, one.id)? {
        let Some(card) = people::store::all_of(cx.conn(), &[person.0])?.pop() else { continue };
        // Whoever signs in to the demo stays.
        if card.account_id.is_some() {
            continue;
        }
        let works = people::store::at_work(cx.conn(), person, last)?;
        for work in works.iter().filter(|work| work.unit_id == one.school.id) {
            let reason = "по собственному желанию";
            people::actions::employing::dismiss(cx, &card, (work.id, work.version), last, reason)?;
        }
    }
    Ok(())
}

/// What an autumn and a winter brought.
fn life(cx: &mut Cx<Write>, one: &Told<'_>, last: NaiveDate, chance: &mut Chance) -> web::Result<()> {
    let visits = [
        (
            day(2025, 10, 14),
            "mentor_visit",
            "Урок в 6 классе: постановка цели",
            "Договорились о структуре урока",
        ),
        (day(2025, 11, 18), "lesson_analysis", "Разбор урока: работа с ошибками", "Темп стал ровнее"),
        (day(2026, 2, 10), "mentee_visit", "Урок наставника: групповая работа", "Приём взят в план"),
    ];
    let count = if chance.between(1, 4) == 1 { 1 } else { visits.len() };
    for (held_on, work, topic, outcome) in visits.into_iter().take(count) {
        let [work, topic, outcome] = [work, topic, outcome].map(str::to_owned);
        working::enter(cx, one.id, &NewWork { work, held_on, topic, outcome })?;
    }
    if one.fate == Fate::BrokenOff {
        let may = granted(cx)?;
        let application = "Прошу освободить меня от обязанностей наставника по личным обстоятельствам.";
        let application = printed(cx, one.school, ("ЗАЯВЛЕНИЕ", "Заявление наставника"), application)?;
        let ending = Ending {
            file: Some(application),
            ground: "application:2".to_owned(),
            note: "заявление по личным обстоятельствам".to_owned(),
            day: last,
            notice_on: None,
            application: None,
        };
        let text = "Прекратить досрочно наставничество по личному заявлению наставника.";
        let issue = issue(cx, one.school, ("О прекращении наставничества", text))?;
        early_end::break_off(cx, &may, one.id, &EndOrder { issue, ending })?;
    }
    Ok(())
}
