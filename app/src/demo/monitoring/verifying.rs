//! The institute looks at what was handed in: judges line 1.2 itself, turns some answers down with a reason, gives some
//! sheets back, accepts the rest.

use chrono::NaiveDate;
use monitoring::VerifySheet;
use monitoring::actions::verify::{self, Word};
use monitoring::model::{Ruling, Sheet};

use super::Story;
use super::profile::Profile;
use crate::Failure;

/// The line that is a judgement of the institute (примечание A22).
const JUDGED: &str = "1.2";
const GROUND: &str = "Результаты сформулированы измеримо и отвечают целям, названным в разделе 2 Положения.";

const REASONS: [&str; 4] = [
    "Документ относится к прошлому учебному году.",
    "Из приложенного файла не видно, что мероприятия проведены: нет дат и явки.",
    "Приложен план, а показатель спрашивает анализ его выполнения.",
    "Документ не подписан и не зарегистрирован.",
];
const REMARKS: [&str; 3] = [
    "Приложите документ за этот учебный год: срок действия приложенного истёк.",
    "Укажите в журнале даты семинаров и число участников.",
    "Файл не открывается на нужной странице: приложите документ целиком.",
];

/// Rules on the sheet and ends its verification.
pub(super) fn verify(
    story: &Story<'_>,
    sheet: &Sheet,
    profile: &Profile,
    on: NaiveDate,
) -> Result<(), Failure> {
    story.stage.act(on, Some(story.cast.institute), |cx| {
        let may = cx.house().policy.check::<VerifySheet>(cx.person())?;
        let judged = Word { ruling: Ruling::Accepted, reason: GROUND.to_owned(), mark: None };
        verify::rule(cx, &may, sheet.id, JUDGED, &judged)?;
        for (no, reason) in
            profile.rejected.iter().zip(REASONS.iter().cycle().skip(sheet.unit_name.len() % 4))
        {
            let word = Word { ruling: Ruling::Rejected, reason: (*reason).to_owned(), mark: None };
            verify::rule(cx, &may, sheet.id, no, &word)?;
        }
        verify::accept(cx, &may, sheet.id)
    })
}

/// Gives the sheet back with remarks to three of its lines.
pub(super) fn give_back(
    story: &Story<'_>,
    sheet: &Sheet,
    profile: &Profile,
    on: NaiveDate,
) -> Result<(), Failure> {
    let lines = profile.present.iter().filter(|no| no.starts_with("3."));
    let remarks: Vec<(String, String)> =
        lines.zip(REMARKS).map(|(no, remark)| (no.clone(), remark.to_owned())).collect();
    let reason = "По трём показателям подтверждение нужно поправить, остальные приняты.";
    story.stage.act(on, Some(story.cast.institute), |cx| {
        let may = cx.house().policy.check::<VerifySheet>(cx.person())?;
        verify::give_back(cx, &may, sheet.id, &remarks, reason, on + chrono::Days::new(14))
    })
}
