//! Papers of the life of a pair: the reports of both sides, the growth card, the analysis of a lesson (пп. 4.4–4.6, 6.6).

use access::{Granted, SignedIn};
use chrono::NaiveDate;
use packs::Effective;
use paper::{Approval, Signature};
use web::{Cx, Error, Mode, PaperForm, Read, Reply, Result, russian};

use super::{issuing, words};
use crate::actions::around::seen;
use crate::actions::ordering::Whole;
use crate::actions::{Side, analysing, everywhere, rules_at};
use crate::model::around::VisitId;
use crate::model::{Mentor, Pair, PairId, Report, ReportId, WorkId};
use crate::papers::LifePaper;
use crate::rules::Half;
use crate::store;

/// The frame of a paper of a pair, to be filled.
fn blank<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (kind, about): (&'static str, String),
) -> Result<(LifePaper, std::sync::Arc<Effective>)> {
    cx.saw("person", &whole.people(), &whole.pair.unit_path);
    let paper = LifePaper {
        head: units::letterhead(cx.conn(), whole.unit.id)?,
        day: cx.today_at(&whole.unit.path)?,
        kind,
        about,
        approval: None,
        facts: Vec::new(),
        table: (["", ""], Vec::new()),
        texts: Vec::new(),
        signers: Vec::new(),
    };
    Ok((paper, rules_at(cx, &whole.unit.path)?))
}

/// Whoever observed a lesson as the mentor: the one who wrote it down, where that is known.
fn observers(whole: &Whole, day: NaiveDate, written_by: Option<i64>) -> String {
    let was_on = |one: &Mentor| {
        one.from_on.is_some_and(|begun| begun <= day) && one.to_on.is_none_or(|last| day <= last)
    };
    let there: Vec<_> = whole.mentors.iter().filter(|(one, _)| was_on(one)).collect();
    let own = there.iter().find(|(_, card)| written_by.is_some() && card.person.account_id == written_by);
    let mut names: Vec<String> = match own {
        Some((_, card)) => vec![card.person.name().short()],
        None => there.iter().map(|(_, card)| card.person.name().short()).collect(),
    };
    names.sort();
    names.dedup();
    names.join(", ")
}

/// The mentors of a pair between two days: short names, each once.
fn mentors_between(whole: &Whole, (from, to): (NaiveDate, NaiveDate)) -> Vec<String> {
    let was = |one: &Mentor| {
        one.from_on.is_some_and(|begun| begun <= to) && one.to_on.is_none_or(|last| from <= last)
    };
    let mut names: Vec<String> = Vec::new();
    for (_, card) in whole.mentors.iter().filter(|(one, _)| was(one)) {
        let name = card.person.name().short();
        // Somebody replaced and chosen again is one mentor.
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn fact(label: &str, value: impl Into<String>) -> (String, String) {
    (label.to_owned(), value.into())
}

fn form(cx: &Cx<Read>) -> Result<PaperForm> {
    PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)
}

/// The report a mentor who is of the pair no more wrote: it is theirs to sign.
fn written(cx: &mut Cx<Read>, id: ReportId) -> Result<(Pair, Report)> {
    let pair: PairId = cx.request().arg("mentorship")?;
    let pair = store::find(cx.conn(), &everywhere(), pair)?.ok_or(Error::NotFound)?;
    let report = store::find_report(cx.conn(), pair.id, id)?.ok_or(Error::NotFound)?;
    let account = cx.person().map(|person| person.account.0);
    let is_own = account.is_some() && report.written_by == account && report.side == Side::Mentor.code();
    if is_own { Ok((pair, report)) } else { Err(Error::NotFound) }
}

/// `GET /mentoring/{mentorship}/reports/{mentoring_report}/paper?as=pdf`
pub(super) fn report(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (form, id): (_, ReportId) = (form(cx)?, cx.request().arg("mentoring_report")?);
    let (pair, report) = match super::asked(cx) {
        Ok((pair, _)) => {
            let report = store::find_report(cx.conn(), pair.id, id)?.ok_or(Error::NotFound)?;
            (pair, report)
        }
        Err(Error::NotFound) => written(cx, id)?,
        Err(other) => return Err(other),
    };
    let half = Half::read(&report.half).ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    let is_mentors = report.side == Side::Mentor.code();
    let about = if is_mentors {
        "наставника о\u{a0}работе с\u{a0}наставляемым"
    } else {
        "наставляемого о\u{a0}работе с\u{a0}наставником"
    };
    let (mut paper, rules) = blank(cx, &whole, ("ОТЧЁТ", about.to_owned()))?;
    let mentors = mentors_between(&whole, (half.first(), half.last()));
    let mentee = whole.mentee.person.name();
    if report.state == "approved" {
        let lines = ["Методический совет".to_owned(), report.protocol.clone()];
        let approval = Approval::by_paper("УТВЕРЖДЕНО", lines.into_iter().filter(|line| !line.is_empty()));
        paper.approval = Some(match report.heard_on {
            Some(day) => approval.on(day),
            None => approval,
        });
    }
    let kind =
        rules.mentoring.kind(&whole.pair.kind).map_or("наставник", |kind| kind.title.as_str());
    paper.facts = vec![
        fact("Период", half.title()),
        fact(&russian::capital(kind), mentors.join(", ")),
        fact("Наставляемый", format!("{}, {}", mentee.full(), words::category(&whole.pair, &rules))),
        fact("Срок наставничества", words::span(&whole.pair)),
        fact("Отчёт подан", russian::date(report.submitted_on)),
    ];
    paper.facts.extend(counted(cx, whole.pair.id, half)?);
    paper.texts = vec![("", report.body.clone())];
    // Whoever wrote it signs it; where that is not known, those of the half.
    let is_author = |account: Option<i64>| account.is_some() && account == report.written_by;
    let author = whole.mentors.iter().find(|(_, card)| is_author(card.person.account_id));
    let author = author.map(|(_, card)| card.person.name().short());
    paper.signers = if is_mentors {
        let all = author.map_or(mentors, |name| vec![name]);
        all.into_iter().map(|name| Signature::of("Наставник", name)).collect()
    } else {
        vec![Signature::of("Наставляемый", mentee.short())]
    };
    let name = format!("Отчёт {}, {}", if is_mentors { "наставника" } else { "наставляемого" }, half.title());
    issuing::draft(cx, &paper.paper(), (form, &name.replace('/', "-")))
}

/// The plan and the lessons visited of a half, as the journal counts them (п. 4.4).
fn counted(cx: &mut Cx<Read>, id: PairId, half: Half) -> Result<Vec<(String, String)>> {
    let (from, to) = (half.first(), half.last());
    let lines = store::tasks_of(cx.conn(), id)?;
    let due = || lines.iter().filter(|one| one.due_on <= to);
    let done = due().filter(|one| one.done_on.is_some_and(|day| day <= to)).count();
    let works = store::works_of(cx.conn(), id)?;
    let here = || works.iter().filter(|one| from <= one.held_on && one.held_on <= to);
    let lessons =
        here().filter(|one| one.work.ends_with("_visit") || one.work == analysing::ANALYSIS).count();
    let plan = match due().count() {
        0 => String::new(),
        all => format!("выполнено {done} из\u{a0}{all} дел со\u{a0}сроком до\u{a0}конца периода"),
    };
    Ok(vec![
        fact("План", plan),
        fact(
            "Посещено и\u{a0}разобрано уроков",
            if lessons == 0 { String::new() } else { lessons.to_string() },
        ),
        fact("Записей в\u{a0}журнале", here().count().to_string()),
    ])
}

/// `GET /mentoring/{mentorship}/goals/paper?as=pdf`: the growth card.
pub(super) fn growth(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (form, id): (_, PairId) = (form(cx)?, cx.request().arg("mentorship")?);
    let (pair, _) = seen(cx, id)?;
    let whole = Whole::of(cx, pair)?;
    let about = "профессионального роста начинающего педагога".to_owned();
    let (mut paper, rules) = blank(cx, &whole, ("КАРТА", about))?;
    let lines = super::growth::card(cx, &whole, &rules)?;
    let mentors = words::mentors(&whole);
    paper.facts = vec![
        fact(
            "Педагог",
            format!("{}, {}", whole.mentee.person.name().full(), words::about(&whole.mentee, &rules)),
        ),
        fact(
            whole.mentee.person.name().said(["Принят", "Принята", "Принят(а)"]),
            russian::date(whole.pair.hired_on),
        ),
        fact("Наставник", mentors.clone()),
        fact("Срок наставничества", words::span(&whole.pair)),
    ];
    let lines: Vec<_> = lines.into_iter().map(|(label, value, _)| (label, value)).collect();
    if lines.is_empty() {
        paper.texts = vec![("", "Записей пока нет.".to_owned())];
    }
    paper.table = (["Показатель", "Что сделано"], lines);
    paper.signers = vec![
        Signature::of("Наставник", mentors),
        Signature::of("Педагог", whole.mentee.person.name().short()),
    ];
    issuing::draft(cx, &paper.paper(), (form, "Карта профессионального роста"))
}

/// The kind of analysis a teacher makes of their own lesson.
const SELF: &str = "analysis_self";

/// A lesson that was analysed. Whose lesson it was may be unknown; of a self-analysis nobody is the observer.
struct Lesson {
    held_on: NaiveDate,
    kind: String,
    class: String,
    subject: String,
    topic: String,
    teacher: String,
    observer: String,
    findings: String,
    advice: String,
}

fn lesson_paper(cx: &mut Cx<Read>, whole: &Whole, form: PaperForm, one: Lesson) -> Result<Reply> {
    let (mut paper, rules) = blank(cx, whole, ("АНАЛИЗ УРОКА", String::new()))?;
    let kind = rules.mentoring.word(&one.kind).map_or("", |word| word.title.as_str());
    let is_own = one.kind == SELF;
    let observer = if is_own { String::new() } else { one.observer.clone() };
    paper.facts = vec![
        fact("Вид анализа", kind),
        fact("Дата", russian::date(one.held_on)),
        fact("Класс", one.class),
        fact("Предмет", one.subject),
        fact("Тема", one.topic),
        fact("Урок провёл(а)", one.teacher.clone()),
        fact("Наблюдатель", observer),
    ];
    let is_advised = !one.advice.trim().is_empty();
    paper.texts = vec![(if is_advised { "Выводы" } else { "Выводы и\u{a0}рекомендации" }, one.findings)];
    paper.texts.push(("Рекомендации", one.advice));
    paper.signers = if is_own {
        vec![Signature::of("Самоанализ выполнил(а)", one.teacher)]
    } else {
        vec![
            Signature::of("Наблюдатель", one.observer),
            Signature::of("С\u{a0}анализом ознакомлен(а)", one.teacher),
        ]
    };
    let name = format!("Анализ урока {}", russian::date(one.held_on));
    issuing::draft(cx, &paper.paper(), (form, &name))
}

/// Whoever analysed a lesson: the one who wrote it down, by their card where they have one; the mentors where nobody is known.
fn analyst<M: Mode>(
    cx: &mut Cx<M>,
    whole: &Whole,
    (day, written_by): (NaiveDate, Option<i64>),
) -> Result<String> {
    let Some(account) = written_by else { return Ok(observers(whole, day, None)) };
    match people::store::of_account(cx.conn(), account)? {
        Some(card) => Ok(card.name().short()),
        None => crate::actions::who(cx, written_by),
    }
}

/// `GET /mentoring/{mentorship}/works/{mentoring_work}/paper?as=pdf`: an analysis of the journal.
pub(super) fn analysis(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (form, id): (_, WorkId) = (form(cx)?, cx.request().arg("mentoring_work")?);
    let (pair, _) = super::asked(cx)?;
    let line = store::find_work(cx.conn(), pair.id, id)?.filter(|one| one.work == analysing::ANALYSIS);
    let line = line.ok_or(Error::NotFound)?;
    let known = store::analyses::of_work(cx.conn(), line.id)?;
    let whole = Whole::of(cx, pair)?;
    let mentee = whole.mentee.person.name().short();
    let is_mentees = line.written_by.is_some() && line.written_by == whole.mentee.person.account_id;
    // Whoever wrote an analysis down analysed; what the mentee observed was another one's lesson.
    let (teacher, observer) = match known.as_ref().map(|one| one.kind.as_str()) {
        Some(SELF) => (mentee, String::new()),
        _ if is_mentees => (String::new(), mentee),
        _ => (mentee, analyst(cx, &whole, (line.held_on, line.written_by))?),
    };
    let told =
        |read: fn(&crate::model::Analysis) -> &String| known.as_ref().map(read).cloned().unwrap_or_default();
    let lesson = Lesson {
        held_on: line.held_on,
        kind: told(|one| &one.kind),
        class: told(|one| &one.class),
        subject: told(|one| &one.subject),
        advice: told(|one| &one.advice),
        topic: line.topic,
        findings: line.outcome,
        teacher,
        observer,
    };
    lesson_paper(cx, &whole, form, lesson)
}

/// `GET /mentoring/{mentorship}/visits/{visit}/paper?as=pdf`: the analysis of a visited lesson.
pub(super) fn visit(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (form, id): (_, PairId) = (form(cx)?, cx.request().arg("mentorship")?);
    let visit: VisitId = cx.request().arg("visit")?;
    let (pair, _) = seen(cx, id)?;
    let known = store::around::find_visit(cx.conn(), id, visit)?.ok_or(Error::NotFound)?;
    let held_on = known.held_on.ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    let mentee = whole.mentee.person.name().short();
    let mentors = observers(&whole, held_on, known.held_by);
    let (teacher, observer) = match known.work.as_str() {
        "mentee_visit" => (mentors, mentee),
        "peer_visit" => (known.host.clone(), mentee),
        "deputy_visit" => {
            let who = crate::actions::who(cx, known.held_by)?;
            (mentee, if known.held_by.is_some() { who } else { String::new() })
        }
        _ => (mentee, mentors),
    };
    let lesson = Lesson {
        held_on,
        kind: known.analysis,
        class: String::new(),
        subject: String::new(),
        topic: known.lesson,
        findings: known.response,
        advice: String::new(),
        teacher,
        observer,
    };
    lesson_paper(cx, &whole, form, lesson)
}
