//! Tables as files: a sheet and a whole campaign out to XLSX.

use access::Granted;
use web::{Body, Cx, Error, PaperForm, Read, Reply, Result, russian};

use super::sheet::shown;
use crate::access::SeeSheets;
use crate::exchange::{self, consolidated, out};
use crate::model::CampaignId;
use crate::papers::{self, table::Standing};
use crate::reach::Reach;
use crate::store::{campaigns, sheets};

/// `GET /monitoring/sheets/{sheet}/xlsx`: the sheet, fillable for whoever may fill it.
pub(crate) fn sheet(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let work = exchange::opened(cx, &may)?;
    let shown = shown(cx, &work);
    let book = out::workbook(cx, &shown)?;
    file(&book, &exchange::file_name(work.sheet.name(), &work.campaign.period))
}

/// `GET /monitoring/sheets/{sheet}/paper?as=pdf`: the sheet as the regulation prints it, to be signed.
pub(crate) fn paper(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let work = exchange::opened(cx, &may)?;
    let shown = shown(cx, &work);
    let today = cx.today_at(&work.sheet.unit_path)?;
    let taken = russian::moment(cx.now(), cx.zone_at(&work.sheet.unit_path)?);
    let paper = Standing::of_sheet(&shown, today, &taken).paper();
    let name = exchange::named(work.sheet.name(), &work.campaign.period, form.code());
    papers::printed(cx, &paper, form, &name)
}

/// `GET /monitoring/{campaign}/xlsx`: every sheet of the campaign the person sees, declared and accepted.
pub(crate) fn campaign(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    if !campaigns::concerns(&campaign.unit_path, may.scopes()) {
        return Err(Error::NotFound);
    }
    // Whoever is named for a sheet of their own has no part in the table of all.
    let reach = Reach::of(cx, &may);
    let all = sheets::of_campaign(cx.conn(), id, reach.ranges())?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    let objects = all.len();
    cx.may_export(objects)?;
    let book = consolidated::workbook(cx, &campaign, all)?;
    let reply = file(&book, &exchange::file_name("Мониторинг", &campaign.period))?;
    cx.exported(objects);
    Ok(reply)
}

fn file(book: &::sheets::Workbook, name: &str) -> Result<Reply> {
    let bytes = ::sheets::xlsx(book).map_err(|e| Error::Broken(e.to_string()))?;
    Ok(Reply::of(Body::File { bytes, media_type: exchange::XLSX.to_owned(), name: name.to_owned() }))
}
