//! The reports of both sides on the card of their pair.

use web::{Cx, Mode, Result, russian};

use crate::actions::ordering::Whole;
use crate::actions::{Side, reporting};
use crate::model::{FormerText, Report};
use crate::rules::Half;
use crate::{GuideMentoring, store};

pub(super) struct ReportRow {
    pub title: String,
    pub state: (&'static str, &'static str),
    pub body: String,
    pub about: String,
    pub hear_url: String,
    pub form: String,
    pub paper_url: String,
    /// What it said before: when it was handed in and what the council said, the text.
    pub former: Vec<(String, String)>,
    /// The version read, for whoever decides about it.
    pub version: i64,
}

pub(super) fn reports<M: Mode>(cx: &mut Cx<M>, whole: &Whole) -> Result<Vec<ReportRow>> {
    let url = whole.pair.url();
    let may = cx.house().policy.check::<GuideMentoring>(cx.person());
    let hears = may.is_ok_and(|may| may.ranges().holds(&whole.pair.unit_path));
    // Nobody hears the own report.
    let account = cx.person().map(|person| person.account.0);
    let cards = whole.mentors.iter().map(|(_, card)| card).chain([&whole.mentee]);
    let is_side = account.is_some() && cards.into_iter().any(|card| card.person.account_id == account);
    let handed = store::handings::of_pair(cx.conn(), whole.pair.id)?;
    let mut former = store::reports::texts_of(cx.conn(), whole.pair.id)?;
    let row = |one: Report| {
        let came = match handed.get(&one.id.0) {
            _ if one.state != "approved" => String::new(),
            Some(Some(day)) => format!("; передан заместителю {}", russian::date(*day)),
            Some(None) => String::new(),
            None => "; заместителю ещё не\u{a0}передан".to_owned(),
        };
        let is_own = is_side && one.written_by == account;
        let half = Half::read(&one.half).map(Half::title).unwrap_or_default();
        let side = Side::of(&one.side).map_or("", Side::title);
        let state =
            reporting::STATES.iter().find(|(code, _)| *code == one.state).map_or("", |(_, title)| title);
        let tone = match one.state.as_str() {
            "approved" => "ok",
            "returned" => "warn",
            _ => "info",
        };
        let heard = one.heard_on.map(|day| format!(", рассмотрен {} {}", russian::date(day), one.protocol));
        let word = if one.state == "returned" { format!(": {}", one.word) } else { String::new() };
        let about =
            format!("подан {}{}{word}{came}", russian::date(one.submitted_on), heard.unwrap_or_default());
        ReportRow {
            title: format!("{half}, {side}"),
            state: (state, tone),
            hear_url: if hears && !is_own && one.state == "submitted" {
                format!("{url}/reports/{}/hearing", one.id)
            } else {
                String::new()
            },
            form: format!("hearing-{}", one.id),
            paper_url: format!("{url}/reports/{}/paper", one.id),
            former: former.remove(&one.id.0).unwrap_or_default().into_iter().map(told_before).collect(),
            version: one.version,
            body: one.body,
            about,
        }
    };
    Ok(store::reports_of(cx.conn(), &[whole.pair.id.0])?.into_iter().map(row).collect())
}

/// «подан 18.06.2026, возвращён 20.06.2026: добавьте выводы»
fn told_before(one: FormerText) -> (String, String) {
    let returned = match one.heard_on.filter(|_| one.state == "returned") {
        Some(day) => format!(", возвращён {}: {}", russian::date(day), one.word),
        None => ", заменён до\u{a0}рассмотрения".to_owned(),
    };
    (format!("подан {}{returned}", russian::date(one.submitted_on)), one.body)
}
