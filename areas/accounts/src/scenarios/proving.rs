//! What is asked about twice: a quarter of an hour after the password, the person proves who they are once more.

use access::Role;
use testing::both_databases;

use super::PASSWORD;
use super::factor::{code, set_up, ticking};

const ROLE: [(&str, &str); 3] = [("role", "service_head"), ("place", "Северный"), ("basis", "приказ № 9")];

both_databases! {
    fn within_a_quarter_of_an_hour_nothing_is_asked_and_after_it_the_form_waits(engine) {
        let (stage, clock) = ticking(engine);
        stage.settled("anna", Role::Administrator, &stage.tree.region);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.south);
        let browser = stage.entered("anna");
        let address = format!("/accounts/{vera}/roles");
        browser.page(&format!("/accounts/{vera}"));
        clock.turn_to(clock.now().plus_seconds(15 * 60));
        browser.done(&address, &ROLE);
        clock.turn_to(clock.now().plus_seconds(1));
        let fields = [("role", "principal"), ("place", stage.tree.school.code.as_str()), ("basis", "приказ № 10")];
        let asked = browser.post(&address, &fields);
        assert!(asked.status == 401 && asked.says("Подтвердите, что это вы") && asked.input("one_time_code").is_none());
        let carried = asked.input("carried").unwrap();
        let wrong = browser.post("/account/proof", &[("current_password", "не тот пароль"), ("carried", &carried)]);
        assert!(wrong.status == 422 && wrong.says("Это не нынешний пароль"));
        assert_eq!(wrong.input("carried").as_deref(), Some(carried.as_str()));
        assert_eq!(browser.post(&address, &fields).status, 401, "a wrong password proves nothing");
        let offered = browser.post("/account/proof", &[("current_password", PASSWORD), ("carried", &carried)]);
        assert!(offered.status == 200 && offered.says("Отправить введённое?") && offered.says("приказ № 10"));
        assert!(!browser.page(&format!("/accounts/{vera}")).says("приказ № 10"), "it is not sent yet");
        browser.done(&address, &fields);
        assert!(browser.page(&format!("/accounts/{vera}")).says("приказ № 10"));
    }

    fn with_a_second_factor_the_code_is_asked_as_well(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        set_up(&stage, &browser, vera);
        clock.turn_to(clock.now().plus_seconds(16 * 60));
        browser.page("/account/factor");
        let asked = browser.post("/account/factor/codes", &[]);
        assert!(asked.status == 401 && asked.input("one_time_code").is_some());
        let prove = |code: &str| {
            browser.post("/account/proof", &[("current_password", PASSWORD), ("one_time_code", code), ("back", "/units")])
        };
        assert_eq!(prove("").status, 422);
        assert_eq!(prove("000000").status, 422);
        let right = code(&stage, vera, 0);
        assert_eq!(prove(&right).location, "/units");
        assert!(prove(&right).says("Этот код уже использован"));
        assert_eq!(browser.post("/account/factor/codes", &[]).status, 200);
    }

    fn a_proof_is_of_one_session_and_wrong_passwords_are_slowed_down(engine) {
        let (stage, clock) = ticking(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let (one, other) = (stage.entered("vera"), stage.entered("vera"));
        clock.turn_to(clock.now().plus_seconds(16 * 60));
        for browser in [&one, &other] {
            browser.page("/account");
        }
        one.done("/account/proof", &[("current_password", PASSWORD)]);
        one.done("/account/factor", &[]);
        assert_eq!(other.post("/account/factor", &[]).status, 401);
        for _ in 0..5 {
            assert_eq!(other.post("/account/proof", &[("current_password", "не тот пароль")]).status, 422);
        }
        assert!(other.post("/account/proof", &[("current_password", PASSWORD)]).says("Слишком много попыток"));
    }

    fn who_may_not_do_it_is_told_so_and_not_asked_for_a_password(engine) {
        let (stage, clock) = ticking(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        clock.turn_to(clock.now().plus_seconds(16 * 60));
        browser.page("/account");
        assert_eq!(browser.post(&format!("/accounts/{vera}/roles"), &ROLE).status, 403);
        assert_eq!(browser.save("/account/tokens", &[]).status, 403, "a script is told, not led");
    }
}
