//! The second factor demanded by the setting: its set-up, the way out, and nothing else until it is done.

use access::{FactorDemand, Role};
use db::{Clock, Moment};
use testing::{Engine, both_databases};

use super::factor::{code, set_up};
use super::{Stage, stage_at};

fn demanding(engine: Engine, demand: FactorDemand) -> Stage {
    let clock = Clock::turned_by_hand(Moment(1_781_751_600_000_000));
    stage_at(engine, clock, |settings| settings.second_factor = demand)
}

both_databases! {
    fn until_it_is_set_up_nothing_else_opens(engine) {
        let stage = demanding(engine, FactorDemand::Privileged);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        for address in ["/account", "/account/tokens/new", "/units"] {
            assert_eq!(browser.get(address).location, "/account/factor", "{address}");
        }
        assert!(browser.page("/account/factor").says("Для вашей роли второй фактор обязателен"));
        let token = [("name", "Ключ"), ("scope", "read"), ("expires_on", "2026-09-01")];
        let asked = browser.post("/account/tokens", &token);
        assert!(asked.status == 401 && asked.says("Второй фактор") && asked.says("ещё не отправлено"));
        set_up(&stage, &browser, vera);
        assert_eq!(browser.get("/account").status, 200);
        assert_eq!(browser.post("/account/tokens", &token).status, 200);
    }

    fn what_was_typed_before_the_set_up_is_offered_after_it(engine) {
        let stage = demanding(engine, FactorDemand::Privileged);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        browser.page("/account/factor");
        let typed = [("name", "Ключ отчёта"), ("scope", "read"), ("expires_on", "2026-09-01")];
        let asked = browser.post("/account/tokens", &typed);
        let carried = asked.input("carried").unwrap();
        let begun = browser.post("/account/factor", &[("carried", &carried)]);
        assert_eq!((begun.status, begun.input("carried").as_deref()), (200, Some(carried.as_str())));
        let wrong =
            browser.post("/account/factor/confirmation", &[("one_time_code", "000000"), ("carried", &carried)]);
        assert_eq!((wrong.status, wrong.input("carried").as_deref()), (422, Some(carried.as_str())));
        let clock = &stage.app.house.clock;
        clock.turn_to(clock.now().plus_seconds(60));
        let shown = code(&stage, vera, 0);
        let codes =
            browser.post("/account/factor/confirmation", &[("one_time_code", &shown), ("carried", &carried)]);
        assert!(codes.says("Резервные коды") && codes.says("Ключ отчёта"), "{}", codes.body);
        assert!(codes.body.contains("action=\"/account/tokens\""));
        let kept: Vec<_> = typed.iter().map(|(name, _)| (*name, codes.input(name).unwrap())).collect();
        let fields: Vec<_> = kept.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(browser.post("/account/tokens", &fields).status, 200);
        assert!(browser.page("/account").says("Ключ отчёта"));
    }

    fn nobody_else_is_given_what_waits_for_the_set_up(engine) {
        let stage = demanding(engine, FactorDemand::Privileged);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let other = stage.settled("other", Role::ServiceHead, &stage.tree.north);
        let browser = stage.entered("vera");
        browser.page("/account/factor");
        let typed = [("name", "Ключ Веры"), ("scope", "read"), ("expires_on", "2026-09-01")];
        let carried = browser.post("/account/tokens", &typed).input("carried").unwrap();
        let browser = stage.entered("other");
        browser.page("/account/factor");
        browser.post("/account/factor", &[("carried", &carried)]);
        let shown = code(&stage, other, 0);
        let codes =
            browser.post("/account/factor/confirmation", &[("one_time_code", &shown), ("carried", &carried)]);
        assert!(codes.says("Коды сохранены") && !codes.says("Ключ Веры"), "{}", codes.body);
    }

    fn the_way_out_stays_open(engine) {
        let stage = demanding(engine, FactorDemand::All);
        stage.settled("vera", Role::Teacher, &stage.tree.school);
        let browser = stage.entered("vera");
        browser.page("/account/factor");
        assert_eq!(browser.done("/sign-out", &[]).location, "/sign-in");
        assert_eq!(stage.app.stranger().get("/sign-in").status, 200);
    }

    fn of_a_role_without_privileges_it_is_not_demanded(engine) {
        let stage = demanding(engine, FactorDemand::Privileged);
        stage.settled("vera", Role::Teacher, &stage.tree.school);
        assert_eq!(stage.entered("vera").get("/account").status, 200);
    }
}
