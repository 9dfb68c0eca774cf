//! The second factor demanded by the setting: its set-up, the way out, and nothing else until it is done.

use access::{FactorDemand, Role};
use db::{Clock, Moment};
use testing::{Engine, both_databases};

use super::factor::set_up;
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
        assert_eq!(browser.post("/account/tokens", &token).location, "/account/factor");
        set_up(&stage, &browser, vera);
        assert_eq!(browser.get("/account").status, 200);
        assert_eq!(browser.post("/account/tokens", &token).status, 200);
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
