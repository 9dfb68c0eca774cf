//! The walk of the README: a municipality fills its sheet, the institute returns, rules and publishes, a school reads.

use std::fs;

use super::walker::Walker;
use super::{DEPUTY, INSTITUTE, METHODIST, Stage};

const PDF: &str = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
                   xref\n0 3\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

#[test]
fn from_the_first_answer_to_the_published_result() {
    let stage = Stage::new();
    let sheet = stage.sheet();
    let methodist = stage.person(METHODIST);
    fill(&methodist, &sheet);
    attach(&methodist, &sheet);
    hand_in(&methodist, &sheet);
    let institute = stage.person(INSTITUTE);
    give_back(&institute, &stage);
    mend(&methodist, &sheet);
    accept(&institute, &sheet);
    publish(&institute, &stage);
    let shows_ground = read_results(&institute);
    at_school(&stage, &sheet);
    as_a_stranger(&stage, &sheet);
    assert!(shows_ground, "the published result does not show on what the expert's mark of 1.2 stands");
}

/// From «Мои дела» to the sheet; an answer is saved while it is given.
fn fill(walker: &Walker, sheet: &str) {
    walker.sees("Мои дела");
    walker.sees("Заполнить мониторинговую таблицу");
    walker.press("Заполнить");
    walker.until("the duty leads to the sheet", || walker.address().starts_with(sheet));
    walker.sees("осталось 6 показателей");
    let no = open_rows(walker).remove(0);
    walker.choose(&answer_of(&no), "no");
    walker.sees("сохранено");
    walker.sees("осталось 5 показателей");
}

/// What the program found is confirmed; a document of the registry and a new one are attached.
fn attach(walker: &Walker, sheet: &str) {
    let found = |walker: &Walker| {
        walker.script("return [...document.querySelectorAll('.sheet-evidence')].find((e) => e.innerText.includes('Найдено'))?.closest('tr').dataset.row ?? ''")
    };
    let no = found(walker).as_str().unwrap_or_default().to_owned();
    walker.click(&format!("tr[data-row=\"{no}\"] a[data-drawer]"));
    walker.press("Подтвердить");
    walker.sees("Документ приложен");
    walker.sees("осталось 4 показателя");

    let no = open_rows(walker).remove(0);
    walker.click(&format!("tr[data-row=\"{no}\"] a[data-drawer]"));
    walker.until("the drawer has the registry", || walker.has("#drawer select[name=document]"));
    walker.picture("walk-drawer");
    let document =
        walker.script("return document.querySelector('#drawer select[name=document]').options[1].value");
    walker.choose("#drawer select[name=document]", document.as_str().unwrap_or_default());
    walker.press("Приложить из реестра");
    walker.sees("осталось 3 показателя");

    let no = open_rows(walker).remove(0);
    walker.open(&format!("{sheet}/answers/{no}"));
    upload(walker);
    walker.sees("Документ приложен");
    walker.sees("осталось 2 показателя");
}

fn upload(walker: &Walker) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Справка.pdf");
    fs::write(&path, PDF).unwrap();
    if !walker.has("details[open] [name=title]") {
        walker.press("Новый документ");
    }
    walker.write("[name=title]", "Справка о работе с наставниками");
    walker.write("[name=number]", "17");
    walker.attach("[name=file]", &path.display().to_string());
    walker.press("Приложить");
    walker.until("the upload arrives", || !walker.address().contains("/answers/"));
}

/// The way is closed while something is unanswered, and the page says what.
fn hand_in(walker: &Walker, sheet: &str) {
    let left = open_rows(walker);
    walker.press("Отправить на проверку");
    walker.sees(&format!("Нет ответа на показатели: {}", left.join(", ")));
    walker.picture("walk-refused-submission");
    walker.open(sheet);
    for no in &left {
        walker.choose(&answer_of(no), "no");
        walker.until("the answer is kept", || {
            walker.text_of(&format!("tr[data-row=\"{no}\"] .sheet-state")) == "нет"
        });
    }
    walker.open(sheet);
    walker.sees("всё заполнено, можно отправлять");
    walker.press("Отправить на проверку");
    walker.sees("Таблица отправлена на проверку");
    walker.picture("walk-submitted");
}

/// The institute finds the sheet in the campaign and returns it with a remark.
fn give_back(walker: &Walker, stage: &Stage) {
    walker.open(&stage.campaign("2026"));
    walker.press("Белогорск");
    walker.press("Вернуть");
    walker.write("[name=reason]", "Приложите справку с подписью");
    walker.click("[id=\"no-2.5\"]");
    walker.write("[name=\"remark-2.5\"]", "В списке нет дат");
    walker.press("Вернуть на доработку");
    walker.sees("возвращена");
    walker.picture("walk-returned");
}

fn mend(walker: &Walker, sheet: &str) {
    walker.open("/");
    walker.picture("walk-home-returned");
    walker.open(sheet);
    walker.sees("Приложите справку с подписью");
    walker.sees("Замечание: В списке нет дат");
    walker.choose(&answer_of("2.5"), "no");
    walker.sees("сохранено");
    walker.press("Отправить на проверку");
    walker.sees("Таблица отправлена на проверку");
}

/// The judgement of 1.2 with its ground, then everything else.
fn accept(walker: &Walker, sheet: &str) {
    walker.open(sheet);
    walker.press("Принять остальное и завершить");
    walker.sees("1.2");
    walker.picture("walk-judgement-missing");
    walker.open(&format!("{sheet}/answers/1.2"));
    walker.picture("walk-judgement");
    walker.write("[name=reason]", "Результаты отвечают целям Положения, сроки названы");
    walker.press("Соответствует");
    walker.sees("принято");
    walker.press("Принять остальное и завершить");
    walker.sees("проверена");
    walker.picture("walk-verified");
}

/// The other municipality never came: it is left out for a reason, and the rest is published.
fn publish(walker: &Walker, stage: &Stage) {
    walker.open(&stage.campaign("2026"));
    walker.press("Закрыть сбор");
    walker.sees("Закрыть сбор?");
    walker.picture("walk-sure");
    walker.press("Закрыть сбор");
    walker.press("Опубликовать результаты");
    walker.press("Опубликовать");
    walker.sees("Не проверены таблицы: Михайловский район");
    walker.picture("walk-publication-refused");
    walker.open(&stage.campaign("2026"));
    walker.picture("walk-verifying");
    walker.press("Опубликовать результаты");
    walker.sees("Михайловский район");
    walker.click("input[name=without]");
    walker.write("[name=because]", "таблица не сдана");
    walker.picture("walk-publication");
    walker.press("Опубликовать");
    walker.sees("Результаты");
}

/// From the heat map to the ground of one point; whether that of the expert's own mark is told.
fn read_results(walker: &Walker) -> bool {
    if !walker.address().contains("/results") {
        walker.press("Результаты");
    }
    walker.sees("Результаты мониторинга");
    walker.sees("таблица не сдана");
    walker.picture("walk-results");
    walker.press("Белогорск");
    walker.sees("Подтверждение есть: 1 балл.");
    walker.sees("Приложите подтверждение, это 1 балл");
    walker.picture("walk-explained");
    walker.text().contains("Результаты отвечают целям Положения")
}

fn at_school(stage: &Stage, sheet: &str) {
    let deputy = stage.person(DEPUTY);
    deputy.open("/monitoring");
    deputy.picture("walk-school-campaigns");
    deputy.sees("2025/26");
    deputy.open(&format!("{}/results", stage.campaign("2026")));
    deputy.sees("Результаты мониторинга");
    deputy.open(sheet);
    deputy.sees_not("Состояние");
    deputy.picture("walk-school-refused");
    assert!(!deputy.has("table.sheet"), "a school sees the sheet");
}

fn as_a_stranger(stage: &Stage, sheet: &str) {
    let stranger = stage.stranger();
    for address in ["/", sheet, "/monitoring", "/documents", "/units"] {
        stranger.open(address);
        stranger.until("the sign-in stands before it", || stranger.address().starts_with("/sign-in"));
    }
}

/// The numbers of the rows that still wait for an answer.
pub fn open_rows(walker: &Walker) -> Vec<String> {
    let found = walker.script("return [...document.querySelectorAll('tr[data-row]')].filter((row) => row.querySelector('form[data-answer] [name=value]')?.value === '' && !row.querySelector('.sheet-state').innerText.includes('вычислено')).map((row) => row.dataset.row)");
    let rows: Vec<String> =
        found.as_array().into_iter().flatten().filter_map(|no| no.as_str().map(str::to_owned)).collect();
    assert!(!rows.is_empty(), "no row waits for an answer");
    rows
}

/// The field of the answer to an indicator.
pub fn answer_of(no: &str) -> String {
    format!("tr[data-row=\"{no}\"] [name=value]")
}
