//! Pages of mentoring: the list with who needs a mentor, the choice, the card with its bar, the order, the own pairs.

mod accord;
mod adapted;
mod application;
mod application_form;
mod around;
mod asked;
mod assessed;
mod basis;
mod card;
mod cells;
mod choice;
mod choice_form;
mod choice_rows;
mod conclusion;
mod control;
mod correcting;
mod deeds;
mod early_end;
mod ending;
mod ending_form;
mod experience;
mod experience_card;
mod extract;
mod forms;
mod functions;
mod gatherings;
mod goals;
mod ground_paper;
mod growth;
mod hearing;
mod issuing;
mod kept;
mod life;
mod list;
mod matters;
mod mentor_plan;
mod mentors;
mod named;
mod onward;
mod order;
mod own;
mod pairs;
mod picked;
mod picture;
mod plan;
mod planning;
mod printed;
mod replacement;
mod report;
mod sheets;
mod steps;
mod studied_file;
mod studies;
mod successor;
mod tabs;
mod timeline;
mod visits;
mod weighing;
mod words;
mod years;
mod young;
mod young_card;

use access::SignedIn;
use web::{Cx, Error, Mode, Result, Route, get, post};

use crate::actions::{Side, everywhere, side};
use crate::model::{Pair, PairId};
use crate::{KeepMentoring, OrderMentoring, SeeMentoring, store};

/// Choices of a field: what is sent, what is shown.
type Choices = Vec<(String, String)>;

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    let mut all = pairs();
    all.extend(signed_papers());
    all.extend(printed_papers());
    all.extend(around_pairs());
    all.extend(experiences());
    all
}

/// Lists, the way to the order, the card.
fn pairs() -> Vec<Route> {
    vec![
        get("/mentoring", list::page),
        post("/mentoring", choice::begin),
        get("/mentoring/choice", choice::page),
        get("/mentoring/own", own::page),
        get("/mentoring/young", young::page),
        get("/mentoring/young/register", young::register),
        get("/mentoring/young/{person}", young_card::page),
        post("/mentoring/young/{person}/adaptation", young_card::study),
        get("/mentoring/adaptation", studies::page),
        get("/mentoring/adaptation/register", studied_file::register),
        post("/mentoring/adaptation", studies::save),
        get("/mentoring/adaptation/municipalities", adapted::page),
        get("/mentoring/adaptation/municipalities/register", adapted::register),
        get("/mentoring/mentors", mentors::page),
        get("/mentoring/mentors/register", mentors::register),
        get("/mentoring/pairs", pairs::page),
        get("/mentoring/pairs/register", pairs::register),
        get("/mentoring/picture", picture::page),
        get("/mentoring/picture/register", picture::register),
        get("/mentoring/sheets", sheets::form),
        post("/mentoring/sheets", sheets::save),
        get("/mentoring/sheets/paper", sheets::paper),
        get("/mentoring/sheets/extract", extract::paper),
        get("/mentoring/sheets/candidates", weighing::page),
        get("/mentoring/{mentorship}", card::page),
        post("/mentoring/{mentorship}/steps/{step}", steps::step).uploads(),
        post("/mentoring/{mentorship}/consent", steps::agree),
        get("/mentoring/{mentorship}/steps/{step}/correction", correcting::form),
        post("/mentoring/{mentorship}/steps/{step}/correction", correcting::correct).uploads(),
        get("/mentoring/{mentorship}/basis", basis::form),
        post("/mentoring/{mentorship}/basis", basis::amend),
        post("/mentoring/{mentorship}/cancellation", steps::cancel),
        get("/mentoring/{mentorship}/order", order::form),
        post("/mentoring/{mentorship}/order", order::issue).prepare(order::print),
        get("/mentoring/{mentorship}/paper", order::paper),
        post("/mentoring/{mentorship}/announcement", steps::announce),
        post("/mentoring/{mentorship}/works", life::write),
        post("/mentoring/{mentorship}/works/{mentoring_work}", life::correct),
        post("/mentoring/{mentorship}/tasks", life::plan),
        post("/mentoring/{mentorship}/tasks/template", life::template),
        post("/mentoring/{mentorship}/tasks/{task}/completion", life::done),
        get("/mentoring/{mentorship}/reports", report::form),
        post("/mentoring/{mentorship}/reports", report::submit),
        post("/mentoring/{mentorship}/reports/{mentoring_report}/hearing", life::hear),
        post("/mentoring/{mentorship}/successor", successor::succeed),
        post("/mentoring/{mentorship}/mentors/{mentor}/recommendation", successor::recommend),
        post("/mentoring/{mentorship}/mentors/{mentor}/deputy", successor::agree),
        post("/mentoring/{mentorship}/mentors/{mentor}/acceptance", successor::accept),
        get("/mentoring/{mentorship}/mentors/{mentor}/paper", replacement::paper),
        get("/mentoring/{mentorship}/mentors/{mentor}/replacement", replacement::form),
        post("/mentoring/{mentorship}/mentors/{mentor}/replacement", replacement::issue)
            .uploads()
            .prepare(replacement::print),
        post("/mentoring/{mentorship}/mentors/{mentor}/announcement", deeds::announce),
        post("/mentoring/{mentorship}/mentors/{mentor}/handing", deeds::hand),
        post("/mentoring/{mentorship}/mentors/{mentor}/withdrawal", ending::withdraw),
        post("/mentoring/{mentorship}/completion", ending::finish),
        get("/mentoring/{mentorship}/end", early_end::form),
        post("/mentoring/{mentorship}/end", early_end::issue).uploads().prepare(early_end::print),
        get("/mentoring/{mentorship}/grounds/{document}", ending::ground),
        get("/mentoring/{mentorship}/grounds/{document}/replacement", ground_paper::form),
        post("/mentoring/{mentorship}/grounds/{document}/replacement", ground_paper::replace).uploads(),
        get("/mentoring/{mentorship}/end/paper", early_end::paper),
        get("/mentoring/{mentorship}/application", application_form::form),
        post("/mentoring/{mentorship}/applications", application_form::apply).uploads(),
        get("/mentoring/{mentorship}/applications/{application}", application::page),
        get("/mentoring/{mentorship}/applications/{application}/file", application::file),
        post("/mentoring/{mentorship}/applications/{application}/withdrawal", application::withdraw),
        post("/mentoring/{mentorship}/applications/{application}/answer", application::answer),
    ]
}

/// What two people sign before the order.
fn signed_papers() -> Vec<Route> {
    vec![
        get("/mentoring/{mentorship}/mentors/{mentor}/consent", accord::consent),
        get("/mentoring/{mentorship}/mentors/{mentor}/consent/scan", accord::consent_scan),
        get("/mentoring/{mentorship}/mentors/{mentor}/consent/signed", accord::consent_form),
        post("/mentoring/{mentorship}/mentors/{mentor}/consent/signed", accord::attach_consent).uploads(),
        get("/mentoring/{mentorship}/mentors/{mentor}/agreement", accord::agreement),
        get("/mentoring/{mentorship}/mentors/{mentor}/agreement/scan", accord::agreement_scan),
        get("/mentoring/{mentorship}/mentors/{mentor}/agreement/signed", accord::agreement_form),
        post("/mentoring/{mentorship}/mentors/{mentor}/agreement/signed", accord::attach_agreement).uploads(),
    ]
}

/// Positive experience of pairs.
fn experiences() -> Vec<Route> {
    vec![
        get("/mentoring/experience", experience::page),
        get("/mentoring/experience/{experience}", experience_card::page),
        post("/mentoring/experience/{experience}/correction", experience_card::correct),
        post("/mentoring/experience/{experience}/generalisation", experience_card::generalise),
        post("/mentoring/experience/{experience}/passing", experience_card::pass),
        get("/mentoring/{mentorship}/experience", experience_card::form),
        post("/mentoring/{mentorship}/experience", experience_card::register),
    ]
}

/// What is printed of the life of a pair.
fn printed_papers() -> Vec<Route> {
    vec![
        get("/mentoring/{mentorship}/reports/{mentoring_report}/paper", printed::report),
        get("/mentoring/{mentorship}/works/{mentoring_work}/paper", printed::analysis),
        get("/mentoring/{mentorship}/visits/{visit}/paper", printed::visit),
        get("/mentoring/{mentorship}/goals/paper", printed::growth),
        get("/mentoring/{mentorship}/conclusion", conclusion::paper),
    ]
}

/// The life around pairs.
fn around_pairs() -> Vec<Route> {
    vec![
        get("/mentoring/control", control::page),
        get("/mentoring/hearing", hearing::page),
        get("/mentoring/hearing/paper", hearing::paper),
        post("/mentoring/{mentorship}/reports/{mentoring_report}/handing", hearing::hand),
        get("/mentoring/gatherings", gatherings::page),
        post("/mentoring/gatherings", gatherings::hold),
        post("/mentoring/group", gatherings::gather),
        post("/mentoring/group/{group_member}/end", gatherings::part),
        get("/mentoring/{mentorship}/plan", plan::page),
        get("/mentoring/{mentorship}/plan/paper", plan::paper),
        get("/mentoring/{mentorship}/plan/mentor", mentor_plan::page),
        post("/mentoring/{mentorship}/plan/mentor", mentor_plan::save),
        get("/mentoring/{mentorship}/plan/mentor/paper", mentor_plan::paper),
        post("/mentoring/{mentorship}/plan/goals", planning::goals),
        post("/mentoring/{mentorship}/plan/lines", planning::add),
        post("/mentoring/{mentorship}/plan/tasks", planning::tasks),
        post("/mentoring/{mentorship}/plan/templates", planning::template),
        post("/mentoring/{mentorship}/plan/lines/{task}/completion", planning::done),
        post("/mentoring/{mentorship}/plan/lines/{task}/reopening", planning::reopen),
        post("/mentoring/{mentorship}/plan/lines/{task}/removal", planning::remove),
        post("/mentoring/{mentorship}/plan/agreement", planning::agree),
        post("/mentoring/{mentorship}/plan/review", planning::review),
        get("/mentoring/{mentorship}/around", around::page),
        post("/mentoring/{mentorship}/visits", visits::plan),
        post("/mentoring/{mentorship}/visits/{visit}/outcome", visits::hold),
        post("/mentoring/{mentorship}/visits/{visit}/calling-off", visits::call_off),
        post("/mentoring/{mentorship}/matters", matters::raise),
        post("/mentoring/{mentorship}/matters/{matter}/answer", matters::answer),
        post("/mentoring/{mentorship}/matters/{matter}/next", onward::step),
        get("/mentoring/{mentorship}/matters/{matter}/file", assessed::file),
        get("/mentoring/{mentorship}/matters/{matter}/paper", assessed::form),
        post("/mentoring/{mentorship}/matters/{matter}/paper", assessed::keep).uploads(),
        get("/mentoring/{mentorship}/goals", goals::page),
        post("/mentoring/{mentorship}/goals", goals::answer),
        get("/mentoring/{mentorship}/timeline", timeline::page),
    ]
}

/// What the person of the request may do with a pair.
#[derive(Debug, Clone, Copy, Default)]
struct Power {
    /// Prepares it, writes its journal.
    keeps: bool,
    /// Issues its orders.
    orders: bool,
    /// Is of it.
    side: Option<Side>,
    /// Was its mentee and works here no more: reads.
    has_left: bool,
}

impl Power {
    /// Whether the person writes the journal and the plan.
    fn works(self) -> bool {
        self.keeps || (self.side.is_some() && !self.has_left)
    }

    /// Whether the person reads what stands behind its orders: applications, notices, certificates.
    fn reads_grounds(self) -> bool {
        self.keeps || self.orders
    }
}

/// The pair of the address, for who sees it by the place or is of it.
fn asked<M: Mode>(cx: &mut Cx<M>) -> Result<(Pair, Power)> {
    let id: PairId = cx.request().arg("mentorship")?;
    cx.house().policy.check::<SignedIn>(cx.person())?;
    let pair = store::find(cx.conn(), &everywhere(), id)?.ok_or(Error::NotFound)?;
    let side = side(cx, &pair)?;
    let has_left = side == Some(Side::Mentee) && crate::actions::has_left(cx, &pair)?;
    let policy = &cx.house().policy;
    let (person, path) = (cx.person(), pair.unit_path.as_str());
    let sees = policy.check::<SeeMentoring>(person).is_ok_and(|may| may.ranges().holds(path));
    if !sees && side.is_none() {
        return Err(Error::NotFound);
    }
    let power = Power {
        keeps: policy.check::<KeepMentoring>(person).is_ok_and(|may| may.ranges().holds(path)),
        orders: policy.check::<OrderMentoring>(person).is_ok_and(|may| may.ranges().holds(path)),
        side,
        has_left,
    };
    Ok((pair, power))
}
