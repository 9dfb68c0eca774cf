//! A positive experience of a pair: its form on the results of the pair, its card, its steps to the council and to the municipal
//! service (п. 8.2).

use access::Granted;
use askama::Template;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::experience::{subject, subjects};
use super::forms::{Form, day};
use super::{Choices, words};
use crate::access::ReadExperience;
use crate::actions::experiencing::{self, Onward, Said};
use crate::actions::ordering::Whole;
use crate::actions::rules_at;
use crate::model::{Experience, ExperienceId, MentorId, PairId};
use crate::rules::{ADAPTATIONS, ExperienceState, Passed, led_by};
use crate::{KeepMentoring, store};

#[derive(Template)]
#[template(path = "experience_new.html")]
struct NewPage {
    about: String,
    url: String,
    back_url: String,
    clause: String,
    mentors: Choices,
    subjects: Choices,
    typed: [String; 6],
    forms: Forms,
}

#[derive(Template)]
#[template(path = "experience.html")]
struct ExperiencePage {
    csrf: String,
    head: String,
    subtitle: String,
    mark: (&'static str, &'static str),
    facts: Vec<(String, String, String)>,
    ground: String,
    text: String,
    forms: Vec<Form>,
    faults: Vec<(String, String)>,
}

/// `GET /mentoring/{mentorship}/experience`
pub(super) fn form(cx: &mut Cx<Read>, may: Granted<KeepMentoring>) -> Result<Reply> {
    ask(cx, &may, Vec::new())
}

fn ask<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepMentoring>, faults: Vec<FieldFault>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let pair = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let ordered = whole.mentors.iter().filter(|(one, _)| one.from_on.is_some());
    let mentors: Choices =
        ordered.map(|(one, card)| (one.id.to_string(), card.person.name().full())).collect();
    let forms = Forms::of(cx, faults);
    let usual = match mentors.as_slice() {
        [(only, _)] => only.clone(),
        _ => String::new(),
    };
    let mut taught = whole.mentee.subjects.iter();
    let taught = match (taught.next(), taught.next()) {
        (Some(only), None) => only.clone(),
        _ => String::new(),
    };
    let aims = store::plans::aims_of(cx.conn(), id)?;
    let deficit = aims.values().map(|aim| aim.deficit.clone()).find(|deficit| !deficit.is_empty());
    let ground = results(cx, &whole)?;
    let page = NewPage {
        about: format!("{}; наставник {}", whole.mentee.person.name().full(), words::mentors(&whole)),
        url: format!("{}/experience", whole.pair.url()),
        back_url: whole.pair.url(),
        clause: led_by(
            rules.mentoring.clause("experience"),
            "положительный опыт наставничества изучают, обобщают и\u{a0}распространяют.",
        ),
        mentors,
        subjects: subjects(&rules),
        typed: [
            forms.typed("mentor", &usual),
            forms.typed("title", ""),
            forms.typed("subject", &taught),
            forms.typed("deficit", &deficit.unwrap_or_default()),
            forms.typed("ground", &ground),
            forms.typed("registered_on", &today.to_string()),
        ],
        forms,
    };
    Page::titled("Опыт наставничества").at(&whole.unit.path).under("/mentoring/experience").show(&page)
}

/// What is known of the results of the pair, as the ground is offered.
fn results<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<String> {
    let outcome = store::outcome_of(cx.conn(), whole.pair.id)?;
    let adaptation = outcome.and_then(|one| {
        let word = ADAPTATIONS.iter().find(|(code, _)| *code == one.adaptation)?;
        Some(format!("адаптация – {}", word.1))
    });
    let result = Some(whole.pair.result.clone()).filter(|text| !text.is_empty());
    let approved = store::reports_of(cx.conn(), &[whole.pair.id.0])?;
    let approved = approved.iter().filter(|one| one.state == "approved").count();
    let count = i64::try_from(approved).unwrap_or(i64::MAX);
    let count = russian::counted(count, "отчёт", "отчёта", "отчётов");
    let reports = (approved > 0).then(|| format!("методсовет утвердил {count} пары"));
    Ok(result.into_iter().chain(adaptation).chain(reports).collect::<Vec<_>>().join("; "))
}

fn said(cx: &Cx<Write>) -> Result<Said> {
    let mut check = cx.request().form.check();
    let mut text = |name: &str, limit| check.optional(name, limit).to_owned();
    let said = Said {
        title: text("title", 300),
        subject: text("subject", 60),
        deficit: text("deficit", 300),
        ground: text("ground", 2_000),
    };
    check.done()?;
    Ok(said)
}

/// `POST /mentoring/{mentorship}/experience`
pub(super) fn register(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let (id, request) = (cx.request().arg::<PairId>("mentorship")?, cx.request_handle());
    let part: Option<MentorId> = request.form.text("mentor").parse().ok();
    let outcome = said(cx).and_then(|said| {
        let day = day(cx, "registered_on")?;
        experiencing::register(cx, &may, (id, part), (day, &said))
    });
    match outcome {
        Ok(id) => {
            cx.notice("Опыт зарегистрирован. Обобщите его: что могут повторить другие.");
            Ok(Reply::to(format!("/mentoring/experience/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(ask(cx, &may, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// `GET /mentoring/experience/{experience}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<ReadExperience>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let id: ExperienceId = cx.request().arg("experience")?;
    let may = cx.house().policy.check::<ReadExperience>(cx.person())?;
    let reach = experiencing::reach(cx, &may)?;
    let one = store::experience::find(cx.conn(), &reach, id)?.ok_or(Error::NotFound)?;
    let keeps = reach.kept.holds(&one.unit_path);
    cx.saw("person", &[one.person_id.0], &one.unit_path);
    let rules = rules_at(cx, &one.unit_path)?;
    let card = people::store::all_of(cx.conn(), &[one.person_id.0])?.pop();
    let place = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop();
    let forms = Forms::of(cx, faults);
    let today = cx.today_at(&one.unit_path)?.to_string();
    let day = |day: Option<chrono::NaiveDate>| day.map(russian::date).unwrap_or_default();
    let passed = Passed::of(&one.passed_to).map(|whom| format!("{} {}", day(one.passed_on), whom.whom()));
    let facts = [
        ("Чей", card.map(|card| card.name().full()).unwrap_or_default(), String::new()),
        ("Где", place.map(|place| place.name).unwrap_or_default(), String::new()),
        ("Предмет", subject(&rules, &one.subject), String::new()),
        ("Дефицит", one.deficit.clone(), String::new()),
        // Whoever reads it elsewhere knows nothing of the mentee.
        (
            "Пара",
            if keeps { "карточка пары".to_owned() } else { String::new() },
            format!("/mentoring/{}", one.mentorship_id),
        ),
        ("Зарегистрирован", day(Some(one.registered_on)), String::new()),
        ("Обобщён", day(one.generalised_on), String::new()),
        ("Передан", passed.unwrap_or_default(), String::new()),
    ];
    let page = ExperiencePage {
        csrf: cx.csrf().to_owned(),
        head: one.title.clone(),
        subtitle: "Опыт наставничества".to_owned(),
        mark: (one.state().title(), one.state().tone()),
        facts: facts
            .into_iter()
            .filter(|(_, value, _)| !value.is_empty())
            .map(|(label, value, url)| (label.to_owned(), value, url))
            .collect(),
        ground: if keeps { one.ground.clone() } else { String::new() },
        text: one.text.clone(),
        forms: if keeps { steps(&one, &forms, (&rules, &today)) } else { Vec::new() },
        faults: forms.faults,
    };
    Page::titled("Опыт наставничества").at(&one.unit_path).under("/mentoring/experience").show(&page)
}

/// What is to be done with it: the next step first, a correction until it is passed on.
fn steps(one: &Experience, forms: &Forms, (rules, today): (&packs::Effective, &str)) -> Vec<Form> {
    let version = one.version.to_string();
    let with_version = |mut form: Form| {
        form = form.asks(forms, ("hidden", "version".to_owned(), "", ""), (&version, false));
        // A version that is stale must not come back with what was typed.
        if let Some(field) = form.fields.last_mut() {
            field.value.clone_from(&version);
        }
        form
    };
    let mut all = Vec::new();
    if one.state() == ExperienceState::Registered {
        let form = Form::of(format!("{}/generalisation", one.url()), "Обобщить опыт", "Обобщить")
            .asks(
                forms,
                ("area", "text".to_owned(), "Что могут сделать другие", "Приёмы, порядок, условия."),
                ("", true),
            )
            .asks(forms, ("date", "generalised_on".to_owned(), "Когда обобщён", ""), (today, true));
        all.push(with_version(form));
    }
    let left: Choices = match (one.state(), Passed::of(&one.passed_to)) {
        (ExperienceState::Registered, _) | (_, Some(Passed::Service)) => Vec::new(),
        (_, Some(Passed::Council)) => vec![Passed::Service],
        (_, None) => Passed::ALL.to_vec(),
    }
    .into_iter()
    .map(|whom| (whom.code().to_owned(), whom.title().to_owned()))
    .collect();
    if !left.is_empty() {
        let form = Form::of(format!("{}/passing", one.url()), "Передать опыт", "Передать")
            .asks(forms, ("select", "passed_to".to_owned(), "Кому", ""), ("", true))
            .among(left)
            .asks(forms, ("date", "passed_on".to_owned(), "Когда передан", ""), (today, true));
        all.push(with_version(form));
    }
    if one.state() != ExperienceState::Passed {
        let form = Form::of(format!("{}/correction", one.url()), "Исправить", "Сохранить")
            .asks(forms, ("text", "title".to_owned(), "Что за опыт", ""), (&one.title, true))
            .asks(forms, ("select", "subject".to_owned(), "Предмет", ""), (&one.subject, false))
            .among(subjects(rules))
            .asks(forms, ("text", "deficit".to_owned(), "Какой дефицит восполняет", ""), (&one.deficit, true))
            .asks(
                forms,
                ("area", "ground".to_owned(), "На\u{a0}каких результатах пары держится", ""),
                (&one.ground, true),
            );
        all.push(with_version(form));
    }
    if let Some(first) = all.first_mut() {
        first.is_open = true;
    }
    all
}

/// `POST /mentoring/experience/{experience}/correction`
pub(super) fn correct(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let seen = seen(cx)?;
    let outcome = said(cx).and_then(|said| experiencing::correct(cx, &may, seen, &said));
    led(cx, (seen.0, "title"), outcome, "Исправлено.")
}

/// `POST /mentoring/experience/{experience}/generalisation`
pub(super) fn generalise(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let seen = seen(cx)?;
    let mut check = cx.request().form.check();
    let text = check.optional("text", 4_000).to_owned();
    let outcome = check
        .done()
        .and_then(|()| day(cx, "generalised_on"))
        .and_then(|day| experiencing::onward(cx, &may, seen, (day, &Onward::Generalise(text))));
    led(cx, (seen.0, "text"), outcome, "Опыт обобщён. Передайте его совету или муниципальной службе.")
}

/// `POST /mentoring/experience/{experience}/passing`
pub(super) fn pass(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let seen = seen(cx)?;
    let whom = Passed::of(cx.request().form.text("passed_to"))
        .ok_or_else(|| Error::field("passed_to", "Выберите, кому передаёте."));
    let outcome = whom.and_then(|whom| {
        let day = day(cx, "passed_on")?;
        experiencing::onward(cx, &may, seen, (day, &Onward::Pass(whom)))
    });
    led(cx, (seen.0, "passed_to"), outcome, "Опыт передан.")
}

/// Which experience, and which version of it was seen.
fn seen(cx: &Cx<Write>) -> Result<(ExperienceId, i64)> {
    let version = cx.request().form.text("version").parse().unwrap_or(0);
    Ok((cx.request().arg("experience")?, version))
}

fn led(
    cx: &mut Cx<Write>,
    (id, field): (ExperienceId, &str),
    outcome: Result<()>,
    notice: &str,
) -> Result<Reply> {
    match outcome {
        Ok(()) => {
            cx.notice(notice);
            Ok(Reply::to(format!("/mentoring/experience/{id}")))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(Error::Conflict(text)) => {
            let fault = FieldFault { field: field.to_owned(), text };
            Ok(show(cx, vec![fault])?.status(409))
        }
        Err(error) => Err(error),
    }
}
