//! The closed circle: a monitoring is published, reported on, recommended after; a municipality takes a measure; the next year
//! shows what became of it.

use monitoring::fixture::{Measured, opened, publish};
use units::Unit;

use super::walker::Walker;
use super::{INSTITUTE, Stage};

/// The phrase of every methodist of the demo.
const PHRASE: &str = "таблица в июне";

#[test]
fn from_a_published_deficit_to_its_effect_a_year_later() {
    let stage = Stage::new();
    let (login, unit) = measured(&stage);
    let institute = stage.person(INSTITUTE);
    let campaign = stage.campaign("2026");
    published(&institute, &campaign);
    let number = campaign.rsplit('/').next().unwrap().to_owned();
    reported(&institute, &number);
    let board = format!("/recommendations/campaigns/{number}");
    recommended(&institute, &board);
    let methodist = stage.stranger();
    methodist.open("/sign-in");
    methodist.write("[name=login]", &login);
    methodist.write("[name=password]", PHRASE);
    methodist.press("Войти");
    methodist.sees("Ответить на");
    let no = answered(&methodist, &format!("{board}/units/{}", unit.id));
    next_year(&stage, &unit, &no);
    institute.open(&format!("{board}/effect"));
    institute.sees("улучшилось");
    institute.picture("walk-circle-effect");
    methodist.open(&format!("/circle/{}", unit.id));
    methodist.sees("2026/27");
    methodist.picture("walk-circle");
}

/// The municipality whose sheet of this year is verified already, and its methodist.
fn measured(stage: &Stage) -> (String, Unit) {
    let line = stage.demo.ask(
        "SELECT a.login || ' ' || CAST(s.unit_id AS TEXT) AS line FROM sheets s JOIN campaigns c ON c.id = s.campaign_id \
         JOIN role_grants g ON g.scope_path = s.unit_path JOIN accounts a ON a.id = g.account_id \
         WHERE c.period = '2026' AND s.state = 'verified' AND g.role = 'municipal_methodist' ORDER BY s.id",
    );
    let (login, id) = line.split_once(' ').unwrap();
    let id: i64 = id.parse().unwrap();
    let unit = stage.demo.house.db.read(|conn| units::store::all_of(conn, &[id])).unwrap().pop().unwrap();
    (login.to_owned(), unit)
}

/// Whoever has not come is left out for a reason.
fn published(walker: &Walker, campaign: &str) {
    walker.open(campaign);
    walker.press("Закрыть сбор");
    walker.sees("Закрыть сбор?");
    walker.press("Закрыть сбор");
    walker.press("Опубликовать результаты");
    walker.until("the sheets that are missing are named", || walker.has("input[name=without]"));
    walker.script("for (const box of document.querySelectorAll('input[name=without]')) box.click()");
    walker.write("[name=because]", "таблица не проверена");
    walker.press("Опубликовать");
    walker.sees("Результаты мониторинга");
}

/// A report is begun, and a figure put where the cursor stands.
fn reported(walker: &Walker, campaign: &str) {
    walker.open(&format!("/reports/campaigns/{campaign}"));
    walker.press("Составить отчёт");
    walker.sees("Черновик составлен");
    walker.picture("walk-circle-report");
    walker.click("main a[href*='/sections/']");
    walker.until("the text is there", || walker.has("textarea[name=body]"));
    walker.script("const area = document.querySelector('textarea[name=body]'); area.focus(); area.setSelectionRange(0, 0)");
    walker.choose_first("[name=figure]");
    walker.press("Вставить число");
    walker.until("the figure stands at the cursor", || {
        walker.value("textarea[name=body]", "value").starts_with('{')
    });
    walker.press("Сохранить");
    walker.sees("Раздел сохранён");
}

fn recommended(walker: &Walker, board: &str) {
    walker.open(board);
    walker.press("Подготовить черновики");
    walker.sees("Подготовлено");
    walker.click("form[action$='/dispatch'] button");
    walker.sees("Направлено рекомендаций");
    walker.picture("walk-circle-board");
}

/// The methodist answers the first recommendation with a measure and does it; the number of its indicator.
fn answered(walker: &Walker, letter: &str) -> String {
    walker.open(letter);
    walker.click("form[action$='/receipt'] button");
    walker.sees("Получение отмечено");
    let no = walker.text_of("main tbody th a");
    walker.click("main tbody th a");
    let measures = "form[action$='/measures']";
    walker.write(&format!("{measures} [name=title]"), "Утвердить план-график");
    walker.write(&format!("{measures} [name=responsible]"), "методист");
    // The keys of a date field depend on the language of the browser.
    walker.script("document.querySelector(\"form[action$='/measures'] [name=due_on]\").value = '2026-08-20'");
    walker.press("Добавить меру");
    walker.sees("Мера добавлена");
    walker.press("Отправить ответ");
    walker.sees("Ответ отправлен");
    walker.press("Отметить выполнение");
    walker.write("form[action$='/completion'] [name=outcome]", "Утверждён приказом");
    walker.press("Мера выполнена");
    walker.sees("Утверждён приказом");
    walker.picture("walk-circle-measure");
    no
}

/// The next year's results of the municipality: the indicator has its point.
fn next_year(stage: &Stage, unit: &Unit, no: &str) {
    let house = &stage.demo.house;
    let owner = stage.demo.ask("SELECT CAST(unit_id AS TEXT) AS line FROM campaigns WHERE period = '2026'");
    let owner: i64 = owner.parse().unwrap();
    let region = house.db.read(|conn| units::store::all_of(conn, &[owner])).unwrap().pop().unwrap();
    let campaign = opened(house, &region, "2027").unwrap();
    let figures = [(no, "1", "1", "scored")];
    publish(house, campaign, 1, "", &[Measured::municipality(unit, &figures)]).unwrap();
}
