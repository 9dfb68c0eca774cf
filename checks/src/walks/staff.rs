//! A staff list as a school has it: uploaded, mended on the page, accepted; one of the people found by initials, two cards of one
//! person made one. With scripts and without.

use std::io::Write;

use chrono::NaiveDate;
use sheets::{Cell, Column, Line, Table, Workbook};
use tempfile::NamedTempFile;

use super::walker::Walker;
use super::{DEPUTY, Stage};

/// The same person twice: a letter was mistyped.
const HER: &str = "Иванова Изабелла Игнатьевна";
const SLIP: &str = "Ивонова Изабелла Игнатьевна";

/// Notes what the page says while a file is read: the reply takes it away.
const LISTEN: &str = "addEventListener('submit', () =>
    sessionStorage.setItem('said', document.querySelector('[data-busy-line]')?.textContent ?? ''))";

#[test]
fn a_messy_list_is_mended_accepted_and_its_people_are_found() {
    let stage = Stage::new();
    walk(&stage.person(DEPUTY), "walk-staff");
}

#[test]
fn the_same_without_scripts() {
    let stage = Stage::new();
    walk(&stage.person_without_scripts(DEPUTY), "walk-staff-without-scripts");
}

fn walk(walker: &Walker, name: &str) {
    let file = list();
    walker.open("/people");
    walker.press("Загрузить список");
    walker.attach("[name=file]", &file.path().display().to_string());
    let is_scripted = walker.has("html.scripted");
    if is_scripted {
        walker.script(LISTEN);
    }
    walker.press("Показать, что изменится");
    verdicts(walker);
    if is_scripted {
        let said = walker.script("return sessionStorage.getItem('said')");
        assert!(
            said.as_str().unwrap_or_default().starts_with("Читаем файл"),
            "a long reading says nothing: {said}"
        );
    }
    walker.picture(&format!("{name}-wrong"));
    mend(walker);
    walker.picture(&format!("{name}-mended"));
    walker.press("Принять, только если хороши все");
    walker.sees("Список принят. Новых строк: 4, изменённых: 0.");
    find(walker);
    walker.picture(&format!("{name}-card"));
    merge(walker);
    walker.picture(&format!("{name}-merged"));
}

/// A title above the header, a totals row, a post nobody has, a day there never was, one person twice.
fn list() -> NamedTempFile {
    let row = |cells: [&str; 4]| Line::Cells(cells.map(Cell::text).to_vec());
    let table = Table {
        name: "Кадры".into(),
        title: vec!["Список педагогических работников".into(), "на 1 сентября".into()],
        columns: [("ФИО", 36), ("Должность", 20), ("Предмет", 16), ("Дата рождения", 14)]
            .map(|(title, width)| Column::new(title, width))
            .to_vec(),
        lines: vec![
            row([HER, "учитель", "математика", "14.03.1988"]),
            row(["Жаворонкова Алла Олеговна", "чародей", "", "02.05.1979"]),
            row(["Перепёлкина-Гай Юлия Львовна", "учитель", "химия", "31.02.1985"]),
            row([SLIP, "учитель", "математика", ""]),
            Line::Foot { text: "Итого: 4".into(), cells: Vec::new() },
        ],
        ..Table::default()
    };
    let made_on = NaiveDate::from_ymd_opt(2026, 6, 18).unwrap();
    let book = Workbook { title: "Кадры".into(), made_on, tables: vec![table] };
    let mut file = tempfile::Builder::new().prefix("Кадры-").suffix(".xlsx").tempfile().unwrap();
    file.write_all(&sheets::xlsx(&book).unwrap()).unwrap();
    file
}

fn verdicts(walker: &Walker) {
    walker.sees("новый человек: 2");
    walker.sees("ошибка: 2");
    for said in ["B6", "чародей", "D7", "строка 9: «Итого: 4»"] {
        walker.sees(said);
    }
    assert_eq!(walker.value("[name=cell-B6]", "value"), "чародей");
    assert_eq!(walker.value("[name=cell-D7]", "value"), "31.02.1985");
}

/// Both wrong cells are typed over on the page.
fn mend(walker: &Walker) {
    walker.write("[name=cell-B6]", "педагог-психолог");
    walker.write("[name=cell-D7]", "28.02.1985");
    walker.press("Проверить исправленное");
    walker.sees("новый человек: 4");
    walker.sees("B6: исправлена на этой странице на «педагог-психолог»");
    walker.sees("D7: исправлена на этой странице на «28.02.1985»");
    walker.sees_not("ошибка:");
}

fn find(walker: &Walker) {
    walker.open("/search");
    walker.write("#search-q", "Иванова И. И.");
    walker.press("Найти");
    walker.press(HER);
    walker.until("her card is opened", || walker.address().starts_with("/people/"));
    walker.sees("14 марта 1988 г.");
}

/// The card with the mistyped letter goes into the other.
fn merge(walker: &Walker) {
    walker.open("/people");
    walker.press("Похожие карточки");
    walker.sees(SLIP);
    let pair = format!("//tr[contains(., '{HER}') and contains(., '{SLIP}')]//a");
    let address = walker.attributes(&pair, "href").remove(0);
    walker.open(&address);
    walker.sees("Один человек или два?");
    let is_first = walker.text_of("thead th:nth-child(2)").starts_with("Иванова");
    walker.press(if is_first { "Оставить первую" } else { "Оставить вторую" });
    walker.sees("Карточки объединены");
    walker.sees(HER);
    walker.open("/people?name=ивонова");
    walker.sees("Никого не нашлось");
    walker.open("/people?name=иванова");
    walker.sees(HER);
}
