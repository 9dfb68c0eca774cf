//! What followed each published year of the demo: recommendations to all, answers with measures, refusals, work done and
//! work overdue – so that a newcomer sees the circle closed on one year and turning on the next.

use access::{AccountId, Granted, Permission};
use chrono::{Days, NaiveDate};
use decisions::actions::{answering, checking, drafting, measuring, sending};
use decisions::model::{MeasureId, NewMeasure, Recommendation};
use decisions::{AnswerRecommendations, IssueRecommendations};
use monitoring::model::{CampaignId, Sheet};
use web::{Cx, Write};

use super::profile::Profile;
use super::{Story, Year};
use crate::Failure;
use crate::demo::chance::Chance;
use crate::demo::stage::day;

/// What a municipality undertakes, in turn.
const MEASURES: [&str; 5] = [
    "Подготовить документ и утвердить его приказом",
    "Рассмотреть на заседании методического совета и принять решение",
    "Включить работу в годовой план и назначить ответственного",
    "Провести семинар для руководителей методических объединений",
    "Собрать и обобщить опыт школ, разместить материалы на сайте",
];
const RESPONSIBLE: [&str; 3] =
    ["методист методической службы", "руководитель методической службы", "заместитель начальника управления"];
const REFUSALS: [&str; 2] = [
    "Такая работа ведётся на базе соседнего округа по соглашению, отдельный документ не нужен.",
    "Документ есть, но не был приложен к таблице: приложим к следующему мониторингу.",
];
const GIVEN_UP: &str = "Нет человека, который за это возьмётся; вернёмся к вопросу в следующем году.";
const OUTCOMES: [&str; 3] =
    ["Сделано, материалы в реестре документов.", "Принято решение совета.", "Утверждено приказом."];

/// Tells what followed the publication of a year: `next` says what each municipality will have reached a year later.
pub(super) fn followed(
    story: &Story<'_>,
    id: CampaignId,
    year: Year,
    sheets: &[Sheet],
) -> Result<(), Failure> {
    let sent = day(year.0, 9, 3);
    if !story.stage.has_come(sent) {
        return Ok(());
    }
    let institute = Some(story.cast.institute);
    story.stage.act(sent, institute, |cx| {
        let may = holds::<IssueRecommendations>(cx)?;
        drafting::draft(cx, &may, id)?;
        sending::send(cx, &may, id, None, day(year.0, 10, 3)).map(drop)
    })?;
    for sheet in sheets {
        answered(story, id, year, sheet)?;
        (story.progress)();
    }
    let checked = day(year.0 + 1, 5, 12);
    if !story.stage.has_come(checked) {
        return Ok(());
    }
    let is_over = story.stage.has_come(day(year.0 + 1, 9, 1));
    story.stage.act(checked, institute, |cx| check(cx, id, is_over))
}

fn holds<P: Permission>(cx: &Cx<Write>) -> web::Result<Granted<P>> {
    Ok(cx.house().policy.check::<P>(cx.person())?)
}

/// What a municipality makes of a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Worked on, and a year later the line has its point.
    Reached,
    /// Worked on, and nothing changed yet.
    Tried,
    /// Given up in the spring.
    GivenUp,
    /// Promised for later.
    Promised,
    /// Promised, and late.
    Late,
    /// Refused.
    Refused,
    /// Not answered.
    Silent,
}

impl Fate {
    /// Of the year that is over everything has ended; of the last one much is still going on.
    fn of(will: bool, is_over: bool, chance: &mut Chance) -> Self {
        match (will, is_over, chance.between(0, 9)) {
            // Some get better by themselves: beside a measure stands what happened without one.
            (true, _, 0) | (false, false, 2) => Self::Silent,
            (true, true, 1) => Self::GivenUp,
            (true, ..) => Self::Reached,
            (false, _, 0) => Self::Refused,
            (false, true, 1..=6) | (false, false, 3) => Self::Tried,
            (false, true, _) => Self::GivenUp,
            (false, false, 1) => Self::Late,
            (false, false, _) => Self::Promised,
        }
    }
}

/// The answer of one municipality in September, its work until April.
fn answered(story: &Story<'_>, id: CampaignId, year: Year, sheet: &Sheet) -> Result<(), Failure> {
    let by: Option<AccountId> = story.methodist(sheet);
    let reached = Profile::of(story, sheet, Year(year.0 + 1)).present;
    let (read, worked) = (day(year.0, 9, 16), day(year.0 + 1, 4, 14));
    let own = u64::from(year.0.unsigned_abs()) << 32 | Profile::own_of(story, sheet);
    let mut chance = Chance::of(story.seed, own);
    if !story.stage.has_come(read) {
        return Ok(());
    }
    let is_over = story.stage.has_come(day(year.0 + 1, 9, 1));
    let mut taken: Vec<(MeasureId, Fate)> = Vec::new();
    story.stage.act(read, by, |cx| {
        let may = holds::<AnswerRecommendations>(cx)?;
        for one in own_of(cx, id, sheet)? {
            let fate = Fate::of(reached.contains(&one.no), is_over, &mut chance);
            let due = match fate {
                Fate::Silent => continue,
                Fate::Refused => {
                    let word: &str = chance.one_of::<&str>(&REFUSALS);
                    answering::refuse(cx, &may, one.id, word)?;
                    continue;
                }
                Fate::Promised => day(year.0 + 1, 8, 10),
                Fate::Late => day(year.0 + 1, 6, 1),
                Fate::Reached | Fate::Tried | Fate::GivenUp => worked,
            };
            taken.push((measuring::plan(cx, &may, one.id, &promised(&mut chance, due))?, fate));
            answering::answer(cx, &may, one.id)?;
        }
        Ok(())
    })?;
    if !story.stage.has_come(worked) {
        return Ok(());
    }
    story.stage.act(worked, by, |cx| {
        let may = holds::<AnswerRecommendations>(cx)?;
        for (measure, fate) in taken {
            let outcome: &str = chance.one_of::<&str>(&OUTCOMES);
            let done = measuring::Done { on: worked, outcome, document: None };
            match fate {
                Fate::Reached | Fate::Tried => measuring::complete(cx, &may, measure, &done).map(drop)?,
                Fate::GivenUp => measuring::cancel(cx, &may, measure, GIVEN_UP).map(drop)?,
                _ => {}
            }
        }
        Ok(())
    })
}

fn own_of(cx: &mut Cx<Write>, id: CampaignId, sheet: &Sheet) -> web::Result<Vec<Recommendation>> {
    let may = holds::<AnswerRecommendations>(cx)?;
    decisions::sent_to(cx, &may, id, sheet.unit_id)
}

fn promised(chance: &mut Chance, from: NaiveDate) -> NewMeasure {
    let title = (*chance.one_of::<&str>(&MEASURES)).to_owned();
    let responsible = (*chance.one_of::<&str>(&RESPONSIBLE)).to_owned();
    let later = u64::try_from(chance.between(0, 15)).unwrap_or(0);
    NewMeasure { title, responsible, due_on: from + Days::new(later) }
}

/// In May the institute takes off control what was done.
fn check(cx: &mut Cx<Write>, id: CampaignId, is_over: bool) -> web::Result<()> {
    let may = holds::<IssueRecommendations>(cx)?;
    for one in decisions::finished(cx, &may, id)? {
        checking::fulfil(cx, &may, one, "Проверено по документам и сайту методической службы.")?;
    }
    // A year that is over leaves nothing open: what was refused or given up is taken back.
    if is_over {
        for one in decisions::open(cx, &may, id)? {
            checking::withdraw(cx, &may, one, "Учтём в рекомендациях по следующему мониторингу.")?;
        }
    }
    Ok(())
}
