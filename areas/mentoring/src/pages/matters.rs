//! What is raised round a pair and answered, on its page: each section for whom its clause names.

mod forms;
mod told;

use access::{Granted, SignedIn};
use web::{Cx, Error, Mode, Reply, Result, Write, russian};

use super::around::{Drawn, Row, Section, show};
use super::forms::{Form, led, under};
use crate::actions::assessing::may_attach;
use crate::actions::matters::{self, NewMatter, is_agreed, varieties};
use crate::actions::responding;
use crate::actions::stepping::CONSENTS;
use crate::model::around::{MatterId, MatterRow};
use crate::model::{MatterPaper, PairId};
use crate::rules::Matter;
use crate::store;
use forms::{answer_form, raise_form};
use told::told;

/// Sections whose lines the person sees or may add to.
pub(super) fn sections<M: Mode>(cx: &mut Cx<M>, drawn: &Drawn<'_>) -> Result<Vec<Section>> {
    let all = store::around::matters_of(cx.conn(), drawn.whole.pair.id)?;
    let all = hidden(cx, drawn, all)?;
    let papers = store::assessed::of_pair(cx.conn(), drawn.whole.pair.id)?;
    let is_own = |row: &MatterRow| row.raised_by.is_some() && row.raised_by == drawn.account;
    let section = |matter: Matter| {
        let of = all.iter().filter(|row| row.matter == matter.code());
        let seen = of.filter(|row| matter.is_seen(drawn.eye, is_own(row)));
        let rows: Vec<Row> = seen
            .map(|row| {
                papered(
                    line(drawn, matter, row, is_own(row)),
                    drawn,
                    row,
                    (papers.get(&row.id.0), is_own(row)),
                )
            })
            .collect();
        let forms: Vec<Form> = raise_form(drawn, matter).into_iter().collect();
        let is_shown = !rows.is_empty() || !forms.is_empty() || matter.is_seen(drawn.eye, false);
        let (name, secret, empty) = told(matter);
        is_shown.then(|| Section {
            name,
            clause: matter.clause(&drawn.rules.mentoring).to_owned(),
            secret,
            empty,
            rows,
            forms,
        })
    };
    Ok(Matter::ALL.into_iter().filter_map(section).collect())
}

/// The line with the way to the document itself, where it assesses the mentee.
fn papered(
    mut line: Row,
    drawn: &Drawn<'_>,
    row: &MatterRow,
    (held, is_own): (Option<&MatterPaper>, bool),
) -> Row {
    if row.matter != Matter::Assessment.code() {
        return line;
    }
    let url = format!("{}/matters/{}", drawn.whole.pair.url(), row.id);
    if let Some(held) = held {
        line.links.push((held.name.clone(), format!("{url}/file")));
    }
    if may_attach(row, drawn.eye, is_own) {
        let word = if held.is_some() {
            "заменить документ"
        } else {
            "приложить документ"
        };
        line.links.push((word.to_owned(), format!("{url}/paper")));
    }
    line
}

/// What was told after a test is shown while the consent to it is in force: otherwise it waits to be erased.
fn hidden<M: Mode>(cx: &mut Cx<M>, drawn: &Drawn<'_>, mut all: Vec<MatterRow>) -> Result<Vec<MatterRow>> {
    let is_test = |one: &MatterRow| one.matter == Matter::Testing.code() && one.answered_on.is_none();
    if all.iter().any(is_test) && !is_agreed(cx, &drawn.whole.pair, drawn.rules, drawn.today)? {
        for one in all.iter_mut().filter(|one| is_test(one)) {
            "согласие не\u{a0}действует: сведения скрыты, сотрите их".clone_into(&mut one.subject);
            one.body.clear();
        }
    }
    Ok(all)
}

fn line(drawn: &Drawn<'_>, matter: Matter, row: &MatterRow, is_own: bool) -> Row {
    let variety = varieties(matter, drawn.rules).into_iter().find(|(code, _)| *code == row.variety);
    let decision = matter.decisions().iter().find(|(code, _)| *code == row.decision);
    let mark = match (decision, row.due_on) {
        (Some((code, title)), _) => (*title, tone(code)),
        (None, Some(due)) if matter.waits() && due < drawn.today => ("просрочено", "bad"),
        (None, _) if matter.waits() => ("ждёт ответа", "warn"),
        _ => ("", "muted"),
    };
    let due = row.due_on.map(|day| format!("до\u{a0}{}", russian::date(day)));
    let consent = row.consent_on.map(|day| {
        let way = CONSENTS.iter().find(|(code, _)| *code == row.consent_way).map_or("", |(_, title)| title);
        format!("согласие дано {} ({way})", russian::date(day))
    });
    let answered = row.answered_on.map(|day| format!("отвечено {}", russian::date(day)));
    let about: Vec<String> =
        [variety.map(|(_, title)| title), Some(russian::date(row.on_day)), due, consent, answered]
            .into_iter()
            .flatten()
            .collect();
    let answer = match matter {
        Matter::Assessment => "Объяснение",
        Matter::Report => "Отчёт",
        _ => "Ответ",
    };
    let answered = Some(&row.answer).filter(|text| !text.is_empty()).map(|text| format!("{answer}: {text}"));
    let body = Some(row.body.clone()).filter(|text| !text.is_empty());
    let may = row.answered_on.is_none() && matter.may_answer(drawn.eye, is_own);
    Row {
        what: row.subject.clone(),
        mark,
        about: about.join(" · "),
        texts: body.into_iter().chain(answered).collect(),
        forms: if may {
            vec![answer_form(drawn, matter, row)]
        } else {
            super::onward::form(drawn, matter, row).into_iter().collect()
        },
        id: row.id.0,
        links: super::onward::links(drawn, matter, row),
    }
}

fn tone(decision: &str) -> &'static str {
    match decision {
        "refused" | "declined" => "bad",
        "withdrawn" => "muted",
        _ => "ok",
    }
}

fn id(cx: &Cx<Write>) -> Result<PairId> {
    cx.request().arg("mentorship")
}

fn answered<T>(cx: &mut Cx<Write>, outcome: Result<T>, notice: &str) -> Result<Reply> {
    let to = format!("/mentoring/{}/around", id(cx)?);
    led(cx, outcome, (notice, to), show)
}

/// `POST /mentoring/{mentorship}/matters`
pub(super) fn raise(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let matter = Matter::of(request.form.text("matter")).ok_or(Error::NotFound)?;
    let prefix = format!("{}-", matter.code());
    let outcome = new_matter(cx, matter).and_then(|new| under(matters::raise(cx, &may, id, &new), &prefix));
    answered(cx, outcome, "Записано.")
}

fn new_matter(cx: &Cx<Write>, matter: Matter) -> Result<NewMatter> {
    let name = |field: &str| format!("{}-{field}", matter.code());
    let mut check = cx.request().form.check();
    let subject = check.optional(&name("subject"), 300).to_owned();
    let body = check.optional(&name("body"), 4_000).to_owned();
    let on_day = check.date(&name("on_day"));
    if on_day.is_none() && cx.request().form.text(&name("on_day")).is_empty() {
        check.fault(&name("on_day"), "Укажите день.");
    }
    let (due_on, consent_on) = (check.date(&name("due_on")), check.date(&name("consent_on")));
    check.done()?;
    let text = |field: &str| cx.request().form.text(&name(field)).to_owned();
    Ok(NewMatter {
        matter,
        variety: text("variety"),
        subject,
        body,
        on_day: on_day.ok_or(Error::NotFound)?,
        due_on,
        consent: (consent_on, text("consent_way")),
    })
}

/// `POST /mentoring/{mentorship}/matters/{matter}/answer`
pub(super) fn answer(cx: &mut Cx<Write>, may: Granted<SignedIn>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let matter: MatterId = request.arg("matter")?;
    let prefix = format!("{matter}-");
    let text = |name: &str| request.form.text(&format!("{prefix}{name}")).to_owned();
    let mut check = request.form.check();
    check.optional(&format!("{prefix}answer"), 4_000);
    let outcome = check.done().and_then(|()| {
        let (decision, words) = (text("decision"), text("answer"));
        under(responding::answer(cx, &may, (id, matter), (&decision, &words)), &prefix)
    });
    answered(cx, outcome, "Ответ записан.")
}
