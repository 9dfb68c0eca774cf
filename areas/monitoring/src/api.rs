//! Monitoring for programs: campaigns, sheets and their answers, published results; what a page shows and no more.

mod answers;
mod campaigns;
mod object;
mod results;
mod sheets;

use web::api::{Doc, Id, Text, Whole};
use web::{Route, get, put};

use crate::rules::Answer;

const TAG: &str = "Мониторинг";

/// The area's routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    [campaign_routes(), sheet_routes(), result_routes()].into_iter().flatten().collect()
}

fn campaign_routes() -> Vec<Route> {
    vec![
        get("/api/v1/campaigns", campaigns::list).api(
            doc("listCampaigns", "Мониторинги, которые касаются владельца ключа, новые сначала")
                .pages::<campaigns::CampaignOut>(),
        ),
        get("/api/v1/campaigns/{campaign}", campaigns::one).api(
            doc("getCampaign", "Мониторинг и\u{a0}его публикации")
                .path("campaign", CAMPAIGN, Id)
                .answers::<campaigns::CampaignWhole>(),
        ),
        get("/api/v1/campaigns/{campaign}/sheets", sheets::list).api(
            doc("listSheets", "Таблицы мониторинга по\u{a0}названию объекта, с\u{a0}баллами на\u{a0}сейчас")
                .path("campaign", CAMPAIGN, Id)
                .pages::<sheets::SheetOut>(),
        ),
    ]
}

fn sheet_routes() -> Vec<Route> {
    vec![
        get("/api/v1/sheets/{sheet}", sheets::one).api(
            doc("getSheet", "Таблица объекта с\u{a0}баллами на\u{a0}сейчас")
                .path("sheet", SHEET, Id)
                .answers::<sheets::SheetOut>(),
        ),
        get("/api/v1/sheets/{sheet}/answers", answers::list).api(
            doc("listAnswers", "Все показатели таблицы с\u{a0}ответами, в\u{a0}порядке таблицы")
                .path("sheet", SHEET, Id)
                .pages_by_number::<answers::AnswerOut>(),
        ),
        get("/api/v1/sheets/{sheet}/answers/{no}", answers::one).api(
            doc("getAnswer", "Ответ на\u{a0}показатель; пока его нет, версия 0")
                .path("sheet", SHEET, Id)
                .path("no", NO, Text)
                .answers::<answers::AnswerOut>()
                .tagged(),
        ),
        put("/api/v1/sheets/{sheet}/answers/{no}", answers::save).api(
            doc("putAnswer", "Ответить на\u{a0}показатель; пустой объект снимает ответ")
                .path("sheet", SHEET, Id)
                .path("no", NO, Text)
                .takes::<Answer>()
                .answers::<answers::SavedOut>()
                .tagged()
                .conflicts::<answers::ConflictOut>(),
        ),
    ]
}

fn result_routes() -> Vec<Route> {
    vec![
        get("/api/v1/campaigns/{campaign}/results", results::list).api(
            doc("listResults", "Опубликованные результаты всех объектов, по\u{a0}месту")
                .path("campaign", CAMPAIGN, Id)
                .query("revision", REVISION, Whole)
                .pages_by_number::<results::ObjectOut>()
                .answers::<results::ResultsOut>(),
        ),
        get("/api/v1/campaigns/{campaign}/results/{unit}", object::one).api(
            doc(
                "getResult",
                "Опубликованный результат объекта: каждый показатель, почему столько и\u{a0}что дало бы балл",
            )
            .path("campaign", CAMPAIGN, Id)
            .path("unit", "Номер территории или организации", Id)
            .query("revision", REVISION, Whole)
            .query("subject", "Орган или человек внутри неё, если измеряли его", Text)
            .answers::<object::ObjectWhole>(),
        ),
    ]
}

const CAMPAIGN: &str = "Номер мониторинга";
const SHEET: &str = "Номер таблицы";
const NO: &str = "Номер показателя: 1.1";
const REVISION: &str = "Редакция публикации; без неё – последняя";

fn doc(id: &'static str, summary: &'static str) -> Doc {
    Doc::new(id, summary).tag(TAG)
}

/// An empty text is none.
fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
