//! Nothing typed is lost: a session that ends in the middle, a line that breaks.

use serde_json::json;

use super::readme::{answer_of, open_rows};
use super::walker::Walker;
use super::{METHODIST, Stage};

#[test]
fn an_answer_given_after_the_session_has_ended_is_kept_over_the_sign_in() {
    let stage = Stage::new();
    let sheet = stage.sheet();
    let walker = stage.person(METHODIST);
    walker.open(&sheet);
    let no = open_rows(&walker).remove(0);
    stage.end_sessions(METHODIST);
    walker.choose(&answer_of(&no), "no");
    walker.sees("Сеанс закончился.");
    walker.picture("walk-session-ended");
    walker.press("Войти снова – введённое сохранится");
    walker.until("the sign-in stands there", || walker.address().starts_with("/sign-in"));
    stage.fill_sign_in(&walker, METHODIST);
    walker.until("the sign-in leads back to the sheet", || walker.address().starts_with(&sheet));
    walker.sees("восстановлено и сохранено");
    walker.picture("walk-restored");
    assert_eq!(stage.stored(&sheet, &no), "{\"present\":false}");
}

#[test]
fn an_answer_given_without_a_line_is_sent_when_it_is_back() {
    let stage = Stage::new();
    let sheet = stage.sheet();
    let walker = stage.person(METHODIST);
    walker.open(&sheet);
    let no = open_rows(&walker).remove(0);
    cut(&walker, true);
    walker.choose(&answer_of(&no), "no");
    walker.sees("нет связи – сохраним, когда появится");
    walker.picture("walk-no-line");
    assert_eq!(stage.stored(&sheet, &no), "");
    cut(&walker, false);
    walker.until("the answer arrives", || stage.stored(&sheet, &no) == "{\"present\":false}");
    walker.sees("сохранено");
    walker.sees_not("нет связи");
}

/// Takes the line away from the browser, or gives it back.
pub fn cut(walker: &Walker, is_cut: bool) {
    walker.cdp("Network.enable", json!({}));
    let line = json!({ "offline": is_cut, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    walker.cdp("Network.emulateNetworkConditions", line);
}
