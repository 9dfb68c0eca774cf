//! What the life around pairs requires: of who answers for them in the school – one duty a kind of trouble, which opens the
//! board –, of a mentor and a mentee for the own pair (пп. 1.3, 1.4, 5.2, 6.2, 7.3, 8.3).

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use db::{Conn, Result};
use packs::{Effective, MentoringRules};
use people::PersonId;
use registry::Obligation;
use web::russian;

use crate::board::{Stood, stand, stand_with};
use crate::departures::Mentors;
use crate::inherited;
use crate::model::Pair;
use crate::model::around::MatterRow;
use crate::rules::{Eye, Matter, PlanState, Wrong, cited};

/// The silence of a journal is told to the mentor so many days ahead.
const AHEAD: u64 = 7;

/// One duty for each kind of trouble these pairs of a school have, as these eyes see them.
pub(crate) fn of_school(
    conn: &mut Conn,
    (pairs, mentors): (Vec<Pair>, Mentors),
    (unit, eye): (i64, Eye),
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Obligation>> {
    let stood = stand_with(conn, (pairs, mentors), (rules, today), (eye, false))?;
    Ok(Wrong::ALL
        .into_iter()
        .filter_map(|wrong| of_all(&stood, wrong, (unit, eye), (rules, today)))
        .collect())
}

/// What the own pairs ask of a mentor or of their mentee; of a successor from the own first day on, by pair.
pub(crate) fn of_own_pairs(
    conn: &mut Conn,
    (pairs, begun): (Vec<Pair>, &BTreeMap<i64, NaiveDate>),
    card: PersonId,
    (rules, today): (&Effective, NaiveDate),
) -> Result<Vec<Obligation>> {
    let eye = Eye { is_mentee: true, ..Eye::default() };
    let mut stood = stand(conn, pairs, (rules, today), (eye, false))?;
    let mut duties = inherited::counted(conn, &mut stood, begun, (rules, today))?;
    duties.extend(stood.iter().flat_map(|one| of_own(one, one.pair.mentee_id == card, (rules, today))));
    Ok(duties)
}

/// The board of control of a unit with one kind of trouble.
pub(crate) fn board_url(unit: i64, wrong: Wrong) -> String {
    web::address("/mentoring/control", &[("unit", &unit.to_string()), ("wrong", wrong.code())])
}

/// The duty of a kind of trouble: how many pairs have it, since when.
fn of_all(
    stood: &[Stood],
    wrong: Wrong,
    (unit, eye): (i64, Eye),
    (rules, today): (&Effective, NaiveDate),
) -> Option<Obligation> {
    let days: Vec<NaiveDate> = stood
        .iter()
        .filter(|one| one.standing.wrongs(today).contains(&wrong))
        .filter_map(|one| since(one, wrong))
        .collect();
    let due = *days.iter().min()?;
    let rules = &rules.mentoring;
    let (title, clause) = match wrong {
        Wrong::Plan => ("Согласовать планы пар", rules.limit_clause("plan_days")),
        Wrong::Review => ("Рассмотреть на\u{a0}методсовете планы наставников", rules.clause("plan_review")),
        Wrong::Overdue => ("Разобраться с\u{a0}просроченными делами планов", rules.clause("plan_in_time")),
        Wrong::Silent => ("Узнать, почему молчат журналы пар", rules.limit_clause("silent_days")),
        Wrong::Visits => ("Провести посещения, которые не\u{a0}состоялись", rules.clause("visits")),
        Wrong::Briefing => {
            ("Провести инструктаж наставников и\u{a0}молодых специалистов", rules.clause("briefing"))
        }
        Wrong::Answers if eye.keeps || eye.guides => {
            ("Ответить на\u{a0}обращения пар", rules.clause("requests"))
        }
        // The offer of pairs tells late reports and lost mentors one by one.
        Wrong::Answers | Wrong::Reports | Wrong::MenteeReports | Wrong::Alone => return None,
    };
    let count = i64::try_from(days.len()).unwrap_or(i64::MAX);
    let (url, action) = if wrong == Wrong::Briefing {
        ("/mentoring/gatherings".to_owned(), "Записать")
    } else {
        (board_url(unit, wrong), "Открыть")
    };
    Some(Obligation {
        key: format!("mentoring:{}:{unit}:{due}", wrong.code()),
        due,
        title: title.to_owned(),
        note: format!("{}{}", russian::counted(count, "пара", "пары", "пар"), cited(clause)),
        action: action.to_owned(),
        url,
    })
}

/// The day a trouble counts from; none: it is not for the school to act.
fn since(one: &Stood, wrong: Wrong) -> Option<NaiveDate> {
    let standing = &one.standing;
    match (wrong, standing.plan) {
        (Wrong::Plan, _) => standing.plan_due,
        (Wrong::Silent, _) => standing.silent_since,
        (Wrong::Overdue, _) => standing.overdue_since,
        (Wrong::Visits, _) => standing.missed_since,
        (Wrong::Briefing, _) => one.pair.order_on,
        (Wrong::Review, PlanState::Agreed(day) | PlanState::Changed(day)) => Some(day + Days::new(30)),
        (Wrong::Answers, _) => {
            one.waiting.iter().filter(|one| is_schools(&one.matter)).map(|one| one.on_day).min()
        }
        (Wrong::Review | Wrong::Reports | Wrong::MenteeReports | Wrong::Alone, _) => None,
    }
}

/// The working report and the acquaintance are the mentee's to answer.
fn is_schools(matter: &str) -> bool {
    matches!(Matter::of(matter), Some(Matter::Help | Matter::Reward | Matter::Idea))
}

fn of_own(one: &Stood, is_mentee: bool, (rules, today): (&Effective, NaiveDate)) -> Vec<Obligation> {
    let rules = &rules.mentoring;
    let (pair, standing) = (&one.pair, &one.standing);
    let mut duties = Vec::new();
    let mut duty = |key: &str, due: NaiveDate, (title, note): (String, String), place: &str| {
        duties.push(Obligation {
            key: format!("mentoring:{key}:{}:{due}", pair.id),
            due,
            title,
            note,
            action: "Открыть".to_owned(),
            url: format!("{}/{place}", pair.url()),
        });
    };
    if let Some(due) = standing.plan_due.filter(|_| !standing.plan.is_agreed()) {
        let title = "Составить и\u{a0}согласовать план профессионального становления".to_owned();
        let note = format!("Наставник и\u{a0}молодой специалист вместе{}", cited(rules.clause("joint_plan")));
        duty("own-plan", due, (title, note), "plan");
    }
    if let Some(day) = standing.overdue_since {
        let count = i64::try_from(standing.lines.2).unwrap_or(i64::MAX);
        let title = format!("Просрочено по\u{a0}плану: {}", russian::counted(count, "дело", "дела", "дел"));
        duty(
            "own-overdue",
            day,
            (title, format!("План выполняют в\u{a0}сроки{}", cited(rules.clause("plan_in_time")))),
            "plan",
        );
    }
    if let Some(day) = standing.missed_since {
        let title = "Записать отзыв о\u{a0}посещении или отменить его".to_owned();
        duty("own-visit", day, (title, russian::capital(rules.clause("visits"))), "around");
    }
    if !is_mentee && let Some(day) = standing.silent_since.filter(|day| *day <= today + Days::new(AHEAD)) {
        let title = "Записать в\u{a0}журнал работу с\u{a0}молодым специалистом".to_owned();
        duties.push(Obligation {
            key: format!("mentoring:own-silent:{}:{day}", pair.id),
            due: day,
            title,
            note: format!("Работа систематическая{}", cited(rules.clause("systematic"))),
            action: "Записать".to_owned(),
            url: pair.url(),
        });
    }
    duties
        .extend(one.waiting.iter().filter(|_| is_mentee).filter_map(|matter| of_mentee(pair, matter, rules)));
    duties
}

/// What is asked of the mentee: a working report by its day, a document to be read within a week.
fn of_mentee(pair: &Pair, matter: &MatterRow, rules: &MentoringRules) -> Option<Obligation> {
    let of = Matter::of(&matter.matter)?;
    let (title, note) = match of {
        Matter::Report => ("Представить наставнику рабочий отчёт", russian::capital(of.clause(rules))),
        Matter::Assessment => (
            "Познакомиться с\u{a0}документом о\u{a0}вашей работе",
            format!("Можно дать объяснение{}", cited(of.clause(rules))),
        ),
        _ => return None,
    };
    let due = matter.due_on.unwrap_or(matter.on_day + Days::new(AHEAD));
    Some(Obligation {
        key: format!("mentoring:asked:{}:{due}", matter.id),
        due,
        title: title.to_owned(),
        note,
        action: "Открыть".to_owned(),
        url: format!("{}/around", pair.url()),
    })
}
