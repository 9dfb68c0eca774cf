//! What follows something that was accepted, on the page round a pair: one form that carries the text over, the ways kept.

use access::{Granted, SignedIn};
use web::{Cx, Error, Reply, Result, Write};

use super::Choices;
use super::around::{Drawn, show};
use super::forms::{Form, led, under};
use crate::actions::onward::{self, NewStep};
use crate::actions::visiting;
use crate::model::PairId;
use crate::model::around::{MatterId, MatterRow};
use crate::rules::{Matter, Onward, leads_to_praise};

/// The form under a matter that was accepted.
pub(super) fn form(drawn: &Drawn<'_>, matter: Matter, row: &MatterRow) -> Option<Form> {
    let allowed = crate::rules::onward(matter, &row.decision, drawn.eye);
    if !drawn.is_active() || allowed.is_empty() {
        return None;
    }
    let mut options: Choices = vec![(Onward::Line.code().to_owned(), "внести дело в\u{a0}план".to_owned())];
    let visits = visiting::offered(drawn.rules, drawn.eye).into_iter().filter(|(id, _)| id != "peer_visit");
    options.extend(visits.map(|(id, title)| (id, format!("запланировать: {title}"))));
    if allowed.contains(&Onward::Help) {
        options.push((Onward::Help.code().to_owned(), "привлечь другого работника, согласие даю".to_owned()));
    }
    let (id, forms) = (row.id, drawn.forms);
    let url = format!("{}/matters/{id}/next", drawn.whole.pair.url());
    let form = Form::of(url, "Что дальше", "Сделать")
        .hinted("Текст перенесён: поправьте и\u{a0}отправьте. Связь с\u{a0}предложением останется.")
        .asks(forms, ("select", format!("{id}-step"), "Следующий шаг", ""), (Onward::Line.code(), true))
        .among(options)
        .asks(
            forms,
            ("text", format!("{id}-text"), "Что сделать", "Для посещения – урок, для помощи – кто поможет."),
            (&row.subject, true),
        )
        .asks(forms, ("date", format!("{id}-day"), "Когда", ""), (&drawn.usual_day.to_string(), true));
    Some(form)
}

/// What came of a matter, or what it is now to lead to.
pub(super) fn links(drawn: &Drawn<'_>, matter: Matter, row: &MatterRow) -> Vec<(String, String)> {
    let mut links: Vec<(String, String)> = drawn.ways.back.get(&row.id.0).cloned().into_iter().collect();
    links.extend(drawn.ways.on.get(&row.id.0).cloned().unwrap_or_default());
    if leads_to_praise(matter, &row.variety, &row.decision, drawn.eye) {
        let person = drawn.whole.pair.mentee_id.to_string();
        let to = web::address("/incentives/new", &[("person", &person)]);
        links.push(("Представить к\u{a0}поощрению".to_owned(), to));
    }
    links
}

/// `POST /mentoring/{mentorship}/matters/{matter}/next`
pub(super) fn step(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let id: PairId = cx.request().arg("mentorship")?;
    let matter: MatterId = cx.request().arg("matter")?;
    let prefix = format!("{matter}-");
    let outcome =
        read(cx, &prefix).and_then(|new| under(onward::step(cx, &may, (id, matter), &new), &prefix));
    let to = format!("/mentoring/{id}/around#r-{matter}");
    led(cx, outcome, ("Сделано: связь с\u{a0}предложением сохранена.", to), show)
}

fn read(cx: &Cx<Write>, prefix: &str) -> Result<NewStep> {
    let name = |field: &str| format!("{prefix}{field}");
    let mut check = cx.request().form.check();
    let step = check.required(&name("step"), 60, "Выберите, что дальше.").to_owned();
    let text = check.required(&name("text"), 300, "Напишите, что сделать.").to_owned();
    let day = check.date(&name("day"));
    if day.is_none() && cx.request().form.text(&name("day")).is_empty() {
        check.fault(&name("day"), "Укажите день.");
    }
    check.done()?;
    Ok(NewStep { step, text, day: day.ok_or(Error::NotFound)? })
}
