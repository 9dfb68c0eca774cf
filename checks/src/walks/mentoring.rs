//! A young teacher gets a mentor: hired, the mentor chosen, the steps, the order, the journal, the report, the council, the end –
//! and a replacement, each side in a browser of its own.

use super::walker::Walker;
use super::{DEPUTY, Stage};

const PRINCIPAL: &str = "principal";
const MENTOR: &str = "mentor";
const TEACHER: &str = "teacher";

#[test]
fn from_hiring_to_the_end_of_a_pair() {
    let stage = Stage::new();
    let (deputy, principal, mentor) = (stage.person(DEPUTY), stage.person(PRINCIPAL), stage.person(MENTOR));
    let card = paired(&stage, &deputy, &principal);
    journal(&mentor, &card);
    year_ago(&stage, &card);
    report(&mentor, &card);
    hear(&deputy, &card);
    finish(&principal, &card);
    mentor.open("/mentoring/own");
    mentor.sees("Завершённые");
    mentor.picture("walk-mentoring-own");
}

#[test]
fn a_mentor_is_replaced_by_an_order() {
    let stage = Stage::new();
    let (deputy, principal) = (stage.person(DEPUTY), stage.person(PRINCIPAL));
    let card = paired(&stage, &deputy, &principal);
    days_ago(&stage, &card);
    deputy.open(&card);
    deputy.press("Выбрать преемника");
    deputy.sees("Нагрузка:");
    deputy.write("main [name=q]", &name(&stage, TEACHER));
    deputy.click("[name=find]");
    deputy.click("fieldset > ul.people > li:only-child [name=mentors]");
    deputy.write("[name=reason]", "Предложил методический совет");
    deputy.picture("walk-mentoring-choice-of-successor");
    deputy.press("Выбрать преемника");
    deputy.sees("Преемник выбран");
    deputy.write("[id^=f-note-recommendation]", "протокол № 10");
    deputy.press("Отметить рекомендацию");
    deputy.sees("Шаг отмечен");
    deputy.press("Отметить согласие заместителя");
    deputy.sees("Шаг отмечен");
    deputy.press("Отметить согласие наставляемого");
    deputy.sees("Шаг отмечен");
    let folder = tempfile::tempdir().unwrap();
    let sheet = scan(&folder, "Согласие преемника.pdf");
    deputy.attach("form[action$='/steps/mentor'] [name=file]", &sheet);
    deputy.press("Отметить согласие");
    deputy.sees("Шаг отмечен");
    deputy.write("[id^=f-note-terms]", "№ 8");
    deputy.press("Отметить соглашение");
    deputy.sees("№ 8");
    deputy.picture("walk-mentoring-successor");
    principal.open(&card);
    principal.press("Издать приказ о замене");
    principal.sees("прежний наставник –");
    principal.choose("[name=ground]", "application:1");
    // Nothing is lost when the paper behind it is missing.
    principal.press("Издать приказ");
    principal.sees("Укажите документ-основание");
    assert_eq!(principal.value("[name=ground]", "value"), "application:1");
    principal.write("[name=note]", "заявление от 17.06.2026");
    principal.attach("[name=file]", &scan(&folder, "Заявление.pdf"));
    principal.press("Издать приказ");
    principal.sees("наставник заменён");
    principal.sees(&name(&stage, TEACHER));
    principal.picture("walk-mentoring-replaced");
}

/// Somebody is hired and gets a mentor by an order; the address of the pair.
fn paired(stage: &Stage, deputy: &Walker, principal: &Walker) -> String {
    for login in [MENTOR, TEACHER] {
        let sql = format!(
            "UPDATE people SET pedagogical_since = '2005-09-01' WHERE account_id = (SELECT id FROM accounts WHERE login = '{login}')"
        );
        stage.demo.house.db.write(|tx| tx.batch(&sql)).unwrap();
    }
    hire(deputy);
    deputy.press("Выбрать наставника");
    deputy.sees("Кого сопровождают");
    deputy.picture("walk-mentoring-choice");
    let mentor = stage.demo.ask(&format!(
        "SELECT CAST(p.id AS TEXT) AS line FROM people p JOIN accounts a ON a.id = p.account_id WHERE a.login = '{MENTOR}'"
    ));
    // Whoever is not one of the ten best stands below «Показать всех».
    if deputy.has(&format!("details:has(#m-{mentor})")) {
        deputy.click(&format!("details:has(#m-{mentor}) > summary"));
    }
    deputy.click(&format!("#m-{mentor}"));
    deputy.write("[name=reason]", "Рекомендует методический совет");
    deputy.press("Подготовить пару");
    deputy.sees("Пара готовится");
    let card = deputy.address();
    steps(deputy);
    deputy.picture("walk-mentoring-ready");
    principal.open(&card);
    principal.press("Издать приказ");
    principal.sees("Издать приказ о наставничестве?");
    principal.press("Издать приказ");
    principal.sees("пара работает");
    deputy.open(&card);
    deputy.press("Отметить");
    deputy.sees("Приказ объявлен");
    card
}

fn hire(deputy: &Walker) {
    deputy.open("/people/new");
    for (field, text) in [("last_name", "Первоцветова"), ("first_name", "Майя"), ("middle_name", "Юрьевна")]
    {
        deputy.write(&format!("[name={field}]"), text);
    }
    deputy.choose("[name=post]", "teacher");
    set(deputy, "[name=started_on]", "2026-06-10");
    deputy.press("Принять");
    deputy.until("her card is opened", || deputy.text().contains("Первоцветова Майя Юрьевна"));
    deputy.sees("молодой специалист");
}

/// A signed sheet as a file to attach; the folder goes with the walk.
fn scan(folder: &tempfile::TempDir, name: &str) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n").unwrap();
    path.display().to_string()
}

fn steps(deputy: &Walker) {
    deputy.write("#f-note-step", "протокол № 5 от 18.06.2026");
    let folder = tempfile::tempdir().unwrap();
    for next in ["Согласие заместителя", "Согласие наставника", "Согласие наставляемого", "Доп. соглашение"]
    {
        if next == "Согласие наставляемого" {
            deputy.attach("#f-file-step", &scan(&folder, "Согласие наставника.pdf"));
        }
        deputy.press("Отметить шаг");
        deputy.until(next, || deputy.text_of("main .card h2").contains(next));
    }
    // A step without its number keeps what was chosen.
    deputy.choose("#f-way-step", "duty");
    deputy.write("#f-note-step", "должностная инструкция, п. 2.7");
    deputy.press("Отметить шаг");
    deputy.sees("Все шаги пройдены");
}

fn journal(mentor: &Walker, card: &str) {
    mentor.open("/mentoring/own");
    mentor.press("Я наставник: Первоцветова М. Ю.");
    mentor.until("the card is opened", || mentor.address() == card);
    mentor.choose("#f-work-work", "mentor_visit");
    mentor.write("#f-topic-work", "Урок в 5 классе: дроби");
    mentor.click("form[action$='/works'] button");
    mentor.sees("Записано в журнал");
    mentor.sees("Урок в 5 классе: дроби");
}

/// The pair has worked for three days: nobody is replaced on the day of the own order.
fn days_ago(stage: &Stage, card: &str) {
    let id = card.rsplit('/').next().unwrap();
    let sql = format!(
        "UPDATE mentorships SET order_on = '2026-06-15' WHERE id = {id}; \
         UPDATE mentorship_mentors SET from_on = '2026-06-15' WHERE mentorship_id = {id} AND from_on IS NOT NULL"
    );
    stage.demo.house.db.write(|tx| tx.batch(&sql)).unwrap();
}

/// The pair has worked for a school year, and its term is over: what only time would bring.
fn year_ago(stage: &Stage, card: &str) {
    let id = card.rsplit('/').next().unwrap();
    let sql = format!(
        "UPDATE mentorships SET order_on = '2025-10-15', starts_on = '2025-11-01', ends_on = '2026-06-18' WHERE id = {id}; \
         UPDATE mentorship_mentors SET from_on = '2025-10-15' WHERE mentorship_id = {id}"
    );
    stage.demo.house.db.write(|tx| tx.batch(&sql)).unwrap();
}

fn report(mentor: &Walker, card: &str) {
    mentor.open(card);
    mentor.click("main a[href*='half=2026-2']");
    mentor.until("the report is drafted from the journal", || {
        mentor.has("#f-body") && mentor.value("#f-body", "value").contains("Урок в 5 классе: дроби")
    });
    mentor.picture("walk-mentoring-report");
    mentor.press("Подать отчёт");
    mentor.sees("После слова «Выводы» ничего нет");
    mentor.write_on("#f-body", "Темп урока ровный, дальше – опрос.");
    mentor.press("Подать отчёт");
    mentor.sees("Отчёт подан");
}

fn hear(deputy: &Walker, card: &str) {
    deputy.open(card);
    deputy.press("Решение совета");
    deputy.press("Записать решение");
    deputy.sees("Назовите протокол");
    deputy.write("[id^=f-protocol-hearing]", "протокол № 6 от 18.06.2026");
    deputy.press("Записать решение");
    deputy.sees("утверждён");
}

fn finish(principal: &Walker, card: &str) {
    principal.open(card);
    principal.press("Завершить по сроку");
    for (field, value) in [("adaptation", "passed"), ("stays", "yes"), ("incentive", "yes")] {
        principal.click(&format!("[name={field}][value={value}]"));
    }
    principal.write("#f-result-completion", "Ведёт уроки уверенно");
    principal.press("Завершить");
    principal.sees("за что рекомендуете поощрить");
    assert!(principal.value("[name=adaptation][value=passed]", "checked").contains("true"));
    principal.write("#f-incentive_note-completion", "грамота школы");
    principal.press("Завершить");
    principal.sees("завершена");
    principal.sees("рекомендовано: грамота школы");
    principal.picture("walk-mentoring-ended");
}

fn name(stage: &Stage, login: &str) -> String {
    stage.demo.ask(&format!(
        "SELECT p.last_name || ' ' || p.first_name || ' ' || p.middle_name AS line FROM people p \
         JOIN accounts a ON a.id = p.account_id WHERE a.login = '{login}'"
    ))
}

/// A day as a date field sends it, whatever the browser's language.
fn set(walker: &Walker, css: &str, value: &str) {
    walker.script(&format!("document.querySelector(\"{css}\").value = '{value}'"));
}
