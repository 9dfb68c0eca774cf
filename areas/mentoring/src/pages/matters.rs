//! What is raised round a pair and answered, on its page: each section for whom its clause names.

use access::{Granted, SignedIn};
use web::{Cx, Error, Mode, Reply, Result, Write, russian};

use super::around::{Drawn, Row, Section, show};
use super::forms::{Form, led, under};
use super::words;
use crate::actions::assessing::may_attach;
use crate::actions::matters::{self, NewMatter, is_agreed, varieties};
use crate::actions::stepping::CONSENTS;
use crate::model::around::{MatterId, MatterRow};
use crate::model::{MatterPaper, PairId};
use crate::rules::Matter;
use crate::store;

/// What a section says: its name, who sees it, what stands there when it is empty.
fn told(matter: Matter) -> (&'static str, &'static str, &'static str) {
    match matter {
        Matter::Condition => (
            "Условия для совместной работы",
            "",
            "Пока не записаны: общее время в расписании, рабочее место, материалы. Записывает заместитель или председатель совета.",
        ),
        Matter::Help => (
            "Помощь других работников",
            "",
            "Наставник может привлечь другого работника, когда заместитель согласен.",
        ),
        Matter::Contact => (
            "Взаимодействие со\u{a0}структурами школы",
            "",
            "Записей нет: кафедра, психологическая служба, школа молодого учителя, методический совет.",
        ),
        Matter::Event => (
            "Мероприятия для начинающих педагогов",
            "",
            "Записей нет: слёты, конференции, форумы, конкурсы, инновационная деятельность.",
        ),
        Matter::Advice => (
            "Рекомендации наставника-консультанта",
            "",
            "Рекомендаций нет. Наставник-консультант смотрит карту роста (вкладка «Анкеты и\u{a0}рост») и\u{a0}советует, в\u{a0}каких конкурсах участвовать.",
        ),
        Matter::Report => (
            "Рабочие отчёты молодого специалиста",
            "Видят пара и\u{a0}руководство школы",
            "Наставник может попросить рабочий отчёт, устный или письменный.",
        ),
        Matter::Assessment => (
            "Документы с\u{a0}оценкой работы",
            "Видят молодой специалист, руководство школы и\u{a0}кто внёс документ",
            "Документов нет. Молодой специалист знакомится с каждым и может дать объяснение.",
        ),
        Matter::Idea => (
            "Предложения молодого специалиста",
            "Видят молодой специалист, руководство школы и\u{a0}председатель совета",
            "Предложений нет. Их рассматривает заместитель директора или методический совет.",
        ),
        Matter::Reward => (
            "Предложения о\u{a0}поощрении и\u{a0}мерах воздействия",
            "Видят руководство школы и\u{a0}наставник, который их внёс",
            "Предложений нет.",
        ),
        Matter::Testing => (
            "Психологическое тестирование",
            "Видят наставник-консультант, заместитель директора и\u{a0}сам педагог; хранится с\u{a0}его согласия",
            "Рекомендаций нет.",
        ),
    }
}

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

fn answer_form(drawn: &Drawn<'_>, matter: Matter, row: &MatterRow) -> Form {
    let (id, forms) = (row.id, drawn.forms);
    let url = format!("{}/matters/{id}/answer", drawn.whole.pair.url());
    let (summary, button, words) = match matter {
        Matter::Help => ("Ответить наставнику", "Записать решение", "Почему, на\u{a0}каких условиях"),
        Matter::Report => ("Отчитаться", "Отчитаться", "Отчёт; для устного – о\u{a0}чём рассказано"),
        Matter::Assessment => {
            ("Ознакомлен(а), дать объяснение", "Отметить ознакомление", "Объяснение, если есть")
        }
        Matter::Testing => ("Отозвать согласие", "Отозвать и\u{a0}стереть", "Почему"),
        _ => ("Ответить", "Ответить", "Ответ"),
    };
    let options = words::choices(matter.decisions());
    let form = Form::of(url, summary, button);
    let only = options.first().filter(|_| options.len() == 1).map(|(code, _)| code.clone());
    let form = match only {
        Some(code) => form.asks(forms, ("hidden", format!("{id}-decision"), "", ""), (&code, false)),
        None => {
            form.asks(forms, ("select", format!("{id}-decision"), "Решение", ""), ("", true)).among(options)
        }
    };
    form.asks(forms, ("area", format!("{id}-answer"), words, ""), ("", false))
}

/// Labels of a form: what opens it, of its variety, name, text.
type Labels = (&'static str, &'static str, (&'static str, &'static str), &'static str);

fn labels(matter: Matter) -> Labels {
    match matter {
        Matter::Help => (
            "Попросить согласия привлечь работника",
            "",
            ("Кого привлечь", "Имя и\u{a0}должность."),
            "Для чего",
        ),
        Matter::Report => ("Попросить рабочий отчёт", "Какой", ("О\u{a0}чём", ""), "Что важно отразить"),
        Matter::Reward => ("Внести предложение", "Что предлагаете", ("Какая мера", ""), "Основание"),
        Matter::Idea => ("Внести предложение", "Кому", ("Предложение одной строкой", ""), "Подробнее"),
        Matter::Assessment => {
            ("Внести документ", "Какой", ("Название, дата, номер", ""), "Что сказано о\u{a0}работе")
        }
        Matter::Condition => {
            ("Записать условие", "Что создано", ("Подробности", "«среда, 7-й урок, кабинет 12»"), "Пояснение")
        }
        Matter::Testing => (
            "Внести рекомендации специалиста",
            "",
            ("Методика", ""),
            "Рекомендации специалиста: ответы и\u{a0}результаты теста в\u{a0}программу не\u{a0}вносят",
        ),
        Matter::Contact => ("Записать", "С\u{a0}кем", ("О\u{a0}чём", ""), "Что решили"),
        Matter::Event => ("Записать", "Какое", ("Название", ""), "Роль и\u{a0}результат"),
        Matter::Advice => ("Рекомендовать", "", ("Какой конкурс", ""), "Почему, как готовиться"),
    }
}

fn raise_form(drawn: &Drawn<'_>, matter: Matter) -> Option<Form> {
    if !drawn.is_active() || !matter.may_raise(drawn.eye) {
        return None;
    }
    let (forms, code) = (drawn.forms, matter.code());
    let (summary, variety, (subject, hint), body) = labels(matter);
    let today = drawn.today.to_string();
    let name = |field: &str| format!("{code}-{field}");
    let mut form = Form::of(format!("{}/matters", drawn.whole.pair.url()), summary, "Записать").asks(
        forms,
        ("hidden", "matter".to_owned(), "", ""),
        (code, false),
    );
    // Each form says what it is, whatever another one of the page sent.
    if let Some(field) = form.fields.first_mut() {
        code.clone_into(&mut field.value);
    }
    let options = varieties(matter, drawn.rules);
    if !options.is_empty() {
        form = form.asks(forms, ("select", name("variety"), variety, ""), ("", true)).among(options);
    }
    form = form
        .asks(forms, ("text", name("subject"), subject, hint), ("", true))
        .asks(forms, ("area", name("body"), body, ""), ("", false))
        .asks(forms, ("date", name("on_day"), day_label(matter), ""), (&today, true));
    if matter == Matter::Report || matter == Matter::Condition {
        form = form.asks(
            forms,
            ("date", name("due_on"), "До\u{a0}какого дня", ""),
            ("", matter == Matter::Report),
        );
    }
    if matter == Matter::Testing {
        let hint = "Согласие должно быть записано и\u{a0}в\u{a0}карточке педагога («Согласия»).";
        form = form
            .asks(forms, ("date", name("consent_on"), "Когда дано согласие", hint), ("", true))
            .asks(forms, ("select", name("consent_way"), "Как дано согласие", ""), ("", true))
            .among(words::choices(&CONSENTS));
    }
    Some(form)
}

fn day_label(matter: Matter) -> &'static str {
    match matter {
        Matter::Condition => "С\u{a0}какого дня",
        Matter::Assessment => "День документа",
        Matter::Testing => "День тестирования",
        _ => "День",
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
        under(matters::answer(cx, &may, (id, matter), (&decision, &words)), &prefix)
    });
    answered(cx, outcome, "Ответ записан.")
}
