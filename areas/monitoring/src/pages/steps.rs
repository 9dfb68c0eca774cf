//! The steps of whoever runs a campaign: opening, closing, publishing, reopening, extending, reminding.

use access::Granted;
use chrono::NaiveTime;
use web::{Cx, Error, Reply, Result, Write, russian};

use super::words;
use crate::access::RunCampaign;
use crate::actions::publish::Publishing;
use crate::actions::{campaign as acts, deadline, publish as acts_publish};
use crate::model::{CampaignId, SheetId};
use crate::rules::CampaignState;

/// `POST …/collection`: opens the collection.
pub(crate) fn open(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    acts::open(cx, &may, id)?;
    cx.notice("Сбор открыт: таблицы разосланы.");
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `POST …/removal`: a plan made by mistake.
pub(crate) fn remove(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let title = acts::remove(cx, &may, id)?;
    cx.notice(&format!("Запланированный мониторинг «{title}» удалён."));
    Ok(Reply::to("/monitoring"))
}

/// `POST …/verification`: closes the collection.
pub(crate) fn verify(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    acts::enter(cx, &may, id, CampaignState::Verifying, "")?;
    cx.notice("Сбор закрыт, идёт проверка.");
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `POST …/publication`: publishes the next revision; a refusal gives the form back as it was filled.
pub(crate) fn publish(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let campaign = acts::locked(cx, &may, cx.request().arg("campaign")?)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let (reason, because) = (check.optional("reason", 2_000), check.optional("because", 300));
    let own = |id: &str| match request.form.text(&format!("because-{id}")) {
        "" => because.to_owned(),
        text => text.chars().take(300).collect(),
    };
    let chosen = request.form.all("without");
    let without: Vec<(SheetId, String)> =
        chosen.iter().filter_map(|id| Some((id.parse().ok()?, own(id)))).collect();
    let outcome = check.done().and_then(|()| {
        acts_publish::publish(cx, &may, campaign.id, &Publishing { reason, without: &without })
    });
    match outcome {
        Ok(_) => {
            cx.notice("Результаты опубликованы: их видят все, кого они касаются.");
            Ok(Reply::to(format!("{}/results", campaign.url())))
        }
        Err(Error::Refused(refusal)) => super::sure::refused(cx, &may, &campaign, refusal.to_string()),
        Err(Error::Invalid(faults)) => {
            let texts: Vec<String> = faults.into_iter().map(|fault| fault.text).collect();
            super::sure::refused(cx, &may, &campaign, texts.join(" "))
        }
        Err(error) => Err(error),
    }
}

/// `POST …/reopening`: back to verification, with a reason; the next publication is a new revision.
pub(crate) fn reopen(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let reason = words::reason(&cx.request().form)?;
    acts::enter(cx, &may, id, CampaignState::Verifying, &reason)?;
    cx.notice("Мониторинг возвращён в проверку. Опубликованная редакция остаётся.");
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `POST /monitoring/sheets/{sheet}/exclusion`: published without this object, for a reason.
pub(crate) fn leave_out(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let sheet: SheetId = cx.request().arg("sheet")?;
    let reason = words::reason(&cx.request().form)?;
    let id = acts::leave_out(cx, &may, sheet, &reason)?;
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// The sheets marked on the page; none means all that are not handed over.
fn chosen(cx: &Cx<Write>) -> Vec<SheetId> {
    cx.request().form.all("sheet").iter().filter_map(|id| id.parse().ok()).collect()
}

/// `POST …/reminders`: reminds the chosen, once a day each.
pub(crate) fn remind(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let text = words::reason(&cx.request().form)?;
    let sent = deadline::remind(cx, &may, id, &chosen(cx), &text)?;
    let objects = russian::counted(i64::try_from(sent).unwrap_or(0), "объекту", "объектам", "объектам");
    cx.notice(&match sent {
        0 => "Сегодня этим объектам уже напоминали.".to_owned(),
        _ => format!("Напоминание отправлено {objects}: оно видно в «Моих делах»."),
    });
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `POST …/extension`: a later day and hour for the chosen.
pub(crate) fn extend(cx: &mut Cx<Write>, may: Granted<RunCampaign>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    acts::locked(cx, &may, id)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let day = check.date("day");
    let reason = check.optional("reason", 500);
    if day.is_none() && request.form.text("day").is_empty() {
        check.fault("day", "Укажите новый срок.");
    }
    let hour = hour(request.form.text("hour")).map_err(|text| Error::field("hour", text))?;
    check.done()?;
    let extended = deadline::extend(cx, &may, id, &chosen(cx), (day.unwrap_or_default(), hour), reason)?;
    let objects = russian::counted(i64::try_from(extended).unwrap_or(0), "объекту", "объектам", "объектам");
    cx.notice(&format!("Срок продлён {objects}."));
    Ok(Reply::to(format!("/monitoring/{id}")))
}

/// `19:00`; an empty text is the end of the day.
pub(super) fn hour(text: &str) -> std::result::Result<Option<NaiveTime>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let read =
        NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"));
    read.map(Some).map_err(|_| format!("«{text}» – не время. Напишите часы и минуты: 19:00."))
}
