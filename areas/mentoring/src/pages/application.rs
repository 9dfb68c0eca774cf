//! The page of a personal application for a replacement (п. 3.6): for whoever applied and whoever keeps the pair; its answer leads to
//! the choice of a successor and to the order.

use access::{Granted, SignedIn};
use askama::Template;
use packs::Effective;
use web::forms::{Forms, led};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{Choices, Power, asked, kept, words};
use crate::actions::applying::Answer;
use crate::actions::ordering::Whole;
use crate::actions::{Side, applying, concerned, everywhere, rules_at, succession, who};
use crate::model::{Application, ApplicationId, MentorId, Pair, PairId, State};
use crate::papers;
use crate::rules::{Applied, answer_due, chosen, is_notice};
use crate::{KeepMentoring, OrderMentoring, store};

/// How an application is answered.
static ANSWERS: [(&str, &str); 2] = [("accepted", "принять: готовить приказ"), ("declined", "отклонить")];

#[derive(Template)]
#[template(path = "application.html")]
struct ApplicationPage {
    about: String,
    mark: (&'static str, &'static str),
    facts: Vec<(String, String, String)>,
    url: String,
    back: String,
    may_withdraw: bool,
    /// How it may be answered; empty: it is not, or not by the reader.
    answers: Choices,
    /// Whether it was taken already and may only be declined.
    is_again: bool,
    /// Where an accepted one leads: label, address.
    ways: Choices,
    forms: Forms,
}

/// What the reader of an application is to it.
struct Reader {
    pair: Pair,
    one: Application,
    is_own: bool,
    power: Power,
}

/// The application of the address: for whoever applied – whatever became of the pair – and for whoever keeps it and is not the other
/// side of it.
fn known<M: Mode>(cx: &mut Cx<M>) -> Result<Reader> {
    let (id, of): (PairId, ApplicationId) =
        (cx.request().arg("mentorship")?, cx.request().arg("application")?);
    let pair = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    let one = store::applications::find(cx.conn(), id, of)?.ok_or(Error::NotFound)?;
    let is_own = applying::own_card(cx).is_ok_and(|card| card.id == one.person_id);
    let (policy, person, path) = (&cx.house().policy, cx.person(), pair.unit_path.as_str());
    let power = Power {
        keeps: policy.check::<KeepMentoring>(person).is_ok_and(|may| may.ranges().holds(path)),
        orders: policy.check::<OrderMentoring>(person).is_ok_and(|may| may.ranges().holds(path)),
        ..Power::default()
    };
    if !is_own && (!power.reads_grounds() || concerned::is_withheld(cx, &pair, &one)?) {
        return Err(Error::NotFound);
    }
    Ok(Reader { pair, one, is_own, power })
}

/// `GET /mentoring/{mentorship}/applications/{application}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let Reader { pair, one, is_own, power } = known(cx)?;
    let whole = Whole::of(cx, pair)?;
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let rules = rules_at(cx, &whole.pair.unit_path)?;
    let is_here = power.keeps || asked(cx).is_ok();
    let is_active = whole.pair.state() == State::Active;
    let page = ApplicationPage {
        about: format!("{}; {}", whole.mentee.person.name().short(), words::kind(&whole.pair, &rules)),
        mark: (one.state().title(), one.state().tone()),
        facts: facts(cx, (&whole, &one), &rules, power)?,
        url: one.url(),
        back: if is_here { whole.pair.url() } else { "/mentoring/own".to_owned() },
        may_withdraw: is_own && one.state().is_open(),
        answers: if power.keeps && !is_own && is_active { words::choices(answers(&one)) } else { Vec::new() },
        is_again: one.state() == Applied::Accepted,
        ways: if one.state() == Applied::Accepted && is_active {
            ways((&whole, &one), power)
        } else {
            Vec::new()
        },
        forms: Forms::of(cx, faults),
    };
    Page::titled("Заявление о\u{a0}замене").at(&whole.pair.unit_path).under("/mentoring").show(&page)
}

/// How an application may be answered: one taken is only declined, the refusal of a mentor only taken.
fn answers(one: &Application) -> &'static [(&'static str, &'static str)] {
    match (one.state(), is_notice(&one.ground)) {
        (Applied::Submitted, false) => &ANSWERS,
        (Applied::Submitted, true) => &ANSWERS[..1],
        (Applied::Accepted, false) => &ANSWERS[1..],
        _ => &[],
    }
}

fn facts<M: Mode>(
    cx: &mut Cx<M>,
    (whole, one): (&Whole, &Application),
    rules: &Effective,
    power: Power,
) -> Result<Vec<(String, String, String)>> {
    let plain = |text: String| (text, String::new());
    let due = answer_due(&one.ground, one.applied_on, &rules.mentoring, &rules.calendar);
    let due = if is_notice(&one.ground) {
        format!("отказ действует с\u{a0}{} (ТК РФ, ст. 351.8, ч. 3)", russian::date(due))
    } else {
        format!("до\u{a0}{}", russian::date(due))
    };
    let ground = chosen(&rules.mentoring, &one.ground).map(|ground| ground.title).unwrap_or_default();
    let answered = match one.answered_on {
        Some(day) => format!("{}, {}", russian::date(day), who(cx, one.answered_by)?),
        None => String::new(),
    };
    let order = match one.document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    };
    let order = order.map_or_else(
        || plain(String::new()),
        |held| (held.title_line(), if power.reads_grounds() { held.url() } else { String::new() }),
    );
    let file = if one.file_name.is_empty() { String::new() } else { format!("{}/file", one.url()) };
    let all = [
        ("Кто подал", plain(applicant(whole, one))),
        ("О\u{a0}чём", plain(ground)),
        ("Кого заменить", plain(mentor(whole, one))),
        ("Подано", plain(russian::date(one.applied_on))),
        ("Причина", plain(one.words.clone())),
        ("Файл", (one.file_name.clone(), file)),
        ("Ответ", plain(if one.state() == Applied::Submitted { due } else { String::new() })),
        ("Рассмотрено", plain(answered)),
        ("Слова ответа", plain(one.answer.clone())),
        ("Приказ", order),
    ];
    let told = all.into_iter().filter(|(_, (value, _))| !value.is_empty());
    Ok(told.map(|(label, (value, url))| (label.to_owned(), value, url)).collect())
}

/// «Весенняя Анна Сергеевна, наставляемый»
fn applicant(whole: &Whole, one: &Application) -> String {
    let title = Side::of(&one.side).map_or("", Side::title);
    let card = if one.person_id == whole.pair.mentee_id {
        Some(&whole.mentee)
    } else {
        whole.mentors.iter().find(|(part, _)| part.person_id == one.person_id).map(|(_, card)| card)
    };
    card.map_or_else(String::new, |card| format!("{}, {title}", card.person.name().full()))
}

fn mentor(whole: &Whole, one: &Application) -> String {
    let of = whole.mentors.iter().find(|(part, _)| part.id == one.mentor_id);
    of.map_or_else(String::new, |(_, card)| card.person.name().full())
}

/// What follows an accepted application: a successor, the order of replacement, the early end by a refusal.
fn ways((whole, one): (&Whole, &Application), power: Power) -> Choices {
    let url = whole.pair.url();
    let has_next = whole.now().any(|(part, _)| part.waits());
    let mut all = Vec::new();
    if power.keeps && !has_next {
        all.push(("Выбрать преемника".to_owned(), succession::choice_url(&whole.pair)));
    }
    if power.orders {
        let replace = format!("{url}/mentors/{}/replacement", one.mentor_id);
        all.push(("Приказ о\u{a0}замене".to_owned(), address(&replace, one.id)));
        all.push(("Прекратить раньше срока".to_owned(), address(&format!("{url}/end"), one.id)));
    }
    all
}

/// The form of an order an application is answered by: the address names the application alone, what it tells is read again there.
pub(super) fn address(form: &str, one: ApplicationId) -> String {
    web::address(form, &[("application", &one.to_string())])
}

/// What is at hand for the form of an order: a ground, the paper behind it, the application it answers.
#[derive(Default)]
pub(super) struct Filled {
    pub application: String,
    pub ground: String,
    pub note: String,
    pub notice_on: String,
}

/// What the application of the address tells, or the one about this part that was accepted and waits for the order.
pub(super) fn filled<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    part: Option<MentorId>,
) -> Result<Option<Filled>> {
    let asked: Option<ApplicationId> = cx.request().asked("application").parse().ok();
    let all = store::applications::of_pair(cx.conn(), whole.pair.id)?;
    let all = concerned::readable(cx, (&whole.pair, &whole.parts()), all)?;
    let is_it = |one: &&Application| match asked {
        Some(id) => one.id == id && one.state().is_open(),
        None => one.state() == Applied::Accepted && part == Some(one.mentor_id),
    };
    Ok(all.iter().find(is_it).map(|one| told(whole, one)))
}

/// Whose application, on which ground, of which day.
fn told(whole: &Whole, one: &Application) -> Filled {
    let name = if one.person_id == whole.pair.mentee_id {
        papers::name_of(&whole.mentee)
    } else {
        let part = whole.mentors.iter().find(|(part, _)| part.person_id == one.person_id);
        part.map(|(_, card)| papers::name_of(card)).unwrap_or_default()
    };
    Filled {
        application: one.id.to_string(),
        ground: one.ground.clone(),
        note: format!("заявление {name} от\u{a0}{}", russian::date(one.applied_on)),
        notice_on: if is_notice(&one.ground) { one.applied_on.to_string() } else { String::new() },
    }
}

/// `POST /mentoring/{mentorship}/applications/{application}/withdrawal`
pub(super) fn withdraw(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let of: (PairId, ApplicationId) = (cx.request().arg("mentorship")?, cx.request().arg("application")?);
    let outcome = applying::withdraw(cx, &may, of);
    let to = format!("/mentoring/{}/applications/{}", of.0, of.1);
    led(cx, outcome, ("Заявление отозвано.", to), show)
}

/// `POST /mentoring/{mentorship}/applications/{application}/answer`
pub(super) fn answer(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let of: (PairId, ApplicationId) = (cx.request().arg("mentorship")?, cx.request().arg("application")?);
    let request = cx.request_handle();
    let mut check = request.form.check();
    let words = check.optional("answer", 1_000).to_owned();
    let decision = request.form.text("decision");
    if !ANSWERS.iter().any(|(code, _)| *code == decision) {
        check.fault("decision", "Выберите, что решено.");
    }
    let (is_taken, is_again) = (decision == Applied::Accepted.code(), request.form.has("again"));
    let outcome = check
        .done()
        .and_then(|()| applying::answer(cx, &may, of, Answer { is_taken, is_again, words: &words }));
    match outcome {
        Ok(one) => {
            cx.notice(if is_taken {
                "Заявление принято: выберите преемника и\u{a0}издайте приказ."
            } else {
                "Заявление отклонено: причину прочтёт тот, кто его подал."
            });
            Ok(Reply::to(next(cx, &one, is_taken)?))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, faults)?.status(422)),
        Err(error) => Err(error),
    }
}

/// Whoever orders is led to the order with what the application tells; a refusal may be met by an end as well and is left to choose.
fn next(cx: &mut Cx<Write>, one: &Application, is_taken: bool) -> Result<String> {
    let may = cx.house().policy.check::<OrderMentoring>(cx.person()).ok();
    let pair = store::reread(cx.conn(), one.mentorship_id)?.ok_or(Error::NotFound)?;
    let orders = may.is_some_and(|may| may.ranges().holds(&pair.unit_path));
    if !is_taken || !orders || is_notice(&one.ground) {
        return Ok(one.url());
    }
    let replace = format!("{}/mentors/{}/replacement", pair.url(), one.mentor_id);
    Ok(address(&replace, one.id))
}

/// `GET /mentoring/{mentorship}/applications/{application}/file`
pub(super) fn file(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let Reader { pair, one, .. } = known(cx)?;
    let id = one.file_id.ok_or(Error::NotFound)?;
    kept::file(cx, &pair, id)
}
