//! What the form of a choice sends: whom, by which agreement, why in spite of what speaks against – of a first mentor and of a
//! successor alike.

use access::Granted;
use chrono::NaiveDate;
use people::PersonId;
use units::Unit;
use web::{Check, Cx, Error, Request, Result, Write};

use crate::KeepMentoring;
use crate::actions::pairing;

/// What was typed into the form.
#[derive(Default)]
pub(super) struct Typed {
    pub category: String,
    pub graduates_on: String,
    pub agreement: String,
    pub other: String,
    pub reason: String,
    pub exception: String,
    pub penalty: bool,
    pub penalty_on: String,
    pub q: String,
}

impl Typed {
    /// Of the request; `usual` is the category nobody has chosen yet.
    pub fn of(request: &Request, usual: String) -> Self {
        let text = |name: &str| request.form.text(name).to_owned();
        Self {
            category: if request.form.has("category") { text("category") } else { usual },
            graduates_on: text("graduates_on"),
            agreement: text("agreement"),
            other: text("other"),
            reason: text("reason"),
            exception: text("exception"),
            penalty: request.form.has("penalty"),
            penalty_on: text("penalty_on"),
            q: asked_name(request),
        }
    }
}

/// The name somebody looks for among the candidates.
pub(super) fn asked_name(request: &Request) -> String {
    if request.form.has("q") { request.form.text("q").to_owned() } else { request.asked("q").to_owned() }
}

/// Whoever was chosen, with what speaks for and against: the same of a first mentor and of a successor.
pub(super) struct Picked {
    pub people: Vec<PersonId>,
    pub agreement: String,
    pub reason: String,
    pub exception: String,
    pub penalty_on: Option<NaiveDate>,
}

impl Picked {
    /// As the form of the unit sends it; what is wrong goes to the check.
    pub fn read(
        cx: &mut Cx<Write>,
        (may, unit): (&Granted<KeepMentoring>, &Unit),
        check: &mut Check<'_>,
        request: &Request,
    ) -> Result<Self> {
        let agreement = check.optional("agreement", 300).to_owned();
        let reason = check.optional("reason", 1_000).to_owned();
        let exception = check.optional("exception", 1_000).to_owned();
        let has_penalty = request.form.has("penalty");
        let penalty_on = check.date("penalty_on").filter(|_| has_penalty);
        if has_penalty && request.form.text("penalty_on").is_empty() {
            check.fault("penalty_on", "Укажите день приказа о\u{a0}взыскании.");
        }
        let ids = request.form.all("mentors").into_iter();
        let mut people: Vec<PersonId> = ids.filter_map(|id| id.parse().ok()).collect();
        let other = check.optional("other", 200).to_owned();
        if !other.is_empty() {
            if agreement.is_empty() {
                check.fault("agreement", "Назовите договор с\u{a0}организацией, где он работает.");
            }
            match elsewhere(cx, (may, unit), (&other, &agreement))? {
                Some(found) => people.push(found),
                None => check.fault("other", UNKNOWN),
            }
        }
        Ok(Self { people, agreement, reason, exception, penalty_on })
    }
}

/// Nobody is told whether a card past their reach exists.
const UNKNOWN: &str = "По\u{a0}этому имени не\u{a0}нашлось одного педагога других организаций муниципалитета: напишите имя целиком или вставьте адрес его карточки. Педагог вашей школы есть в\u{a0}списке выше.";

/// A colleague of another school of the municipality, by the whole name or by the address of the card.
fn elsewhere(
    cx: &mut Cx<Write>,
    (may, unit): (&Granted<KeepMentoring>, &Unit),
    (typed, agreement): (&str, &str),
) -> Result<Option<PersonId>> {
    if let Some(id) = typed.rsplit('/').next().and_then(|id| id.parse::<PersonId>().ok()) {
        return match pairing::reachable(cx, may, unit, (id, agreement)) {
            Ok(()) => Ok(Some(id)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        };
    }
    let above = unit.path.trim_end_matches('/').rsplit_once('/').map(|(above, _)| format!("{above}/"));
    let Some(above) = above else { return Ok(None) };
    let found = people::store::named(cx.conn(), &db::Ranges::under([above.as_str()]), typed)?;
    Ok(if let [one] = found.as_slice() { Some(one.id) } else { None })
}
