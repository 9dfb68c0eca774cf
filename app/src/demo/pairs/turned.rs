//! What became of the pairs that are unlike the others in the spring: mentors replaced by orders, a successor who waits for one, and
//! the experience of pairs – registered, generalised, passed on to the council and to the service (Амурская область, приложение 2,
//! пп. 3.6, 8.2).

use chrono::{Days, NaiveDate};
use documents::NewFile;
use mentoring::KeepMentoring;
use mentoring::actions::agreeing::{self, Agreed};
use mentoring::actions::deeds;
use mentoring::actions::ending::{Absence, Ending};
use mentoring::actions::experiencing::{self, Onward, Said};
use mentoring::actions::gathering;
use mentoring::actions::ordering;
use mentoring::actions::pairing;
use mentoring::actions::replacing::{self, ReplacementOrder};
use mentoring::actions::stepping::{self, Done};
use mentoring::actions::succession::{self, Successor};
use mentoring::actions::working::{self, NewWork};
use mentoring::model::{MentorId, PairId};
use mentoring::rules::{OrderDeed, Passed};
use web::{Cx, Write};

use super::varied::{Turn, Varied};
use super::{Stage, Told, granted, papers};
use crate::Failure;
use crate::demo::stage::{day, workday};

/// A replacement: its ground, what stands behind it, the first and the last day of an absence, the day of the order, whether its
/// points were carried out.
struct Replacement {
    ground: &'static str,
    note: &'static str,
    /// What the application says; empty: the ground rests on no application.
    applied: &'static str,
    absence: Absence,
    on: NaiveDate,
    is_carried_out: bool,
}

const REPLACEMENTS: [Replacement; 3] = [
    Replacement {
        ground: "application:1",
        note: "заявление от\u{a0}02.03.2026",
        applied: "Прошу заменить наставника: учусь по вечерам, а встретиться можем только после седьмого урока.",
        absence: Absence { from: None, to: None },
        on: day(2026, 3, 13),
        is_carried_out: true,
    },
    Replacement {
        ground: "absence_leave",
        note: "приказ об\u{a0}отпуске от\u{a0}16.03.2026 № 12-к",
        applied: "",
        absence: Absence { from: Some(day(2026, 3, 30)), to: Some(day(2026, 9, 30)) },
        on: day(2026, 3, 30),
        is_carried_out: false,
    },
    Replacement {
        ground: "incompatibility",
        note: "",
        applied: "",
        absence: Absence { from: None, to: None },
        on: day(2026, 4, 17),
        is_carried_out: true,
    },
];

/// When the successor who waits was chosen.
const WAITS_SINCE: NaiveDate = day(2026, 6, 8);

/// Tells it, after the life of the pairs was told.
pub(in crate::demo) fn tell(stage: &Stage<'_>, all: &[Varied<'_>]) -> Result<(), Failure> {
    if !stage.has_come(day(2026, 6, 15)) {
        return Ok(());
    }
    for one in all {
        match one.turn {
            Turn::Replaced(place) => replaced(stage, one, &REPLACEMENTS[place])?,
            Turn::Waits => succeeded(stage, one, WAITS_SINCE).map(drop)?,
            Turn::Works | Turn::Ended => {}
        }
    }
    experienced(stage, all)
}

/// A successor with everything the order asks for; none: the school has nobody. The day after the last of it.
fn succeeded(stage: &Stage<'_>, one: &Varied<'_>, since: NaiveDate) -> Result<Option<MentorId>, Failure> {
    let id = one.id();
    let was = stage.act(since, one.keeper, |cx| ordering::mentors(cx, id))?;
    if !stage.act(since, one.keeper, |cx| choose(cx, &one.told))? {
        return Ok(None);
    }
    let parts = stage.act(since, one.keeper, |cx| ordering::mentors(cx, id))?;
    let Some(part) = parts.into_iter().find(|part| !was.contains(part)) else { return Ok(None) };
    let next = |day: NaiveDate| workday(stage.packs(), day + Days::new(1));
    let (recommended, agreed) = (next(since), next(next(since)));
    stage.act(recommended, one.keeper, |cx| {
        let may = granted(cx)?;
        let council = Agreed::Council(None, "протокол методического совета № 5".to_owned());
        agreeing::agree(cx, &may, (id, part), (recommended, &council), None)
    })?;
    stage.act(agreed, one.keeper, |cx| {
        let may = granted(cx)?;
        agreeing::agree(cx, &may, (id, part), (agreed, &Agreed::Deputy), None)?;
        let mentee = Agreed::Mentee("paper".to_owned());
        agreeing::agree(cx, &may, (id, part), (agreed, &mentee), None)?;
        super::consented(cx, &may, (id, part), agreed)?;
        let terms = Done::Terms(part, "agreement".to_owned(), "№ 9".to_owned());
        stepping::step(cx, &may, id, agreed, &terms)
    })?;
    Ok(Some(part))
}

/// Chooses whoever fits best and is nobody's mentor here yet.
fn choose(cx: &mut Cx<Write>, one: &Told<'_>) -> web::Result<bool> {
    let pairs = gathering::open_pairs(cx, one.school)?;
    let Some(pair) = pairs.into_iter().find(|pair| pair.id == one.id) else { return Ok(false) };
    let rules = units::rules_at(cx, &one.school.path)?;
    let asked = pairing::mentee(cx, one.school, pair.mentee_id)?;
    let Some(kind) = rules.mentoring.kind(&pair.kind).cloned() else { return Ok(false) };
    let known: Vec<i64> = asked.mentee.pairs.iter().map(|(_, person)| *person).collect();
    let candidates = pairing::candidates(cx, one.school, &asked, &kind)?;
    let chosen = candidates.iter().find(|(one, fit)| {
        fit.is_allowed() && one.person.account_id.is_none() && !known.contains(&one.person.id.0)
    });
    let Some((successor, _)) = chosen else { return Ok(false) };
    let new = Successor {
        person: successor.person.id,
        agreement: String::new(),
        reason: "Рекомендует методический совет".to_owned(),
        exception: String::new(),
        penalty_on: None,
    };
    let may = granted::<KeepMentoring>(cx)?;
    succession::succeed(cx, &may, one.id, &new)?;
    Ok(true)
}

/// The order of replacement and what it asks to be done; the second one's points nobody has carried out yet.
fn replaced(stage: &Stage<'_>, one: &Varied<'_>, of: &Replacement) -> Result<(), Failure> {
    let id = one.id();
    let leaving =
        stage.act(of.on - Days::new(8), one.keeper, |cx| ordering::mentors(cx, id))?.first().copied();
    let next = succeeded(stage, one, of.on - Days::new(7))?;
    let (Some(leaving), Some(next)) = (leaving, next) else { return Ok(()) };
    // The head's: the program itself stands for the heads of all schools.
    stage.act(of.on, None, |cx| {
        let may = granted(cx)?;
        let file = applied(cx, &one.told, of)?;
        let text = format!("Заменить наставника пары: {}.", one.told.about);
        let issue = papers::issue(cx, one.told.school, ("О замене наставника", &text))?;
        let ending = Ending {
            file,
            ground: of.ground.to_owned(),
            note: of.note.to_owned(),
            day: of.on,
            notice_on: None,
            signed_on: None,
            absence: of.absence,
            application: None,
        };
        replacing::replace(cx, &may, (id, leaving), &ReplacementOrder { issue, ending })
    })?;
    if of.is_carried_out {
        let done = workday(stage.packs(), of.on + Days::new(4));
        stage.act(done, one.keeper, |cx| {
            let may = granted(cx)?;
            let by = "заместитель директора по\u{a0}методической работе";
            OrderDeed::ALL
                .into_iter()
                .try_for_each(|deed| deeds::mark(cx, &may, (id, next), deed, (done, by), None))
        })?;
    }
    let met = day(2026, 5, 6);
    stage.act(met, None, |cx| {
        let [work, topic, outcome] =
            ["consultation", "Знакомство с планом и журналом пары", "План продолжаем, срок двух дел сдвинут"];
        let [work, topic, outcome] = [work, topic, outcome].map(str::to_owned);
        working::enter(cx, id, &NewWork { work, held_on: met, topic, outcome })
    })
}

/// The application behind the order, where its ground is one.
fn applied(cx: &mut Cx<Write>, one: &Told<'_>, of: &Replacement) -> web::Result<Option<NewFile>> {
    if of.applied.is_empty() {
        return Ok(None);
    }
    let title = "Заявление о замене наставника";
    papers::printed(cx, one.school, ("ЗАЯВЛЕНИЕ", title), of.applied).map(Some)
}

/// An experience: what it is, which deficit it fills, on which results it rests, how it is done again.
const EXPERIENCES: [[&str; 4]; 4] = [
    [
        "Два наставника одного педагога: кто за что отвечает",
        "Молодой педагог не знает, к кому идти с каким вопросом",
        "Открытый урок в мае, журнал без пропусков, отчёты утверждены",
        "",
    ],
    [
        "Урок, который ведут трое",
        "Начинающему трудно держать темп и отвечать на вопросы сразу",
        "Шесть уроков втроём, листы анализа, рост итогов класса",
        "Первые две недели урок ведёт наставник, потом – этап за этапом молодой педагог; после урока – десять минут разбора.",
    ],
    [
        "Взаимные посещения по одному вопросу",
        "После посещения разговор обо всём и ни о чём",
        "Четыре пары посещений, вопрос урока назван заранее, план дополнен",
        "До урока называют один вопрос, на уроке пишут только о нём, разбор – не дольше пятнадцати минут.",
    ],
    [
        "Папка первых трёх месяцев",
        "Документы и журнал отнимают вечера",
        "Молодой педагог сдаёт журнал без замечаний со второго месяца",
        "Образцы, памятка по срокам и список, кого о чём спросить; папку передают следующему.",
    ],
];

/// The experience of four pairs at work: registered, generalised, passed on to the council, to the service.
fn experienced(stage: &Stage<'_>, all: &[Varied<'_>]) -> Result<(), Failure> {
    let (registered, generalised, passed) = (day(2026, 4, 22), day(2026, 5, 12), day(2026, 5, 28));
    let at_work = all.iter().filter(|one| one.turn == Turn::Works);
    for (place, (one, told)) in at_work.zip(EXPERIENCES).enumerate() {
        let id = one.id();
        let made = stage.act(registered, one.keeper, |cx| {
            let (may, of) = (granted(cx)?, part(cx, id)?);
            experiencing::register(cx, &may, of, (registered, &said(told)))
        })?;
        for (step, (on, onward)) in [
            (generalised, Onward::Generalise(told[3].to_owned())),
            (passed, Onward::Pass(if place == 2 { Passed::Council } else { Passed::Service })),
        ]
        .into_iter()
        .enumerate()
        .filter(|(step, _)| *step < place)
        {
            let version = i64::try_from(step + 1).unwrap_or(1);
            stage.act(on, one.keeper, |cx| {
                let may = granted(cx)?;
                experiencing::onward(cx, &may, (made, version), (on, &onward))
            })?;
        }
    }
    Ok(())
}

fn part(cx: &mut Cx<Write>, id: PairId) -> web::Result<(PairId, Option<MentorId>)> {
    Ok((id, ordering::mentors(cx, id)?.first().copied()))
}

fn said([title, deficit, ground, _]: [&str; 4]) -> Said {
    Said {
        title: title.to_owned(),
        subject: String::new(),
        deficit: deficit.to_owned(),
        ground: ground.to_owned(),
    }
}
