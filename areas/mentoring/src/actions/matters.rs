//! What is raised round a pair, checked by its clause; what only some may see is told to nobody else.

use access::SignedIn;
use audit::Action;
use chrono::NaiveDate;
use packs::Effective;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::around::{reached, said};
use super::stepping::CONSENTS;
use super::working::NewWork;
use super::{employed, rules_at};
use crate::model::around::{MatterId, MatterRow};
use crate::model::{Pair, PairId, State};
use crate::rules::{Matter, Refusal, cited};
use crate::store;

/// The kind of work another worker's help is written as.
const HELP: &str = "help";
/// The kind of consent a test rests on.
const TESTING: &str = "testing";

/// What is raised.
#[derive(Debug, Clone)]
pub struct NewMatter {
    /// What it is.
    pub matter: Matter,
    /// Its variety: of [`varieties`].
    pub variety: String,
    /// The name of it.
    pub subject: String,
    /// The words.
    pub body: String,
    /// Its day.
    pub on_day: NaiveDate,
    /// By which day, where there is one.
    pub due_on: Option<NaiveDate>,
    /// The mentee's consent, where it is needed: day and way.
    pub consent: (Option<NaiveDate>, String),
}

/// The varieties of a matter, by code; those of contacts and events are the pack's.
pub fn varieties(matter: Matter, rules: &Effective) -> Vec<(String, String)> {
    let fixed: &[(&str, &str)] = match matter {
        Matter::Help | Matter::Testing | Matter::Advice => &[],
        Matter::Report => &[("written", "письменный"), ("oral", "устный")],
        Matter::Reward => &[("reward", "поощрение"), ("discipline", "мера дисциплинарного воздействия")],
        Matter::Idea => &[("deputy", "заместителю директора"), ("council", "методическому совету")],
        Matter::Assessment => &[
            ("review", "отзыв, характеристика"),
            ("certificate", "справка по\u{a0}итогам посещения"),
            ("complaint", "жалоба"),
            ("other", "другой документ"),
        ],
        Matter::Condition => &[
            ("slot", "время в\u{a0}расписании для совместной работы"),
            ("workplace", "рабочее место"),
            ("materials", "материалы, пособия"),
            ("other", "другое"),
        ],
        Matter::Contact | Matter::Event => {
            let list = if matter == Matter::Contact { "contact" } else { "event" };
            let words = rules.mentoring.words_of(list);
            return words.map(|word| (word.id.clone(), word.title.clone())).collect();
        }
    };
    fixed.iter().map(|(code, title)| ((*code).to_owned(), (*title).to_owned())).collect()
}

/// Raises it. The same again is the second click.
pub fn raise(
    cx: &mut Cx<Write>,
    _may: &access::Granted<SignedIn>,
    id: PairId,
    new: &NewMatter,
) -> Result<()> {
    let (pair, eye) = reached(cx, id)?;
    if !new.matter.may_raise(eye) {
        return Err(Error::NotFound);
    }
    if pair.state() != State::Active {
        return Err(Refusal::NotActive(super::seen(cx, &pair)?).into());
    }
    // A characteristic of the time before is a document too.
    if new.matter != Matter::Assessment && new.on_day <= cx.today_at(&pair.unit_path)? {
        employed::refused("on_day", employed::of_mentee(cx, &pair, new.on_day)?)?;
    }
    enter(cx, &pair, new)
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, pair: &Pair, new: &NewMatter) -> Result<()> {
    let (rules, today) = (rules_at(cx, &pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    let mut faults = faults(pair, new, &rules, today);
    let is_tied = new.matter == Matter::Testing && faults.is_empty();
    if is_tied && !is_agreed(cx, pair, &rules, today)? {
        faults.push(FieldFault {
            field: "consent_on".to_owned(),
            text: "Согласия на\u{a0}психологическое тестирование в\u{a0}программе нет или оно отозвано: запишите его в\u{a0}карточке педагога («Согласия»), потом вносите."
                .to_owned(),
        });
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let (now, text) = (cx.now(), |text: &str| text.trim().to_owned());
    let row = MatterRow {
        id: MatterId(cx.id()),
        mentorship_id: pair.id,
        matter: new.matter.code().to_owned(),
        variety: new.variety.clone(),
        subject: text(&new.subject),
        body: text(&new.body),
        on_day: new.on_day,
        due_on: new.due_on,
        consent_on: new.consent.0,
        consent_way: new.consent.1.clone(),
        raised_by: cx.person().map(|person| person.account.0),
        answered_on: None,
        answered_by: None,
        decision: String::new(),
        answer: String::new(),
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let key = |one: &MatterRow| {
        (
            one.matter.clone(),
            one.variety.clone(),
            one.subject.clone(),
            one.body.clone(),
            one.on_day,
            one.due_on,
        )
    };
    let is_same = |one: &MatterRow| key(one) == key(&row) && one.raised_by == row.raised_by;
    if store::around::matters_of(cx.conn(), pair.id)?.iter().any(is_same) {
        return Ok(());
    }
    store::around::add_matter(cx.tx(), &row)?;
    journalled(cx, pair, new, &rules)?;
    let told = told(new.matter, new.on_day);
    said(cx, pair, (new.matter.is_open(), Action::Created), &told)
}

fn told(matter: Matter, day: NaiveDate) -> String {
    let what = match matter {
        Matter::Help => "Запрошена помощь другого работника",
        Matter::Report => "Запрошен рабочий отчёт",
        Matter::Condition => "Созданы условия для совместной работы",
        Matter::Contact => "Записано взаимодействие со\u{a0}структурой школы",
        Matter::Event => "Записано участие в\u{a0}мероприятии",
        Matter::Advice => "Наставник-консультант рассмотрел карту роста",
        Matter::Reward | Matter::Idea | Matter::Assessment | Matter::Testing => "",
    };
    format!("{what}, {}", russian::date(day))
}

/// Contacts and events are lines of the journal as well: reports are filled from it.
fn journalled(cx: &mut Cx<Write>, pair: &Pair, new: &NewMatter, rules: &Effective) -> Result<()> {
    let work = match new.matter {
        Matter::Contact => "contact",
        Matter::Event => "event",
        _ => return Ok(()),
    };
    if rules.mentoring.work(work).is_none() {
        return Ok(());
    }
    let variety = rules.mentoring.word(&new.variety).map_or("", |word| word.title.as_str());
    let line = NewWork {
        work: work.to_owned(),
        held_on: new.on_day,
        topic: format!("{variety}: {}", new.subject.trim()),
        outcome: new.body.clone(),
    };
    super::working::enter(cx, pair.id, &line)
}

fn faults(pair: &Pair, new: &NewMatter, rules: &Effective, today: NaiveDate) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    let known = varieties(new.matter, rules);
    if !known.is_empty() && !known.iter().any(|(code, _)| *code == new.variety) {
        fault("variety", "Выберите из\u{a0}списка.");
    }
    if new.subject.trim().is_empty() {
        fault("subject", missing(new.matter));
    }
    let asks_body = matches!(new.matter, Matter::Help | Matter::Reward | Matter::Idea | Matter::Testing);
    if asks_body && new.body.trim().is_empty() {
        fault("body", "Напишите подробнее: без этого ответить нельзя.");
    }
    if new.on_day > today {
        fault("on_day", "Этот день ещё не\u{a0}наступил.");
    }
    let early = pair.order_on.is_some_and(|order| new.on_day < order);
    if early && !matches!(new.matter, Matter::Assessment | Matter::Testing | Matter::Condition) {
        fault("on_day", "Раньше приказа наставничества ещё не\u{a0}было.");
    }
    match (new.matter, new.due_on) {
        (Matter::Report, None) => fault("due_on", "Укажите, к\u{a0}какому дню нужен отчёт."),
        (Matter::Report | Matter::Condition, Some(due)) if due < new.on_day => {
            fault("due_on", "Этот день раньше первого.");
        }
        _ => {}
    }
    if new.matter == Matter::Testing {
        faults.extend(consent_faults(new));
    }
    faults
}

/// Whether the mentee's consent to be tested is in force; where no rule asks for one in the program, paper is enough.
pub(crate) fn is_agreed<M: Mode>(
    cx: &mut Cx<M>,
    pair: &Pair,
    rules: &Effective,
    today: NaiveDate,
) -> Result<bool> {
    if rules.consent_kind(TESTING).is_none() {
        return Ok(true);
    }
    Ok(consent::shown::agrees(cx.conn(), TESTING, pair.mentee_id.0, today)?)
}

/// The advice after a test is kept with the person's consent alone, given before it (п. 4.6; 152-ФЗ, ст. 9).
fn consent_faults(new: &NewMatter) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, text: &str| {
        faults.push(FieldFault { field: field.to_owned(), text: text.to_owned() });
    };
    match new.consent.0 {
        None => fault(
            "consent_on",
            "Без согласия самого педагога результат не\u{a0}хранят: укажите день, когда оно дано.",
        ),
        Some(day) if day > new.on_day => {
            fault("consent_on", "Согласие дано позже тестирования: так хранить нельзя.");
        }
        Some(_) => {}
    }
    if !CONSENTS.iter().any(|(code, _)| *code == new.consent.1) {
        fault("consent_way", "Выберите, как дано согласие.");
    }
    faults
}

fn missing(matter: Matter) -> &'static str {
    match matter {
        Matter::Help => "Напишите, кого привлечь: имя и\u{a0}должность.",
        Matter::Report => "Напишите, о\u{a0}чём нужен отчёт.",
        Matter::Reward => "Назовите меру.",
        Matter::Idea => "Назовите предложение одной строкой.",
        Matter::Assessment => "Назовите документ.",
        Matter::Condition => "Напишите, что сделано: когда, где, что выдано.",
        Matter::Testing => "Назовите методику.",
        Matter::Contact => "Напишите, о\u{a0}чём была встреча.",
        Matter::Event => "Назовите мероприятие.",
        Matter::Advice => "Назовите конкурс или другое, что советуете.",
    }
}

/// The help of another worker is written once the deputy agreed to it, not before its day (п. 5.1).
pub(crate) fn help_fault(cx: &mut Cx<Write>, pair: &Pair, new: &NewWork) -> Result<Option<FieldFault>> {
    if new.work != HELP {
        return Ok(None);
    }
    let agreed = store::around::matters_of(cx.conn(), pair.id)?.into_iter().any(|one| {
        one.matter == Matter::Help.code()
            && one.decision == "agreed"
            && one.answered_on.is_some_and(|day| day <= new.held_on)
    });
    if agreed {
        return Ok(None);
    }
    let rules = rules_at(cx, &pair.unit_path)?;
    let text = format!(
        "На\u{a0}этот день нет согласия заместителя привлечь другого работника{}: попросите его на\u{a0}странице «Вокруг пары».",
        cited(rules.mentoring.clause("help"))
    );
    Ok(Some(FieldFault { field: "work".to_owned(), text }))
}
