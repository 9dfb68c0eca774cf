//! What is asked about twice: the routes a person proves themselves for, as a list kept in `checks/expected/step_up.txt` and
//! read in the diff of whoever changes it. `METODSET_UPDATE=1` writes it anew.

use std::fmt::Write as _;
use std::fs;

use web::Method;

const EXPECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/expected/step_up.txt");

#[test]
fn what_is_asked_twice_is_what_was_reviewed() {
    let mut lines = String::new();
    for route in metodset::areas::all().iter().flat_map(|area| &area.routes).filter(|one| one.is_step_up()) {
        let method = if route.method == Method::Get { "GET" } else { "POST" };
        let _ = writeln!(lines, "{method} {}", route.path);
    }
    if std::env::var("METODSET_UPDATE").is_ok_and(|value| value == "1") {
        fs::write(EXPECTED, &lines).unwrap();
    }
    let expected = fs::read_to_string(EXPECTED).unwrap_or_default();
    assert_eq!(lines, expected, "checks/expected/step_up.txt says something else");
    for must in ["POST /accounts/{account}/roles", "POST /account/tokens", "GET /monitoring/{campaign}/xlsx"]
    {
        assert!(lines.lines().any(|line| line == must), "{must} is asked about once");
    }
}
