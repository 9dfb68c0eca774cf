//! An archive of all reports of a monitoring: asked for once, made by a job.

use access::Granted;
use audit::Action;
use monitoring::model::CampaignId;
use serde_json::json;
use units::UnitId;
use web::{Cx, Error, PaperForm, Result, Write};

use super::campaign;
use crate::model::{Batch, BatchId};
use crate::rules::Refusal;
use crate::source::{Source, Whose};
use crate::{WriteReports, jobs, store};

/// Asks for the archive; while one of the same form is being made, a second click leads to it.
pub fn ask(
    cx: &mut Cx<Write>,
    may: &Granted<WriteReports>,
    id: CampaignId,
    form: PaperForm,
) -> Result<Batch> {
    let campaign = campaign(cx, may, id)?;
    // Only the owner of a monitoring reports on all of its objects.
    if !may.scopes().iter().any(|scope| scope.path == campaign.unit_path) {
        return Err(Error::NotFound);
    }
    cx.tx().lock("campaigns", id.0)?;
    let known = store::batches::of(cx.conn(), id, campaign.unit_id.0)?;
    if let Some(one) = known.into_iter().find(|one| one.is_under_way() && one.form == form.code()) {
        // One that failed for good is tried anew.
        cx.enqueue(jobs::BATCH, &one.id.to_string(), &json!({ "batch": one.id }))?;
        return Ok(one);
    }
    let house = cx.house_handle();
    let source = Source::read(cx.conn(), &house, (&campaign, Whose::Everybody), &campaign.unit_path)?;
    if !source.is_standing {
        return Err(Refusal::Reopened(campaign.url()).into());
    }
    let (new, now) = (BatchId(cx.id()), cx.now());
    let batch = Batch {
        id: new,
        campaign_id: id,
        issuer_id: UnitId(campaign.unit_id.0),
        issuer_path: campaign.unit_path.clone(),
        form: form.code().to_owned(),
        status: "queued".to_owned(),
        done: 0,
        total: i64::try_from(source.now.objects.len()).unwrap_or(i64::MAX),
        fault: String::new(),
        file_id: None,
        created_at: now,
        created_by: cx.person().map(|person| person.account.0),
        finished_at: None,
    };
    store::batches::add(cx.tx(), &batch)?;
    cx.enqueue(jobs::BATCH, &batch.id.to_string(), &json!({ "batch": batch.id }))?;
    let what = ("reports", "batch", batch.id.0);
    let details = json!({ "form": batch.form, "reports": batch.total });
    cx.journal(Action::Created, what, &campaign.unit_path, "Запрошен архив отчётов", details)?;
    Ok(batch)
}
