//! The cells of the board of control: what each says, its tone, the place it opens.

use chrono::NaiveDate;

use super::words;
use crate::board::Stood;
use crate::rules::{Standing, Wrong};

/// A cell.
pub(super) struct Cell {
    pub label: &'static str,
    pub text: String,
    pub note: String,
    pub tone: &'static str,
    pub url: String,
}

/// The cells of a pair, in the order of the columns.
pub(super) fn cells(one: &Stood, asks_reports: bool, today: NaiveDate) -> Vec<Cell> {
    let (standing, wrongs) = (&one.standing, one.standing.wrongs(today));
    let tone = |wrong: Wrong, bad| if wrongs.contains(&wrong) { bad } else { "ok" };
    let journal = standing.last.map_or_else(|| "записей нет".to_owned(), |day| words::ago(day, today));
    let briefed = match standing.is_briefed {
        Some(true) => "проведён",
        Some(false) => "не\u{a0}проведён",
        None => "не\u{a0}нужен",
    };
    let waiting = if standing.waiting == 0 { "нет".to_owned() } else { standing.waiting.to_string() };
    let url = one.pair.url();
    let cell = |label, text: String, tone, place: &str| Cell {
        label,
        text,
        note: String::new(),
        tone,
        url: format!("{url}{place}"),
    };
    vec![
        plan(standing, &wrongs, format!("{url}/plan")),
        cell("Журнал", journal, tone(Wrong::Silent, "bad"), ""),
        visits(standing, format!("{url}/around")),
        reports(standing, asks_reports, url.clone()),
        cell("Инструктаж", briefed.to_owned(), tone(Wrong::Briefing, "bad"), "/timeline"),
        cell("Ждёт ответа", waiting, tone(Wrong::Answers, "warn"), "/around"),
    ]
}

/// What is overdue stands first, then whether the plan is agreed, then whether the council saw it.
fn plan(standing: &Standing, wrongs: &[Wrong], url: String) -> Cell {
    let (lines, done, overdue) = standing.lines;
    let (state, _) = standing.plan.told();
    let counted = if lines == 0 { String::new() } else { format!("{done} из\u{a0}{lines}") };
    let reviewed =
        if wrongs.contains(&Wrong::Review) { "совет не\u{a0}рассмотрел" } else { "" };
    let (text, told) = if overdue > 0 {
        (format!("просрочено {overdue}"), [state, counted.as_str(), reviewed])
    } else {
        (state.to_owned(), [counted.as_str(), reviewed, ""])
    };
    let note: Vec<&str> = told.into_iter().filter(|text| !text.is_empty()).collect();
    let tone = match () {
        () if overdue > 0 || wrongs.contains(&Wrong::Plan) => "bad",
        () if !reviewed.is_empty() || !standing.plan.is_agreed() => "warn",
        () => "ok",
    };
    Cell { label: "План", text, note: note.join(", "), tone, url }
}

/// Reports of the mentor and of the mentee, where the rules in force ask for them; whose are late is told beside their number.
fn reports(standing: &Standing, are_asked: bool, url: String) -> Cell {
    let late = [(standing.late_reports, "наставника"), (standing.late_mentee_reports, "наставляемого")];
    let note: Vec<String> = late
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, whose)| format!("{whose} {count}"))
        .collect();
    let (text, tone) = match late.map(|(count, _)| count).iter().sum::<usize>() {
        0 if !are_asked => ("не\u{a0}требуются".to_owned(), "muted"),
        0 => ("в\u{a0}срок".to_owned(), "ok"),
        late => (format!("не\u{a0}сдано {late}"), "bad"),
    };
    Cell { label: "Отчёты", text, note: note.join(", "), tone, url }
}

fn visits(standing: &Standing, url: String) -> Cell {
    let (held, coming, missed) = standing.visits;
    let (text, tone) = match (held, missed) {
        (0, 0) => ("нет".to_owned(), "muted"),
        (held, 0) => (format!("проведено {held}"), "ok"),
        (_, missed) => (format!("сорвано {missed}"), "bad"),
    };
    let told =
        [(held, format!("проведено {held}"), missed > 0), (coming, format!("впереди {coming}"), coming > 0)];
    let note: Vec<String> = told
        .into_iter()
        .filter(|(count, _, is_told)| *is_told && *count > 0)
        .map(|(_, text, _)| text)
        .collect();
    Cell { label: "Посещения", text, note: note.join(", "), tone, url }
}
