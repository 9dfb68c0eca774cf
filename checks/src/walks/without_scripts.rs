//! The same filling with scripts switched off: every step is a form and a page.

use super::walker::Walker;
use super::{METHODIST, Stage};

#[test]
fn a_sheet_is_filled_and_handed_in_without_scripts() {
    let stage = Stage::new();
    let sheet = stage.sheet();
    let walker = stage.person_without_scripts(METHODIST);
    walker.press("Заполнить");
    let left = unanswered(&walker);
    assert!(left.len() >= 4, "the demo leaves too little to do: {left:?}");
    walker.picture("walk-without-scripts");
    for no in &left[1..] {
        save(&walker, no, "no");
    }
    walker.open(&sheet);
    walker.press("Отправить на проверку");
    walker.sees(&format!("Нет ответа на показатели: {}", left[0]));
    // The name of an indicator leads to a page of its own, where a document is attached.
    walker.open(&sheet);
    walker.click(&format!("tr[data-row=\"{}\"] a[data-drawer]", left[0]));
    walker.until("the indicator has a page", || walker.address().ends_with(&format!("/answers/{}", left[0])));
    walker.picture("walk-indicator-without-scripts");
    walker.choose_first("select[name=document]");
    walker.press("Приложить из реестра");
    walker.sees("Документ приложен");
    walker.press("Отправить на проверку");
    walker.sees("Таблица отправлена на проверку");
    assert_eq!(stage.stored(&sheet, &left[1]), "{\"present\":false}");
    assert_eq!(stage.stored(&sheet, &left[0]), "{\"present\":true}");
}

#[test]
fn a_form_sent_after_the_session_has_ended_goes_through_the_sign_in_without_scripts() {
    let stage = Stage::new();
    let sheet = stage.sheet();
    let walker = stage.person_without_scripts(METHODIST);
    walker.open(&sheet);
    let no = unanswered(&walker).remove(0);
    stage.end_sessions(METHODIST);
    walker.choose(&super::readme::answer_of(&no), "no");
    walker.click(&format!("tr[data-row=\"{no}\"] form[data-answer] button"));
    walker.sees("Вход");
    walker.picture("walk-carried-sign-in");
    stage.fill_sign_in(&walker, METHODIST);
    walker.sees("Отправить введённое?");
    walker.picture("walk-carried-form");
    walker.press("Отправить");
    walker.until("the carried answer arrives", || stage.stored(&sheet, &no) == "{\"present\":false}");
}

fn save(walker: &Walker, no: &str, value: &str) {
    walker.choose(&super::readme::answer_of(no), value);
    walker.click(&format!("tr[data-row=\"{no}\"] form[data-answer] button"));
    walker.until("the page comes back", || {
        walker.text_of(&format!("tr[data-row=\"{no}\"] .sheet-state")) == "нет"
    });
}

/// Rows without an answer, read without scripts.
fn unanswered(walker: &Walker) -> Vec<String> {
    walker.attributes(
        "//tr[@data-row][td[contains(@class,'sheet-state')][contains(., 'нет ответа') or contains(., 'найдено, подтвердите')]]",
        "data-row",
    )
}
