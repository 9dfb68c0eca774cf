//! The forms of matters: one is raised, another answered.

use crate::actions::matters::varieties;
use crate::actions::stepping::CONSENTS;
use crate::model::around::MatterRow;
use crate::pages::around::Drawn;
use crate::pages::forms::Form;
use crate::pages::words;
use crate::rules::Matter;

/// The answer to a line.
pub(super) fn answer_form(drawn: &Drawn<'_>, matter: Matter, row: &MatterRow) -> Form {
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
    let form = if let Some(code) = only {
        form.asks(forms, ("hidden", format!("{id}-decision"), "", ""), (&code, false))
    } else {
        let label = if matter == Matter::Report { "Как отчитались" } else { "Решение" };
        form.asks(forms, ("select", format!("{id}-decision"), label, ""), ("", true)).among(options)
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

/// A new line of a section, for who may raise one.
pub(super) fn raise_form(drawn: &Drawn<'_>, matter: Matter) -> Option<Form> {
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
