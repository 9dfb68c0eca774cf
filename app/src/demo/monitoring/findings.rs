//! Recommendations of the demo that answer a finding and no indicator: the town's to its schools and to a category of its
//! teachers, answered in part.

use access::{Granted, Permission};
use decisions::actions::recommending::{self, NewFinding};
use decisions::actions::{answering, measuring, sending};
use decisions::model::{NewMeasure, RecommendationId};
use decisions::rules::Audience;
use decisions::{AnswerRecommendations, IssueRecommendations};
use units::{Unit, UnitId};
use web::{Cx, Write};

use super::Story;
use crate::Failure;
use crate::demo::sign_ins::TOWN;
use crate::demo::stage::day;

const ROUTES: &str = "У молодых педагогов нет индивидуальных образовательных маршрутов: так показала справка о посещении уроков.";
const ASSESSMENT: &str =
    "Учителя математики по-разному оценивают развёрнутые ответы: расхождение видно по муниципальной работе.";

/// Tells the findings of the school year that ends in 2026.
pub(super) fn found(story: &Story<'_>) -> Result<(), Failure> {
    let (told, answered, drafted) = (day(2026, 2, 10), day(2026, 2, 24), day(2026, 6, 9));
    let Some(town) = story.tree.unit_of(TOWN) else { return Ok(()) };
    if !story.stage.has_come(told) {
        return Ok(());
    }
    let schools: Vec<UnitId> = story.tree.schools_of(TOWN).take(3).map(|unit| unit.id).collect();
    let by = story.cast.by_login.get(TOWN).copied();
    let ids = story.stage.act(told, by, |cx| {
        let to_schools =
            Finding {
                to: schools, audience: Audience::Category, whom: "молодые педагоги", found: ROUTES
            };
        drafted_by(
            cx,
            town,
            &to_schools,
            "Составьте маршрут каждому молодому педагогу и назначьте наставника.",
        )?;
        let to_own = Finding {
            to: vec![town.id],
            audience: Audience::Category,
            whom: "учителя математики",
            found: ASSESSMENT,
        };
        let ids = drafted_by(
            cx,
            town,
            &to_own,
            "Проведите практикум по критериям оценивания развёрнутого ответа.",
        )?;
        let may = holds::<IssueRecommendations>(cx)?;
        sending::send_findings(cx, &may, None, day(2026, 3, 10))?;
        Ok(ids)
    })?;
    if story.stage.has_come(answered) {
        story.stage.act(answered, by, |cx| {
            let may = holds::<AnswerRecommendations>(cx)?;
            for id in ids {
                let new = NewMeasure {
                    title: "Провести практикум для учителей математики".to_owned(),
                    responsible: "методист методической службы".to_owned(),
                    due_on: day(2026, 8, 28),
                };
                measuring::plan(cx, &may, id, &new)?;
                answering::answer(cx, &may, id)?;
            }
            Ok(())
        })?;
    }
    if story.stage.has_come(drafted) {
        let school = story.tree.schools_of(TOWN).next().map(|unit| unit.id);
        story.stage.act(drafted, by, |cx| {
            let draft = Finding {
                to: school.into_iter().collect(),
                audience: Audience::Staff,
                whom: "",
                found: "Открытые уроки за год провели четыре педагога из двадцати.",
            };
            drafted_by(cx, town, &draft, "Включите взаимное посещение уроков в план на следующий год.")
                .map(drop)
        })?;
    }
    Ok(())
}

struct Finding {
    to: Vec<UnitId>,
    audience: Audience,
    whom: &'static str,
    found: &'static str,
}

fn drafted_by(
    cx: &mut Cx<Write>,
    owner: &Unit,
    one: &Finding,
    text: &str,
) -> web::Result<Vec<RecommendationId>> {
    let may = holds::<IssueRecommendations>(cx)?;
    let new = NewFinding {
        units: one.to.clone(),
        audience: one.audience,
        addressee: one.whom,
        finding: one.found,
        document: None,
        text,
    };
    recommending::draft(cx, &may, owner.id, &new)
}

fn holds<P: Permission>(cx: &Cx<Write>) -> web::Result<Granted<P>> {
    Ok(cx.house().policy.check::<P>(cx.person())?)
}
