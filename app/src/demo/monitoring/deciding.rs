//! Decisions that follow each published year of the demo: an order of each municipality after its recommendations, a
//! directive of the ministry to all – with points carried out, moved, late and off control.

use access::{AccountId, Granted, Permission};
use chrono::{Days, NaiveDate};
use decisions::actions::controlling::{self, NewPoint};
use decisions::actions::deciding;
use decisions::actions::measuring::Done;
use decisions::model::{DecisionId, NewDecision, NewGrounds};
use decisions::rules::{DecisionKind, TakenAt, Topic};
use decisions::{AnswerRecommendations, CarryOutDecisions, TakeDecisions};
use documents::DocumentId;
use monitoring::model::{CampaignId, Sheet};
use units::Unit;
use web::{Cx, Write};

use super::archive::Archive;
use super::profile::Profile;
use super::{Story, Year};
use crate::Failure;
use crate::demo::chance::Chance;
use crate::demo::stage::{day, workday};

const TOPICS: [Topic; 4] = [Topic::Work, Topic::Support, Topic::Young, Topic::Associations];
const LEVELS: [(TakenAt, &str); 4] = [
    (TakenAt::Head, "начальник управления образования"),
    (TakenAt::Service, "руководитель методической службы"),
    (TakenAt::Head, "начальник управления образования"),
    (TakenAt::MunicipalUnion, "руководитель районного методического объединения"),
];
const CONTROLLER: &str = "заместитель начальника управления по вопросам общего образования";
const RESPONSIBLE: [&str; 2] =
    ["руководитель методической службы", "заместитель директора по методической работе"];
const DONE: &str = "Исполнено, материалы в реестре документов.";

/// Tells the decisions of a year.
pub(super) fn decided(
    story: &Story<'_>,
    id: CampaignId,
    year: Year,
    sheets: &[Sheet],
    archive: &mut Archive,
) -> Result<(), Failure> {
    let taken = day(year.0, 9, 25);
    if !story.stage.has_come(taken) {
        return Ok(());
    }
    let region = &story.tree.region;
    let all: Vec<_> = story.tree.municipalities.iter().map(|(_, unit)| unit).collect();
    let ministry = Some(story.cast.ministry);
    let title =
        format!("О мерах по итогам мониторинга методической работы {}/{} года", year.0 - 1, year.0 % 100);
    let order = Order { story, id, year, unit: region, by: ministry, taken };
    let made = order.of_region(&title, &all, archive)?;
    order.followed(made, false)?;
    for sheet in sheets {
        let unit = story.tree.municipalities.iter().find(|(_, unit)| unit.id == sheet.unit_id);
        let Some((login, unit)) = unit else { continue };
        let schools: Vec<&Unit> = story.tree.schools_of(login).take(3).collect();
        let order = Order { unit, by: story.methodist(sheet), ..order };
        let made = order.of_municipality(sheet, &schools, archive)?;
        order.followed(made, Profile::own_of(story, sheet).is_multiple_of(3))?;
        (story.progress)();
    }
    Ok(())
}

/// A decision of a unit in a year.
#[derive(Clone, Copy)]
struct Order<'a> {
    story: &'a Story<'a>,
    id: CampaignId,
    year: Year,
    unit: &'a Unit,
    by: Option<AccountId>,
    taken: NaiveDate,
}

impl Order<'_> {
    fn of_region(&self, title: &str, to: &[&Unit], archive: &mut Archive) -> Result<DecisionId, Failure> {
        let nos = ["2.3", "2.4", "7.1"].map(str::to_owned).to_vec();
        let new = NewDecision {
            kind: DecisionKind::Directive,
            controller: "заместитель министра образования".to_owned(),
            addressees: to.iter().map(|unit| unit.id).collect(),
            ..self.worded(title, nos, 0)
        };
        let points = [
            ("Рассмотреть итоги мониторинга на заседаниях методических советов", day(self.year.0, 11, 15)),
            ("Включить меры по показателям без баллов в планы работы", day(self.year.0, 12, 10)),
        ];
        let act = |cx: &mut Cx<Write>, archive: &mut Archive| {
            archive.decision(cx, self.story, self.unit, title, self.taken - Days::new(2))
        };
        self.take(&new, &points, None, |cx| act(cx, archive))
    }

    fn of_municipality(
        &self,
        sheet: &Sheet,
        schools: &[&Unit],
        archive: &mut Archive,
    ) -> Result<DecisionId, Failure> {
        let own = Profile::own_of(self.story, sheet);
        let place = usize::try_from(own % 4).unwrap_or(0);
        let title = format!(
            "О мерах по итогам мониторинга методической службы {} за {}/{} учебный год",
            self.story.tree.of(self.unit.id),
            self.year.0 - 1,
            self.year.0 % 100
        );
        let came = self.story.stage.act(self.taken, self.by, |cx| {
            let may = holds::<AnswerRecommendations>(cx)?;
            decisions::sent_to(cx, &may, self.id, self.unit.id)
        })?;
        // Every other one is decided on: what is left the circle names.
        let first = usize::try_from(own % 2).unwrap_or(0);
        let nos: Vec<String> = came.iter().skip(first).step_by(2).map(|one| one.no.clone()).collect();
        let new = NewDecision {
            addressees: schools.iter().map(|unit| unit.id).collect(),
            ..self.worded(&title, nos, place)
        };
        let mut chance = Chance::of(self.story.seed, own);
        let spring =
            day(self.year.0 + 1, 4, 1) + Days::new(u64::try_from(chance.between(0, 60)).unwrap_or(0));
        let points = [
            ("Внести изменения в план работы методической службы", day(self.year.0, 11, 20)),
            ("Провести анализ исполнения рекомендаций и представить справку", spring),
        ];
        let act = |cx: &mut Cx<Write>, archive: &mut Archive| {
            archive.decision(cx, self.story, self.unit, &title, self.taken - Days::new(1))
        };
        self.take(&new, &points, Some(self.unit), |cx| act(cx, archive))
    }

    fn worded(&self, title: &str, nos: Vec<String>, place: usize) -> NewDecision {
        let (taken_at, taken_by) = LEVELS[place % LEVELS.len()];
        let finding = if nos.is_empty() {
            "Показателей без баллов нет: закрепить достигнутое."
        } else {
            ""
        };
        NewDecision {
            kind: DecisionKind::Order,
            is_binding: true,
            topic: TOPICS[place % TOPICS.len()],
            title: title.to_owned(),
            taken_at,
            taken_by: if self.unit.id == self.story.tree.region.id {
                "министр образования".to_owned()
            } else {
                taken_by.to_owned()
            },
            document: None,
            addressees: Vec::new(),
            audience: String::new(),
            controller: CONTROLLER.to_owned(),
            controller_role: String::new(),
            plan: None,
            plan_item: String::new(),
            grounds: NewGrounds { campaign: Some(self.id), nos, finding: finding.to_owned() },
        }
    }

    /// Drafts the decision with its points and takes it with a document.
    fn take(
        &self,
        new: &NewDecision,
        points: &[(&str, NaiveDate)],
        executor: Option<&Unit>,
        document: impl FnOnce(&mut Cx<Write>) -> web::Result<DocumentId>,
    ) -> Result<DecisionId, Failure> {
        self.story.stage.act(self.taken, self.by, |cx| {
            let may = holds::<TakeDecisions>(cx)?;
            let id = deciding::draft(cx, &may, self.unit.id, new)?;
            for (place, (title, due_on)) in points.iter().enumerate() {
                let point = NewPoint {
                    title: (*title).to_owned(),
                    responsible: RESPONSIBLE[usize::from(place > 0 && executor.is_some())].to_owned(),
                    due_on: *due_on,
                    // What an order of a municipality asks of everybody its schools do, where it has any here.
                    unit: if place == 0 { executor.map(|unit| unit.id) } else { None },
                    recommendation: None,
                };
                controlling::add_point(cx, &may, id, &point)?;
            }
            let document = document(cx)?;
            deciding::take(cx, &may, id, Some(document))?;
            Ok(id)
        })
    }

    /// What became of the points by spring: of a year that is over everything has ended.
    fn followed(&self, id: DecisionId, is_moved: bool) -> Result<(), Failure> {
        let is_over = self.story.stage.has_come(day(self.year.0 + 1, 9, 1));
        let winter = workday(self.story.stage.packs(), day(self.year.0, 12, 1));
        let spring = day(self.year.0 + 1, 6, 5);
        for on in [winter, spring] {
            if !self.story.stage.has_come(on) {
                return Ok(());
            }
            self.story.stage.act(on, self.by, |cx| self.controlled(cx, id, on, (is_moved, is_over)))?;
        }
        Ok(())
    }

    fn controlled(
        &self,
        cx: &mut Cx<Write>,
        id: DecisionId,
        on: NaiveDate,
        (is_moved, is_over): (bool, bool),
    ) -> web::Result<()> {
        let (take, carry) = (holds::<TakeDecisions>(cx)?, holds::<CarryOutDecisions>(cx)?);
        let last = on == day(self.year.0 + 1, 6, 5);
        let open = decisions::open_points(cx, &take, id)?;
        let count = open.len();
        for (place, point) in open.into_iter().enumerate() {
            let due = point.due_on <= on;
            if due && is_moved && !is_over && last && place + 1 == count {
                let later = (day(self.year.0 + 1, 8, 20), "Справка уточняется после летних курсов.");
                controlling::prolong(cx, &take, id, point.id, later)?;
            } else if due && (is_over || place % 7 != 3) || (last && is_over) {
                let done = Done { on, outcome: DONE, document: None };
                controlling::complete(cx, &carry, id, point.id, &done)?;
            }
        }
        if last && decisions::open_points(cx, &take, id)?.is_empty() {
            deciding::close(cx, &take, id, "Проверено по документам и отчётам: пункты исполнены.")?;
        }
        Ok(())
    }
}

fn holds<P: Permission>(cx: &Cx<Write>) -> web::Result<Granted<P>> {
    Ok(cx.house().policy.check::<P>(cx.person())?)
}
