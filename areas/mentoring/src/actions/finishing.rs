//! The end of a pair at its term: the final report was heard, what it came to is told (приложение 2, п. 3.7, 4.4, 8.3).

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use web::{Cx, Error, FieldFault, Mode, Result, Write, russian};

use super::ending::over;
use super::{Side, active, reporting, rules_at, told};
use crate::model::{Outcome, Pair, PairId};
use crate::rules::{ADAPTATIONS, Half, YES_NO, cited, last_report};
use crate::{OrderMentoring, owed, store};

/// What a pair came to at its term.
#[derive(Debug, Clone, Default)]
pub struct Finishing {
    /// One of the codes of `ADAPTATIONS`.
    pub adaptation: String,
    /// Whether the mentee stays in the school: `yes`, `no`.
    pub stays: String,
    /// Whether an incentive for the mentor is recommended to the head: `yes`, `no`.
    pub incentive: String,
    /// For what.
    pub incentive_note: String,
    /// The conclusion in words.
    pub result: String,
    /// Why without a final report that was heard.
    pub waiver: String,
}

/// Everything that is not told of an end.
fn unsaid(done: &Finishing) -> Vec<FieldFault> {
    let known = |all: &[(&str, &str)], code: &str| all.iter().any(|(one, _)| *one == code);
    let asked = [
        ("adaptation", known(&ADAPTATIONS, &done.adaptation), "Выберите, как прошла адаптация."),
        ("stays", known(&YES_NO, &done.stays), "Отметьте, остаётся ли педагог в\u{a0}школе."),
        ("incentive", known(&YES_NO, &done.incentive), "Решите, рекомендовать ли поощрение наставника."),
        (
            "incentive_note",
            done.incentive != "yes" || !done.incentive_note.trim().is_empty(),
            "Напишите, за\u{a0}что рекомендуете поощрить.",
        ),
        (
            "result",
            !done.result.trim().is_empty(),
            "Напишите, чем кончилось: главный вывод о\u{a0}работе пары.",
        ),
    ];
    let fault = |field: &str, text: &str| FieldFault { field: field.to_owned(), text: text.to_owned() };
    asked.into_iter().filter(|(_, is_said, _)| !is_said).map(|(field, _, text)| fault(field, text)).collect()
}

/// The final report the council has not heard yet; none: it has, or the rules ask for none.
pub(crate) fn unheard<M: Mode>(cx: &mut Cx<M>, pair: &Pair) -> Result<Option<Half>> {
    let rules = rules_at(cx, &pair.unit_path)?;
    let (Some(from), Some(to)) = (pair.order_on, pair.ends_on) else { return Ok(None) };
    let Some(half) = last_report(&rules.mentoring, (from, to)) else { return Ok(None) };
    let mut reports = store::reports_of(cx.conn(), &[pair.id.0])?;
    reports.retain(|one| one.side == Side::Mentor.code() && one.state == "approved");
    let is_told = owed::is_told(pair, &reporting::there(&reports), half);
    Ok((!is_told).then_some(half))
}

/// Carries a pair to its end: the term is over, and what it came to is told.
pub fn finish(
    cx: &mut Cx<Write>,
    may: &Granted<OrderMentoring>,
    id: PairId,
    (day, done): (NaiveDate, &Finishing),
) -> Result<()> {
    let mut pair = active(cx, may, id)?;
    let mut faults = unsaid(done);
    let mut fault = |field: &str, text: String| faults.push(FieldFault { field: field.to_owned(), text });
    if day > cx.today_at(&pair.unit_path)? {
        fault("day", "Этот день ещё не\u{a0}наступил.".to_owned());
    }
    if let Some(last) = pair.ends_on.filter(|last| day < *last) {
        let last = russian::date(last);
        fault(
            "day",
            format!("Срок – по\u{a0}{last}. Раньше пару завершают по\u{a0}основанию: выберите его ниже."),
        );
    }
    let unheard = unheard(cx, &pair)?.filter(|_| done.waiver.trim().is_empty());
    if let Some(half) = unheard {
        fault(
            "waiver",
            format!(
                "Итоговый отчёт наставника ({}) методсовет ещё не\u{a0}утвердил{}. Запишите решение совета или напишите, почему пару завершают без отчёта.",
                half.title(),
                cited(rules_at(cx, &pair.unit_path)?.mentoring.clause("hearing"))
            ),
        );
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    done.result.trim().clone_into(&mut pair.result);
    let outcome = outcome(cx, id, done);
    store::add_outcome(cx.tx(), &outcome)?;
    over(cx, &mut pair, day, "")?;
    let now = cx.now();
    store::applications::lapse(cx.tx(), id, now)?;
    let asked = if done.incentive == "yes" {
        "; руководителю рекомендовано поощрение наставника"
    } else {
        ""
    };
    told(cx, &pair, Action::Moved, &format!("Наставничество завершено {}{asked}", russian::date(day)))
}

fn outcome(cx: &Cx<Write>, id: PairId, done: &Finishing) -> Outcome {
    Outcome {
        mentorship_id: id,
        adaptation: done.adaptation.clone(),
        stays: done.stays.clone(),
        incentive: done.incentive.clone(),
        incentive_note: done.incentive_note.trim().to_owned(),
        waiver: done.waiver.trim().to_owned(),
        created_by: cx.person().map(|person| person.account.0),
        created_at: cx.now(),
    }
}
