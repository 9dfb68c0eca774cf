//! The recommendations to one unit after a monitoring, in the order of the table: read, received and answered together.

use std::collections::HashMap;

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use monitoring::model::CampaignId;
use units::UnitId;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::occasion::{Occasion, letter_url};
use super::{board, issuing, sight, words};
use crate::actions::{answering, sending};
use crate::model::{Measure, Recommendation};
use crate::papers::{self, Letter};
use crate::rules::Status;
use crate::vanished::vanished;
use crate::{AnswerRecommendations, IssueRecommendations, SeeRecommendations, access as reach, store};

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage {
    csrf: String,
    name: String,
    about: String,
    url: String,
    board_url: String,
    circle_url: String,
    rows: Vec<Row>,
    drafts: usize,
    unread: usize,
    reply_by: String,
    fault: String,
    may_issue: bool,
    may_answer: bool,
}

struct Row {
    no: String,
    title: String,
    object: String,
    finding: &'static str,
    text: String,
    url: String,
    state: (String, &'static str),
    reply: String,
    /// The deficit is gone from a later revision, in words.
    gone: String,
    /// The paper the answer came on, in words.
    on_paper: String,
    measures: Vec<(String, String, (&'static str, &'static str))>,
    action: &'static str,
}

/// `GET /recommendations/campaigns/{campaign}/units/{unit}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    show(cx, &may, Vec::new())
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<SeeRecommendations>,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let occasion = Occasion::asked(cx, may)?;
    let unit: UnitId = cx.request().arg("unit")?;
    let issuing = issuing(cx);
    let all = store::of_unit(cx.conn(), &sight(may, &issuing), occasion.id(), unit.0)?;
    let first = all.first().ok_or(Error::NotFound)?.clone();
    let today = cx.today_at(&first.unit_path)?;
    let reply_by = match cx.request().form.text("reply_by") {
        "" => sending::usual_reply(cx, &occasion.path)?.to_string(),
        typed => typed.to_owned(),
    };
    let has = |status: Status| all.iter().filter(|one| one.status() == status).count();
    let may_answer = reach::answers(cx, &first.unit_path);
    let page = LetterPage {
        csrf: cx.csrf().to_owned(),
        name: first.unit_name.clone(),
        about: occasion.about(),
        url: letter_url(occasion.id(), unit),
        board_url: occasion.url(),
        circle_url: if occasion.campaign.is_some() { format!("/circle/{unit}") } else { String::new() },
        drafts: all.iter().filter(|one| one.status() == Status::Draft && reach::issues(cx, one)).count(),
        unread: has(Status::Sent),
        rows: rows(cx, &all, may_answer, today)?,
        reply_by,
        fault: faults.into_iter().next().map(|one| one.text).unwrap_or_default(),
        may_issue: reach::has::<IssueRecommendations, M>(cx, &occasion.path),
        may_answer,
    };
    Page::titled(format!("Адресные рекомендации – {}", first.unit_name))
        .at(&first.unit_path)
        .under("/recommendations")
        .show(&page)
}

/// `GET …/units/{unit}/paper?as=pdf`: the letter, with a place for date and number.
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let occasion = Occasion::asked(cx, &may)?;
    let unit: UnitId = cx.request().arg("unit")?;
    let issuing = issuing(cx);
    let mut all = store::of_unit(cx.conn(), &sight(&may, &issuing), occasion.id(), unit.0)?;
    all.retain(|one| !one.status().is_over() && one.status() != Status::Refused);
    let first = all.first().ok_or(Error::NotFound)?;
    let (path, owner) = (first.unit_path.clone(), first.owner_id);
    // A letter has one sender: without a monitoring several may have written to the same unit.
    all.retain(|one| one.owner_id == owner);
    if occasion.campaign.is_none() {
        // And it goes out once: what is drafted, else what was sent together last.
        let batch =
            all.iter().filter(|one| one.status() != Status::Draft).filter_map(|one| one.sent_at).max();
        let is_drafted = all.iter().any(|one| one.status() == Status::Draft);
        all.retain(|one| if is_drafted { one.status() == Status::Draft } else { one.sent_at == batch });
    }
    let day = cx.today_at(&path)?;
    let units = units::store::all_of(cx.conn(), &[owner.0, unit.0])?;
    let named = |id: UnitId| units.iter().find(|one| one.id == id).ok_or(Error::NotFound);
    let forms = store::forms::of_unit(cx.conn(), owner)?;
    let unit = named(unit)?;
    let campaign = occasion.campaign.as_ref();
    let head = units::letterhead(cx.conn(), owner)?;
    let letter = Letter { head, unit, campaign, all: &all, day, forms: &forms };
    papers::printed(cx, &letter.paper(), &format!("Адресные рекомендации, {}", unit.short_name))
}

fn rows<M: Mode>(
    cx: &mut Cx<M>,
    all: &[Recommendation],
    may_answer: bool,
    today: NaiveDate,
) -> Result<Vec<Row>> {
    let mut measures = store::measures_of_each(cx.conn(), all)?;
    let gone = match all.first() {
        Some(first) => vanished(cx, first.campaign_id, all)?,
        None => HashMap::new(),
    };
    let ids: Vec<i64> = all.iter().map(|one| one.id.0).collect();
    let papers = store::paper_answers::of(cx.conn(), &ids)?;
    let told = |one: Measure| {
        let state = words::measure(&one, today);
        (one.title, format!("{}, до\u{a0}{}", one.responsible, russian::date(one.due_on)), state)
    };
    let row = |one: &Recommendation| Row {
        no: one.no.clone(),
        title: one.title.clone(),
        object: if one.subject.is_empty() && one.campaign_id.is_none() {
            words::whom(one)
        } else {
            one.subject.clone()
        },
        finding: words::finding(&one.finding),
        text: one.text.clone(),
        url: one.url(),
        state: words::state(one, today),
        reply: words::reply(one),
        gone: gone.get(&one.id).map(|revision| words::gone(*revision)).unwrap_or_default(),
        on_paper: papers.get(&one.id.0).map(words::on_paper).unwrap_or_default(),
        measures: measures.remove(&one.id.0).unwrap_or_default().into_iter().map(told).collect(),
        action: match one.status() {
            Status::Draft => "Поправить",
            Status::Sent | Status::Acknowledged if may_answer => "Ответить",
            _ => "Открыть",
        },
    };
    Ok(all.iter().map(row).collect())
}

/// `POST …/units/{unit}/dispatch`
pub(super) fn dispatch(cx: &mut Cx<Write>, may: Granted<IssueRecommendations>) -> Result<Reply> {
    let unit: UnitId = cx.request().arg("unit")?;
    board::dispatched(cx, &may, Some(unit), "", show)
}

/// `POST …/units/{unit}/receipt`: everything that was sent arrived.
pub(super) fn acknowledge(cx: &mut Cx<Write>, may: Granted<AnswerRecommendations>) -> Result<Reply> {
    let unit: UnitId = cx.request().arg("unit")?;
    let campaign: Option<CampaignId> = cx.request().arg("campaign").ok();
    let nowhere = db::Ranges::default();
    let sight = store::Sight { scope: may.ranges(), issuing: &nowhere, own: &[] };
    let all = store::of_unit(cx.conn(), &sight, campaign, unit.0)?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    for one in all.iter().filter(|one| one.status() == Status::Sent) {
        match answering::acknowledge(cx, &may, one.id) {
            // A colleague was quicker with this one.
            Err(Error::Refused(_)) => {}
            outcome => outcome?,
        }
    }
    cx.notice("Получение отмечено. Теперь ответьте на\u{a0}каждую рекомендацию мерами или отклоните её с\u{a0}причиной.");
    Ok(Reply::to(letter_url(campaign, unit)))
}
