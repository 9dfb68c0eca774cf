//! Applications for a replacement that wait for an answer or for the order, told to whoever keeps pairs (п. 3.6).

use chrono::NaiveDate;
use packs::Effective;
use registry::Obligation;
use web::russian;

use super::departed::Names;
use crate::model::{Application, Pair};
use crate::rules::{Applied, answer_due, is_notice};

/// The duty of an application.
pub(super) fn duty(one: &Application, pair: &Pair, names: &Names, rules: &Effective) -> Obligation {
    let due: NaiveDate = answer_due(&one.ground, one.applied_on, &rules.mentoring, &rules.calendar);
    let what = if one.state() == Applied::Submitted {
        "Ответить на\u{a0}заявление о\u{a0}замене наставника"
    } else {
        "Издать приказ по\u{a0}заявлению о\u{a0}замене наставника"
    };
    let clause = if is_notice(&one.ground) {
        "ТК РФ, ст. 351.8, ч. 3"
    } else {
        "приложение 2, п. 3.6"
    };
    Obligation {
        key: format!("mentoring:application:{}:{}:{due}", one.id, one.state),
        due,
        title: format!("{what}: {}", names.pair(pair)),
        note: format!("Подано {} ({clause})", russian::date(one.applied_on)),
        action: "Открыть".to_owned(),
        url: one.url(),
    }
}
