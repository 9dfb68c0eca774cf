//! The sheet as a spreadsheet: keys that move and answer, a range pasted from Excel, and a line that breaks meanwhile.

use std::fmt::Write;

use fantoccini::key::Key;
use serde_json::Value;

use super::kept::cut;
use super::readme::answer_of;
use super::walker::Walker;
use super::{METHODIST, Stage};

const PRESENT: &str = "{\"present\":true}";
const ABSENT: &str = "{\"present\":false}";

#[test]
fn several_rows_are_answered_without_a_mouse() {
    let stage = Stage::new();
    let (sheet, walker) = on_row(&stage, "4.5");
    walker.keys("н");
    walker.chord(Key::Shift, Key::Enter);
    assert_eq!(row(&walker), "4.4", "Shift+Enter goes up");
    walker.keys(&char::from(Key::Down).to_string());
    walker.keys(&char::from(Key::Enter).to_string());
    assert_eq!(row(&walker), "4.6", "the arrow and Enter go down");
    for no in ["4.4", "4.6"] {
        assert_ne!(value(&walker, no), "", "moving changed {no}");
    }
    walker.until("what was left behind is saved", || stage.stored(&sheet, "4.5") == ABSENT);
    walker.sees("сохранено");
    walker.chord(Key::Control, Key::End);
    assert_eq!(row(&walker), "7.5");
    walker.chord(Key::Control, Key::Home);
    assert_eq!(row(&walker), "1.1");
    focus(&walker, "4.5");
    walker.keys(&char::from(Key::Delete).to_string());
    walker.until("the answer is taken back", || stage.stored(&sheet, "4.5").is_empty());
    walker.keys("?");
    walker.sees("Клавиши таблицы");
    walker.picture("walk-keys");
}

#[test]
fn escape_returns_the_value_last_saved() {
    let stage = Stage::new();
    let (sheet, walker) = on_row(&stage, "4.6");
    let before = value(&walker, "4.6");
    cut(&walker, true);
    walker.keys(if before == "yes" { "н" } else { "е" });
    walker.sees("нет связи – сохраним, когда появится");
    walker.keys(&char::from(Key::Escape).to_string());
    assert_eq!(value(&walker, "4.6"), before);
    let stored = stage.stored(&sheet, "4.6");
    cut(&walker, false);
    walker.open(&sheet);
    assert_eq!((value(&walker, "4.6"), stage.stored(&sheet, "4.6")), (before, stored), "the value came back");
}

#[test]
fn a_range_from_excel_goes_down_the_rows_and_what_does_not_fit_is_told() {
    let stage = Stage::new();
    let (sheet, walker) = on_row(&stage, "4.4");
    let before = value(&walker, "4.4");
    walker.paste("есть\nвозможно\n-\r\n");
    walker.sees("Вставлено 2, не подошло 1: 4.5 «возможно».");
    walker.picture("walk-pasted");
    walker.until("the pasted answers are saved", || {
        stage.stored(&sheet, "4.4") == PRESENT && stage.stored(&sheet, "4.6") == ABSENT
    });
    assert_eq!(stage.stored(&sheet, "4.5"), "");
    walker.press("Отменить вставку");
    walker.until("the paste is undone", || value(&walker, "4.4") == before);
    focus(&walker, "7.4");
    walker.paste("нет\nнет\nнет\nда");
    walker.sees("Строк больше, чем в таблице, на 2: «нет», «да».");
    focus(&walker, "1.1");
    walker.paste("4.5\tда\n4.6\tда");
    walker.until("numbers lead to their rows", || stage.stored(&sheet, "4.5") == PRESENT);
}

#[test]
fn thirty_rows_pasted_without_a_line_are_sent_when_it_is_back() {
    let stage = Stage::new();
    let (sheet, walker) = on_row(&stage, "3.1");
    cut(&walker, true);
    let mut range = String::new();
    for line in 0..30 {
        writeln!(range, "{}", if line % 2 == 0 { "да" } else { "нет" }).unwrap();
    }
    walker.paste(&range);
    walker.sees("Вставлено 30.");
    walker.sees("ещё не отправлено:");
    walker.picture("walk-pasted-without-line");
    // Closed without a line, opened again: everything is still there and goes out.
    cut(&walker, false);
    walker.open(&sheet);
    for (no, said) in [("3.1", PRESENT), ("3.2", ABSENT), ("3.29", PRESENT), ("3.30", ABSENT)] {
        walker.until(&format!("{no} arrives"), || stage.stored(&sheet, no) == said);
    }
    let kept = "return Object.keys(localStorage).filter((key) => key.startsWith('metodset:')).length";
    walker.until("nothing waits any more", || walker.script(kept) == 0);
    let sums = walker.text_of("[data-criterion=\"3\"]");
    walker.open(&sheet);
    assert_eq!(
        walker.text_of("[data-criterion=\"3\"]"),
        sums,
        "the sums of crossing replies are the last ones"
    );
}

/// A methodist whose focus stands in the answer of a row.
fn on_row(stage: &Stage, no: &str) -> (String, Walker) {
    let (sheet, walker) = (stage.sheet(), stage.person(METHODIST));
    walker.open(&sheet);
    focus(&walker, no);
    (sheet, walker)
}

fn focus(walker: &Walker, no: &str) {
    let field = answer_of(no).replace('"', "\\\"");
    walker.script(&format!("document.querySelector(\"{field}\").focus()"));
}

/// The row the focus stands in.
fn row(walker: &Walker) -> String {
    let found = walker.script("return document.activeElement.closest('tr')?.dataset.row ?? ''");
    found.as_str().unwrap_or_default().to_owned()
}

fn value(walker: &Walker, no: &str) -> String {
    let field = answer_of(no).replace('"', "\\\"");
    let found = walker.script(&format!("return document.querySelector(\"{field}\").value"));
    match found {
        Value::String(text) => text,
        other => panic!("{other}"),
    }
}
