//! A session ends in the middle of typing: what was typed comes back to its author, and to nobody else.

use access::{Granted, Level, Role, SignedIn};
use testing::{Browser, Shown, TestApp, both_databases};
use web::{Area, Cx, Reply, Result, Write, post};

use super::{PASSWORD, Stage, stage};

const TYPED: [(&str, &str); 6] = [
    ("last_name", "Сосновский & сын"),
    ("first_name", "Лев"),
    ("login", "sosna"),
    ("role", "service_head"),
    ("place", "Северный"),
    ("basis", "приказ от 01.06.2026 № 7"),
];

/// An administrator whose session ends before the form is sent: the browser and the sign-in page it got.
fn cut_off(stage: &Stage) -> (Browser, Shown) {
    let id = stage.settled("vera", Role::Administrator, &stage.tree.region);
    let browser = stage.entered("vera");
    browser.page("/accounts/new");
    stage.sql(&format!("UPDATE sessions SET ended_at = 1 WHERE account_id = {id}"));
    let mut fields = TYPED.to_vec();
    fields.push(("some_password", "тайна тайная"));
    let shown = browser.post("/accounts", &fields);
    (browser, shown)
}

both_databases! {
    fn what_was_typed_is_sent_after_signing_in_again(engine) {
        let stage = stage(engine);
        let (browser, shown) = cut_off(&stage);
        assert_eq!(shown.status, 401);
        assert!(shown.says("Сеанс закончился. Войдите – введённое сохранится."));
        let carried = shown.input("carried").unwrap();
        let wrong = browser.post("/sign-in", &[("login", "vera"), ("password", "не тот"), ("carried", &carried)]);
        assert_eq!(wrong.input("carried").as_deref(), Some(carried.as_str()));
        let offered = browser.post("/sign-in", &[("login", "vera"), ("password", PASSWORD), ("carried", &carried)]);
        assert_eq!(offered.status, 200);
        assert!(offered.says("Вы снова вошли. Отправить введённое?") && offered.says("приказ от 01.06.2026 № 7"));
        assert!(offered.body.contains("action=\"/accounts\"") && !offered.body.contains("тайна"));
        assert!(stage.by_login("sosna").is_none());
        let kept: Vec<_> = TYPED.iter().map(|(name, _)| (*name, offered.input(name).unwrap())).collect();
        let fields: Vec<_> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let saved = browser.post("/accounts", &fields);
        assert!(saved.status == 200 && saved.says("Ссылка-приглашение"), "{}", saved.body);
        assert_eq!(stage.by_login("sosna").unwrap().name.last, "Сосновский & сын");
    }

    fn nobody_else_is_given_what_was_typed(engine) {
        let stage = stage(engine);
        stage.settled("other", Role::Administrator, &stage.tree.region);
        let (browser, shown) = cut_off(&stage);
        let carried = shown.input("carried").unwrap();
        let entered = browser.post("/sign-in", &[("login", "other"), ("password", PASSWORD), ("carried", &carried)]);
        assert_eq!(entered.status, 303);
        assert!(!entered.body.contains("Сосновский"));
        let next = browser.page("/account");
        assert!(next.says("Введённое до входа принадлежит другому человеку и вам не показано."));
        assert!(stage.by_login("sosna").is_none());
    }

    fn a_forged_carried_form_is_not_offered(engine) {
        let stage = stage(engine);
        let (browser, shown) = cut_off(&stage);
        let carried = format!("{}x", shown.input("carried").unwrap());
        let entered = browser.post("/sign-in", &[("login", "vera"), ("password", PASSWORD), ("carried", &carried)]);
        assert_eq!(entered.status, 303);
    }

    fn files_are_to_be_chosen_again(engine) {
        let scans = Area { routes: vec![post("/scans", keep_scan).uploads()], ..Area::default() };
        let app = TestApp::of(engine, vec![units::area(), crate::area(), scans]);
        let tree = units::fixture::plant(&app.house).unwrap();
        let browser = app.browser_as(Role::Administrator, Level::Region, &tree.region.path);
        app.write(|tx| tx.batch("UPDATE sessions SET ended_at = 1"));
        let shown = browser.upload("/scans", &[("last_name", "Ивовый")], ("scan", "a.pdf", b"%PDF-1.4 x"));
        assert_eq!(shown.status, 401);
        assert!(shown.says("Прикреплённые файлы после входа нужно выбрать ещё раз."));
    }

    fn a_form_with_files_is_refused_unread_where_no_files_are_taken(engine) {
        let stage = stage(engine);
        let shown = stage.app.stranger().upload("/sign-in", &[("login", "vera")], ("scan", "a.pdf", b"%PDF-1.4 x"));
        assert_eq!(shown.status, 400);
    }

    fn an_autosave_is_told_401_and_signing_out_is_not_carried(engine) {
        let stage = stage(engine);
        let account = stage.app.account(Role::Administrator, Level::Region, &stage.tree.region.path);
        let browser = stage.app.signed_in(account);
        stage.sql("UPDATE sessions SET ended_at = 1");
        assert_eq!(browser.save("/accounts", &[("last_name", "Ивовый")]).status, 401);
        let shown = browser.post("/sign-out", &[]);
        assert_eq!((shown.status, shown.input("carried")), (401, None));
        assert!(shown.says("Сеанс уже закончился."));
    }
}

/// A form with a file, for the tests.
fn keep_scan(_cx: &mut Cx<Write>, _may: Granted<SignedIn>) -> Result<Reply> {
    Ok(Reply::to("/"))
}
