//! Visits to lessons on the page round a pair: planned, held with a response, called off.

use access::Granted;
use web::{Cx, Error, Mode, Reply, Result, Write, russian};

use super::around::{Drawn, Row, Section, show};
use super::forms::{Form, day, led, under};
use crate::actions::visiting::{self, Held, NewVisit};
use crate::model::PairId;
use crate::model::around::{Visit, VisitId};
use crate::{WorkInPair, store};

/// The section.
pub(super) fn section<M: Mode>(cx: &mut Cx<M>, drawn: &Drawn<'_>) -> Result<Section> {
    let id = drawn.whole.pair.id.0;
    let all = store::around::visits_of(cx.conn(), &[id])?.remove(&id).unwrap_or_default();
    Ok(Section {
        name: "Посещения занятий",
        clause: drawn.rules.mentoring.clause("visits").to_owned(),
        secret: "Взаимопосещение: наставник – начинающий педагог – опытные педагоги; посещения заместителя",
        empty: "Посещения не запланированы. Запланируйте, кто на чей урок идёт; после урока запишите отзыв – он встанет и в журнал.",
        rows: all.iter().map(|one| row(drawn, one)).collect(),
        forms: plan_form(drawn).into_iter().collect(),
    })
}

fn row(drawn: &Drawn<'_>, one: &Visit) -> Row {
    let title = drawn.rules.mentoring.work(&one.work).map_or(one.work.as_str(), |work| work.title.as_str());
    let mark = match (one.held_on, one.off_on) {
        (Some(_), _) => ("состоялось", "ok"),
        (None, Some(_)) => ("отменено", "muted"),
        (None, None) if one.planned_on < drawn.today => ("не\u{a0}состоялось", "bad"),
        (None, None) => ("впереди", "info"),
    };
    let analysis = drawn.rules.mentoring.word(&one.analysis).map(|word| format!("анализ: {}", word.title));
    let day = match one.held_on {
        Some(held) => format!("план {}, факт {}", russian::date(one.planned_on), russian::date(held)),
        None => format!("план {}", russian::date(one.planned_on)),
    };
    let host = Some(one.host.clone()).filter(|host| !host.is_empty());
    let about: Vec<String> =
        [Some(day), Some(one.lesson.clone()), host, analysis].into_iter().flatten().collect();
    let is_waiting = one.held_on.is_none() && one.off_on.is_none();
    let may = drawn.is_active() && drawn.can_work() && (one.work != "deputy_visit" || drawn.eye.keeps);
    Row {
        what: russian::capital(title),
        mark,
        about: about.join(" · "),
        texts: Some(one.response.clone()).filter(|text| !text.is_empty()).into_iter().collect(),
        forms: if is_waiting && may { row_forms(drawn, one) } else { Vec::new() },
        id: one.id.0,
        links: drawn.ways.back.get(&one.id.0).cloned().into_iter().chain(papers(drawn, one)).collect(),
    }
}

/// The analysis of a lesson visited, as a paper.
fn papers(drawn: &Drawn<'_>, one: &Visit) -> Vec<(String, String)> {
    let at = format!("{}/visits/{}/paper", drawn.whole.pair.url(), one.id);
    let paper = |(word, form)| (format!("Лист анализа {word}"), format!("{at}?as={form}"));
    let held = one.held_on.map(|_| [("PDF", "pdf"), ("DOCX", "docx")].map(paper));
    held.into_iter().flatten().collect()
}

fn row_forms(drawn: &Drawn<'_>, one: &Visit) -> Vec<Form> {
    let (id, url, forms) = (one.id, drawn.whole.pair.url(), drawn.forms);
    let analyses = drawn.rules.mentoring.words_of("analysis");
    let analyses = analyses.map(|word| (word.id.clone(), word.title.clone())).collect();
    let day = one.planned_on.min(drawn.today).to_string();
    vec![
        Form::of(format!("{url}/visits/{id}/outcome"), "Состоялось: записать отзыв", "Записать отзыв")
            .asks(forms, ("date", format!("{id}-held_on"), "Когда", ""), (&day, true))
            .asks(forms, ("select", format!("{id}-analysis"), "Вид анализа урока", ""), ("", false))
            .among(analyses)
            .asks(
                forms,
                ("area", format!("{id}-response"), "Отзыв", "Что увидели, что советуете."),
                ("", true),
            ),
        Form::of(format!("{url}/visits/{id}/calling-off"), "Отменить", "Отменить посещение"),
    ]
}

fn plan_form(drawn: &Drawn<'_>) -> Option<Form> {
    let offered = visiting::offered(drawn.rules, drawn.eye);
    if !drawn.is_active() || offered.is_empty() {
        return None;
    }
    let forms = drawn.forms;
    let form =
        Form::of(format!("{}/visits", drawn.whole.pair.url()), "Запланировать посещение", "Запланировать")
            .asks(forms, ("select", "visit".to_owned(), "Кто на\u{a0}чей урок", ""), ("", true))
            .among(offered)
            .asks(forms, ("date", "planned_on".to_owned(), "Когда", ""), ("", true))
            .asks(forms, ("text", "lesson".to_owned(), "Урок", "Класс, предмет, тема."), ("", true))
            .asks(
                forms,
                ("text", "host".to_owned(), "Опытный педагог", "Если идёте на\u{a0}его урок."),
                ("", false),
            );
    Some(form)
}

fn id(cx: &Cx<Write>) -> Result<PairId> {
    cx.request().arg("mentorship")
}

fn answered<T>(cx: &mut Cx<Write>, outcome: Result<T>, notice: &str) -> Result<Reply> {
    let to = format!("/mentoring/{}/around", id(cx)?);
    led(cx, outcome, (notice, to), show)
}

/// `POST /mentoring/{mentorship}/visits`
pub(super) fn plan(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let outcome = new_visit(cx).and_then(|new| visiting::plan(cx, &may, id, &new));
    answered(cx, outcome, "Посещение внесено: после занятия отметьте, как оно прошло.")
}

fn new_visit(cx: &Cx<Write>) -> Result<NewVisit> {
    let mut check = cx.request().form.check();
    let work = check.required("visit", 60, "Выберите, кто на\u{a0}чей урок идёт.").to_owned();
    let lesson = check.required("lesson", 300, "Напишите класс, предмет или тему урока.").to_owned();
    let host = check.optional("host", 200).to_owned();
    let planned_on = check.date("planned_on");
    if planned_on.is_none() && cx.request().form.text("planned_on").is_empty() {
        check.fault("planned_on", "Укажите день.");
    }
    check.done()?;
    Ok(NewVisit { work, planned_on: planned_on.ok_or(Error::NotFound)?, host, lesson })
}

/// `POST /mentoring/{mentorship}/visits/{visit}/outcome`
pub(super) fn hold(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let (id, request) = (id(cx)?, cx.request_handle());
    let visit: VisitId = request.arg("visit")?;
    let prefix = format!("{visit}-");
    let text = |name: &str| request.form.text(&format!("{prefix}{name}")).to_owned();
    let outcome = day(cx, &format!("{prefix}held_on")).and_then(|held_on| {
        let mut check = request.form.check();
        check.optional(&format!("{prefix}response"), 2_000);
        check.done()?;
        let held = Held { held_on, analysis: text("analysis"), response: text("response") };
        under(visiting::hold(cx, &may, (id, visit), &held), &prefix)
    });
    answered(cx, outcome, "Отзыв записан, посещение стоит в\u{a0}журнале.")
}

/// `POST /mentoring/{mentorship}/visits/{visit}/calling-off`
pub(super) fn call_off(cx: &mut Cx<Write>, may: Granted<WorkInPair>) -> Result<Reply> {
    let id = id(cx)?;
    let visit: VisitId = cx.request().arg("visit")?;
    let outcome = under(visiting::call_off(cx, &may, (id, visit)), &format!("{visit}-"));
    answered(cx, outcome, "Посещение отменено.")
}
