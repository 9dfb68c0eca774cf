//! Words that several pages say.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use web::russian;

use crate::model::{Decision, Measure, PaperAnswer, Recommendation};
use crate::rules::Points;

/// Why an indicator has no points, by the published state.
pub(super) fn finding(code: &str) -> &'static str {
    match code {
        "" => "",
        "absent" => "нет, как указано в таблице",
        "rejected" => "не подтверждено при проверке",
        "no_answer" => "нет ответа",
        _ => "баллов нет",
    }
}

/// «0 из 2»
pub(super) fn points(points: Option<Points>) -> String {
    let told = |number: Decimal| russian::decimal(&number.normalize().to_string());
    points.map_or_else(|| "–".to_owned(), |one| format!("{} из\u{a0}{}", told(one.score), told(one.max)))
}

/// The status with its tone; an answer that is late says so.
pub(super) fn state(one: &Recommendation, today: NaiveDate) -> (String, &'static str) {
    if one.is_overdue(today) {
        return ("ответ просрочен".to_owned(), "bad");
    }
    (one.status().title().to_owned(), one.status().tone())
}

/// The state of a measure with its tone.
pub(super) fn measure(one: &Measure, today: NaiveDate) -> (&'static str, &'static str) {
    match one.status.as_str() {
        "done" => ("выполнена", "ok"),
        "cancelled" => ("отменена", "muted"),
        _ if one.is_overdue(today) => ("просрочена", "bad"),
        _ => ("в\u{a0}плане", "info"),
    }
}

/// «ответ до 18.07.2026»
pub(super) fn reply(one: &Recommendation) -> String {
    match one.reply_by {
        Some(day) if one.status().awaits_answer() => format!("ответ до\u{a0}{}", russian::date(day)),
        _ => String::new(),
    }
}

/// «Приказ · обязательное»
pub(super) fn decision_kind(one: &Decision) -> String {
    let force = if one.is_binding { "обязательное" } else { "рекомендательное" };
    format!("{} · {force}", one.kind().title())
}

/// The state of a point with its tone; nothing is late before the decision is taken.
pub(super) fn point(one: &Measure, today: NaiveDate, is_taken: bool) -> (&'static str, &'static str) {
    match one.status.as_str() {
        "done" => ("исполнен", "ok"),
        "cancelled" => ("снят с\u{a0}контроля", "muted"),
        _ if one.is_overdue(today) && is_taken => ("просрочен", "bad"),
        _ => ("исполняется", "info"),
    }
}

/// «Руководитель РМО: Кедрова А. П.»; a post that only repeats the level is said once.
pub(super) fn taken_by(one: &Decision) -> String {
    let level = one.taken_at().title();
    match one.taken_by.as_str() {
        by if by.is_empty() || db::fold(by) == db::fold(level) => level.to_owned(),
        by => format!("{level}: {by}"),
    }
}

/// «недостаток снят редакцией 2»: a later revision gave the points.
pub(super) fn gone(revision: i64) -> String {
    format!("недостаток снят редакцией {revision}")
}

/// «категории педагогов: учителя физики»; empty after a monitoring.
pub(super) fn whom(one: &Recommendation) -> String {
    match (one.audience(), one.addressee.as_str()) {
        (None, whom) => whom.to_owned(),
        (Some(audience), "") => audience.title().to_owned(),
        (Some(audience), whom) => format!("{}: {whom}", audience.title()),
    }
}

/// «внесено с бумаги № 5 от 10.06.2026»
pub(super) fn on_paper(one: &PaperAnswer) -> String {
    format!("внесено с\u{a0}бумаги №\u{a0}{} от\u{a0}{}", one.number, russian::date(one.dated))
}
