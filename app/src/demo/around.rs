//! The life around pairs in the demo region: briefings, plans agreed and reviewed, visits, what is raised and answered, the
//! mentees' questionnaires – with the lateness life has: some plan nobody agreed to, some journal falls silent.

use chrono::{Days, NaiveDate};
use mentoring::actions::Side;
use mentoring::actions::gathering::{self, NewGathering};
use mentoring::actions::matters::{self, NewMatter};
use mentoring::actions::onward;
use mentoring::actions::planning::{self, NewLine};
use mentoring::actions::settling;
use mentoring::actions::surveying;
use mentoring::actions::visiting::{self, Held, NewVisit};
use mentoring::actions::working::{self, NewWork};
use mentoring::model::around::VisitId;
use mentoring::model::{Pair, State};
use mentoring::rules::Matter;
use units::Unit;
use web::{Cx, Write};

use super::stage::{Stage, day};
use super::tree::Tree;
use crate::Failure;

/// A pair at work with its school and how diligent it is: of ten one does nothing, some forget something. Below zero: its
/// mentor left in February, and it has its autumn alone.
type Told<'t> = (&'t Unit, Pair, i64);

/// Tells it, if its days have come: all schools of a municipality take a step in one transaction.
pub(super) fn tell(stage: &Stage<'_>, tree: &Tree, seed: u64) -> Result<(), Failure> {
    let mut place = i64::try_from(seed % 10).unwrap_or(0);
    if !stage.has_come(day(2026, 6, 1)) {
        return Ok(());
    }
    for (login, _) in &tree.municipalities {
        let schools: Vec<&Unit> = tree.schools_of(login).collect();
        let pairs = stage.act(day(2026, 2, 25), None, |cx| at_work(cx, &schools, &mut place))?;
        if pairs.is_empty() {
            continue;
        }
        brief(stage, &pairs)?;
        plans(stage, &pairs)?;
        visits(stage, &pairs)?;
        stage.act(day(2026, 3, 12), None, |cx| pairs.iter().try_for_each(|one| raised(cx, one)))?;
        stage.act(day(2026, 6, 2), None, |cx| pairs.iter().try_for_each(|one| spring(cx, one)))?;
    }
    Ok(())
}

fn at_work<'t>(cx: &mut Cx<Write>, schools: &[&'t Unit], place: &mut i64) -> web::Result<Vec<Told<'t>>> {
    let mut found = Vec::new();
    for school in schools {
        let pairs = gathering::open_pairs(cx, school)?;
        // A pair whose term is over waits for its completion: nothing more happens in it.
        let lasts = |pair: &Pair| pair.ends_on.is_none_or(|last| last >= day(2026, 6, 2));
        let pairs = pairs.into_iter().filter(|pair| pair.state() == State::Active && lasts(pair));
        for pair in pairs {
            *place += 7;
            let is_left = super::pairs::is_left(cx, &pair, day(2026, 2, 25))?;
            let care = *place % 10 + 1;
            found.push((*school, pair, if is_left { -care } else { care }));
        }
    }
    Ok(found)
}

/// One briefing a school, most of its people there; the creative group with a session on plans.
fn brief(stage: &Stage<'_>, pairs: &[Told<'_>]) -> Result<(), Failure> {
    let mut schools: Vec<&Unit> = pairs.iter().map(|(school, _, _)| *school).collect();
    schools.dedup_by_key(|school| school.id);
    let diligent: Vec<&Told<'_>> = pairs.iter().filter(|(_, _, care)| care.abs() != 1).collect();
    stage.act(day(2025, 9, 29), None, |cx| {
        for school in &schools {
            let pairs: Vec<Pair> =
                diligent.iter().filter(|one| one.0.id == school.id).map(|one| one.1.clone()).collect();
            if pairs.is_empty() {
                continue;
            }
            let parts = gathering::people_of(cx, &pairs)?;
            let people: Vec<i64> = parts.iter().map(|(person, _, _)| *person).collect();
            let mentors: Vec<i64> = parts.iter().filter(|one| one.2).map(|one| one.0).collect();
            let held = |gathering: &str, theme: &str, topic: &str, people: Vec<i64>| NewGathering {
                gathering: gathering.to_owned(),
                theme: theme.to_owned(),
                held_on: day(2025, 9, 29),
                led_by: "председатель методического совета".to_owned(),
                topic: topic.to_owned(),
                people,
            };
            let topic = "Права и обязанности наставника и молодого специалиста, документы пары";
            gathering::enter(cx, school, &held("briefing", "", topic, people))?;
            gathering::enter_members(cx, school, (&mentors, day(2025, 9, 29)))?;
            let topic = "Как составить план профессионального становления";
            gathering::enter(cx, school, &held("session", "session_plans", topic, mentors))?;
        }
        Ok(())
    })
}

/// Plans: written in September, agreed in a week, reviewed in October; some nobody agreed to.
fn plans(stage: &Stage<'_>, pairs: &[Told<'_>]) -> Result<(), Failure> {
    stage.act(day(2025, 9, 30), None, |cx| {
        pairs.iter().filter(|one| one.2.abs() > 1).try_for_each(|(school, pair, care)| {
            let rules = units::rules_at(cx, &school.path)?;
            let template = if care % 2 == 0 { "template_lesson" } else { "template_discipline" };
            let mut lines = planning::template_lines(&rules, template, day(2025, 12, 19)).unwrap_or_default();
            lines.push(NewLine {
                title: "Познакомить с традициями школы, включить в общее дело".to_owned(),
                due_on: day(2025, 10, 31),
                word: "social_traditions".to_owned(),
                evidence: "участие в Дне учителя".to_owned(),
                ..NewLine::default()
            });
            lines.push(NewLine {
                title: "Провести открытый урок для коллег".to_owned(),
                due_on: day(2026, 5, 15),
                word: "didactic_technologies".to_owned(),
                evidence: "лист анализа урока".to_owned(),
                ..NewLine::default()
            });
            planning::enter_lines(cx, pair, &lines)?;
            planning::enter_goals(
                cx,
                pair,
                "Войти в профессию без перегрузки: уверенно планировать урок и держать темп класса.",
            )
        })
    })?;
    let agreed = day(2025, 10, 6);
    stage.act(agreed, None, |cx| {
        pairs.iter().filter(|one| one.2.abs() > 1).try_for_each(|(_, pair, care)| {
            settling::enter_agreement(cx, pair, (Side::Mentor, agreed))?;
            if care.abs() > 2 { settling::enter_agreement(cx, pair, (Side::Mentee, agreed)) } else { Ok(()) }
        })
    })?;
    let council = day(2025, 10, 16);
    stage.act(council, None, |cx| {
        pairs.iter().filter(|one| one.2.abs() > 3).try_for_each(|(_, pair, _)| {
            let word = "Включить взаимопосещение с опытными педагогами";
            settling::enter_review(cx, pair, (council, "протокол методического совета № 2", word))
        })
    })?;
    for (on, most) in [(day(2025, 10, 30), 1), (day(2025, 12, 18), 3), (day(2026, 5, 14), 10)] {
        stage.act(on, None, |cx| {
            let goes_on = |one: &&Told<'_>| one.2 > 4 || (one.2 < -4 && on < day(2026, 2, 1));
            pairs.iter().filter(goes_on).try_for_each(|(_, pair, _)| {
                planning::enter_done(cx, pair, (on, most), "разобрано с наставником")
            })
        })?;
    }
    Ok(())
}

/// Visits of the autumn: held with a response; one of the spring was forgotten by some.
fn visits(stage: &Stage<'_>, pairs: &[Told<'_>]) -> Result<(), Failure> {
    let planned = day(2025, 10, 7);
    let told = [
        ("peer_visit", day(2025, 10, 22), "8 «А», литература: дискуссия", "Учитель высшей категории"),
        ("deputy_visit", day(2025, 12, 3), "6 «Б», урок открытия нового знания", ""),
        ("mentor_visit", day(2026, 4, 15), "5 «А», контроль и самооценка", ""),
    ];
    let care: Vec<&Told<'_>> = pairs.iter().filter(|one| one.2.abs() > 2).collect();
    let mut all: Vec<(&Told<'_>, VisitId, NaiveDate)> = Vec::new();
    stage.act(planned, None, |cx| {
        for one in &care {
            let planned = told.into_iter().filter(|(_, on, _, _)| one.2 > 0 || *on < day(2026, 2, 1));
            for (work, on, lesson, host) in planned {
                let [work, lesson, host] = [work, lesson, host].map(str::to_owned);
                let new = NewVisit { work, planned_on: on, host, lesson };
                all.push((one, visiting::enter(cx, &one.1, &new)?, on));
            }
        }
        Ok(())
    })?;
    for (place, (_, on, _, _)) in told.into_iter().enumerate() {
        let is_held = |one: &&(&Told<'_>, VisitId, NaiveDate)| one.2 == on && (place < 2 || one.0.2 > 4);
        stage.act(on + Days::new(1), None, |cx| {
            all.iter().filter(is_held).try_for_each(|(told, visit, _)| {
                let Some(visit) = visiting::find(cx, told.1.id, *visit)? else { return Ok(()) };
                let held = Held {
                    held_on: on,
                    analysis: if place == 0 { "analysis_aspect" } else { "analysis_short" }.to_owned(),
                    response: [
                        "Взят приём «вопрос – цепочка»",
                        "Цель ясна детям, держать время этапов",
                        "Самооценка введена, рекомендован конкурс",
                    ][place]
                        .to_owned(),
                };
                visiting::enter_held(cx, &told.1, visit, &held)
            })
        })?;
    }
    Ok(())
}

/// What was raised: conditions, a contact, an event, a proposal that waits, a questionnaire.
fn raised(cx: &mut Cx<Write>, (school, pair, care): &Told<'_>) -> web::Result<()> {
    let matter = |matter: Matter, variety: &str, subject: &str, body: &str, on_day: NaiveDate| NewMatter {
        matter,
        variety: variety.to_owned(),
        subject: subject.to_owned(),
        body: body.to_owned(),
        on_day,
        due_on: None,
        consent: (None, String::new()),
    };
    if *care <= 1 {
        return Ok(());
    }
    let slot = matter(Matter::Condition, "slot", "Среда, 7-й урок, кабинет наставника", "", day(2025, 10, 1));
    matters::enter(cx, pair, &slot)?;
    let contact = "Тревожность класса: как снизить перед контрольной";
    let contact = matter(
        Matter::Contact,
        "contact_psychologist",
        contact,
        "Две игры на\u{a0}начало урока",
        day(2026, 2, 26),
    );
    matters::enter(cx, pair, &contact)?;
    if *care > 6 {
        let event = matter(
            Matter::Event,
            "event_conference",
            "Конференция молодых педагогов",
            "Выступление",
            day(2026, 3, 5),
        );
        matters::enter(cx, pair, &event)?;
    }
    if *care % 5 == 0 {
        let idea = "Свести окна в расписании наставника и подшефного";
        matters::enter(
            cx,
            pair,
            &matter(Matter::Idea, "deputy", idea, "Сейчас встречаемся после уроков", day(2026, 3, 10)),
        )?;
        if *care % 10 == 0 {
            onward::enter_accepted(cx, pair, idea, ("Со второго полугодия – среда", day(2026, 9, 1)))?;
        }
    }
    if *care == 7 {
        let help = "Помочь с лабораторными работами второй четверти";
        matters::enter(cx, pair, &matter(Matter::Help, "", "Учитель физики", help, day(2026, 3, 11)))?;
    }
    let rules = units::rules_at(cx, &school.path)?;
    let marks: Vec<(String, Option<i64>)> = rules
        .mentoring
        .words_of("question")
        .enumerate()
        .map(|(place, word)| (word.id.clone(), i64::try_from(place % 3 + 2).ok()))
        .collect();
    if marks.is_empty() { Ok(()) } else { surveying::enter(cx, pair, ("start", &marks)) }
}

/// The spring: most journals go on until the end of May, some fall silent.
fn spring(cx: &mut Cx<Write>, (_, pair, care): &Told<'_>) -> web::Result<()> {
    let told = [
        (day(2026, 4, 8), "consultation", "Подготовка к проверочным работам", "Составлен план повторения"),
        (day(2026, 5, 27), "plan_analysis", "Рабочая программа на новый год", "Уточнены темы и часы"),
    ];
    let count = match care {
        ..=1 => 0,
        2 | 3 => 1,
        _ => told.len(),
    };
    for (held_on, work, topic, outcome) in told.into_iter().take(count) {
        let [work, topic, outcome] = [work, topic, outcome].map(str::to_owned);
        working::enter(cx, pair.id, &NewWork { work, held_on, topic, outcome })?;
    }
    Ok(())
}
