//! «Исправить, кого сопровождают»: category, end of studies and agreements of a pair in preparation, until the order (п. 2.2, 3.2).

use access::Granted;
use askama::Template;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::{Choices, order};
use crate::KeepMentoring;
use crate::actions::amending::{self, Basis, agreement_field};
use crate::actions::ordering::{self, Whole};
use crate::actions::rules_at;
use crate::model::{MentorId, PairId};

#[derive(Template)]
#[template(path = "basis.html")]
struct BasisPage {
    about: String,
    now: String,
    /// The term an order of today would give.
    term: String,
    seal: String,
    category: String,
    categories: Choices,
    graduates_on: String,
    /// Field, words and text of the agreement of each mentor of another organisation.
    agreements: Vec<(String, String, String)>,
    reason: String,
    url: String,
    back_url: String,
    forms: Forms,
}

/// `GET /mentoring/{mentorship}/basis`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<KeepMentoring>) -> Result<Reply> {
    show(cx, Vec::new(), false)
}

/// The pair of the address, if the person keeps pairs of its unit and nobody ordered it.
fn own<M: Mode>(cx: &mut Cx<M>) -> Result<Whole> {
    let (pair, power) = super::asked(cx)?;
    if !power.keeps {
        return Err(Error::NotFound);
    }
    amending::open(cx, &pair)?;
    Whole::of(cx, pair)
}

/// The form; what somebody else put there meanwhile is its new ground.
fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>, is_anew: bool) -> Result<Reply> {
    let whole = own(cx)?;
    let pair = &whole.pair;
    let (rules, today) = (rules_at(cx, &pair.unit_path)?, cx.today_at(&pair.unit_path)?);
    cx.saw("person", &whole.people(), &pair.unit_path);
    let (kept, forms) = (Basis::of(&whole, today), Forms::of(cx, faults));
    let name = |part: MentorId| {
        let card = whole.now().find(|(one, _)| one.id == part).map(|(_, card)| card.person.name().short());
        format!("Договор с\u{a0}организацией наставника: {}", card.unwrap_or_default())
    };
    let day = kept.graduates_on.map(|day| day.to_string()).unwrap_or_default();
    let term = ordering::term_of(&whole, &rules, today, None).ok();
    let page = BasisPage {
        about: order::about(&whole, &rules),
        now: amending::said(&kept, &rules),
        term: term.map(|(term, _)| order::span(term, (pair, &rules))).unwrap_or_default(),
        seal: if is_anew { kept.seal() } else { forms.typed("seal", &kept.seal()) },
        category: forms.typed("category", &kept.category),
        categories: super::choice::categories(&rules),
        graduates_on: forms.typed("graduates_on", &day),
        agreements: kept
            .agreements
            .iter()
            .map(|(part, text)| {
                (agreement_field(*part), name(*part), forms.typed(&agreement_field(*part), text))
            })
            .collect(),
        reason: forms.typed("reason", &kept.reason),
        url: format!("{}/basis", pair.url()),
        back_url: pair.url(),
        forms,
    };
    Page::titled("Исправить, кого сопровождают").at(&whole.unit.path).under("/mentoring").show(&page)
}

/// `POST /mentoring/{mentorship}/basis`
pub(super) fn amend(cx: &mut Cx<Write>, may: Granted<KeepMentoring>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let request = cx.request_handle();
    let whole = own(cx)?;
    let outcome =
        read(cx, &whole).and_then(|new| amending::amend(cx, &may, (id, request.form.text("seal")), &new));
    let to = format!("/mentoring/{id}");
    match outcome {
        Ok(true) => {
            let notice = told(cx, id)?;
            cx.notice(&notice);
            Ok(Reply::to(to))
        }
        Err(Error::Conflict(text)) => {
            let fault = FieldFault { field: "category".to_owned(), text };
            Ok(show(cx, vec![fault], true)?.status(409))
        }
        other => web::forms::led(cx, other, (SAME, to), |cx, faults| show(cx, faults, false)),
    }
}

const SAME: &str = "Ничего не\u{a0}изменено: всё так и\u{a0}было.";

/// What is told after it: the term as it is now.
fn told(cx: &mut Cx<Write>, id: PairId) -> Result<String> {
    let pair = crate::store::reread(cx.conn(), id)?.ok_or(Error::NotFound)?;
    let whole = Whole::of(cx, pair)?;
    let (rules, today) = (rules_at(cx, &whole.unit.path)?, cx.today_at(&whole.unit.path)?);
    let term = ordering::term_of(&whole, &rules, today, None).ok();
    let term = term.map(|(term, _)| order::span(term, (&whole.pair, &rules))).unwrap_or_default();
    Ok(format!("Исправлено: прежнее осталось в\u{a0}истории. {term}").trim_end().to_owned())
}

fn read(cx: &mut Cx<Write>, whole: &Whole) -> Result<Basis> {
    let request = cx.request_handle();
    let today = cx.today_at(&whole.pair.unit_path)?;
    let mut check = request.form.check();
    let graduates_on = check.date("graduates_on");
    let reason = check.optional("reason", 1_000).to_owned();
    let mut agreements = Vec::new();
    for (part, was) in Basis::of(whole, today).agreements {
        let field = agreement_field(part);
        let text = if request.form.has(&field) { check.optional(&field, 300).to_owned() } else { was };
        agreements.push((part, text));
    }
    check.done()?;
    Ok(Basis { category: request.form.text("category").to_owned(), graduates_on, agreements, reason })
}
