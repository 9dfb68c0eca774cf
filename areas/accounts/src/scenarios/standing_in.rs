//! A role handed over for the days of an absence: who may, what it opens, how it shows, how it ends.

use access::{AccountId, Level, Role};
use db::{Clock, Moment};
use testing::{Browser, Engine, Shown, both_databases};

use super::factor::set_up;
use super::{Stage, stage_at};

const DAY: i64 = 24 * 3600;

/// Noon of 18 June 2026 in Blagoveshchensk, a clock turned by hand: vera leads the service, oleg works in it.
fn stage(engine: Engine) -> (Stage, AccountId, AccountId) {
    let clock = Clock::turned_by_hand(Moment(1_781_751_600_000_000));
    let stage = stage_at(engine, clock, |_| {});
    let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
    let oleg = stage.settled("oleg", Role::MunicipalMethodist, &stage.tree.north);
    (stage, vera, oleg)
}

fn grant(stage: &Stage, account: AccountId) -> String {
    let held = stage.app.house.db.read(|conn| crate::store::roles::held_by(conn, &[account.0])).unwrap();
    held[0].id.to_string()
}

fn hand(stage: &Stage, of: AccountId, to: &str, more: &[(&str, &str)]) -> Shown {
    hand_in(&stage.entered("vera"), stage, of, to, more)
}

fn hand_in(browser: &Browser, stage: &Stage, of: AccountId, to: &str, more: &[(&str, &str)]) -> Shown {
    let grant = grant(stage, of);
    let mut fields = vec![("grant", grant.as_str()), ("deputy_name", to), ("reason", "vacation")];
    fields.extend(more);
    if more.iter().all(|(name, _)| *name != "to") {
        fields.push(("to", "2026-06-20"));
    }
    browser.page("/account/delegations");
    browser.post("/account/delegations", &fields)
}

/// The status of the page for which a head's role is needed and a methodist's is not enough.
fn door(stage: &Stage, browser: &Browser) -> u16 {
    browser.get(&format!("/units/{}/contacts", stage.tree.north.id)).status
}

fn end_button(page: &Shown) -> String {
    let action =
        page.body.split("action=\"").find(|part| part.contains("/end\"")).expect("a button to end it");
    action.split('"').next().unwrap_or_default().to_owned()
}

fn later(stage: &Stage, seconds: i64) {
    let clock = &stage.app.house.clock;
    clock.turn_to(clock.now().plus_seconds(seconds));
}

both_databases! {
    fn the_deputy_acts_with_a_mark_and_it_ends_by_itself(engine) {
        let (stage, vera, _) = stage(engine);
        assert_ne!(door(&stage, &stage.entered("oleg")), 200);
        assert_eq!(hand(&stage, vera, "oleg", &[]).status, 303);
        let deputy = stage.entered("oleg");
        assert_eq!(door(&stage, &deputy), 200);
        assert!(deputy.page("/account/delegations").says("вся роль"));
        assert!(deputy.page("/account").says("за Кедрову В. И."), "the mark stands on every page");
        let north = stage.tree.north.id;
        deputy.page(&format!("/units/{north}/contacts"));
        deputy.done(&format!("/units/{north}/contacts"), &[("phone", "+7 4162 00-00-00")]);
        let journal = stage.administrator().page("/journal?area=units");
        assert!(journal.says("Кедрова В. И. за Кедрову В. И."), "{}", journal.body);
        assert_eq!(door(&stage, &stage.entered("vera")), 200, "the absent one works on");
        later(&stage, 2 * DAY + 11 * 3600);
        assert_eq!(door(&stage, &stage.entered("oleg")), 200, "the last day is a whole one");
        later(&stage, 3600);
        assert_ne!(door(&stage, &stage.entered("oleg")), 200);
        assert!(!stage.entered("oleg").page("/account").says("за Кедрову"));
    }

    fn what_is_not_handed_over_is_told_why(engine) {
        let (stage, vera, oleg) = stage(engine);
        stage.settled("far", Role::MunicipalMethodist, &stage.tree.south);
        stage.settled("tutor", Role::Teacher, &stage.tree.school);
        let refused = |to: &str, more: &[(&str, &str)], words: &str| {
            let shown = hand(&stage, vera, to, more);
            assert!(shown.status == 422 && shown.says(words), "{words}: {} {}", shown.status, shown.body);
        };
        refused("far", &[], "Рядом с этой ролью такого логина или фамилии нет");
        refused("tutor", &[], "такого логина или фамилии нет");
        refused("nobody", &[], "такого логина или фамилии нет");
        refused("vera", &[], "Нельзя замещать самого себя");
        refused("кедр", &[], "Подходит несколько");
        refused("oleg", &[("from", "2026-06-17")], "не начинают задним числом");
        refused("oleg", &[("to", "")], "Укажите последний день");
        refused("oleg", &[("from", "2026-06-30"), ("to", "2026-06-29")], "Последний день раньше первого");
        assert_eq!(hand(&stage, vera, "oleg", &[]).status, 303);
        refused("oleg", &[], "это уже передано");
        // A role that was handed over is nobody's to hand on: it is not among the deputy's own.
        let chained = hand_in(&stage.entered("oleg"), &stage, vera, "vera", &[]);
        assert_eq!(chained.status, 422);
        let own = hand_in(&stage.entered("oleg"), &stage, oleg, "vera", &[]);
        assert!(own.status == 422 && own.says("тоже отсутствует"), "{}", own.body);
    }

    fn it_is_taken_back_given_back_and_gone_with_the_role(engine) {
        let (stage, vera, oleg) = stage(engine);
        let stranger = stage.settled("other", Role::MunicipalMethodist, &stage.tree.north);
        for who in ["vera", "oleg"] {
            assert_eq!(hand(&stage, vera, "oleg", &[]).status, 303);
            let browser = stage.entered(who);
            let end = end_button(&browser.page("/account/delegations"));
            assert_eq!(stage.app.signed_in(stranger).post(&end, &[]).status, 404);
            browser.done(&end, &[]);
            assert_ne!(door(&stage, &stage.entered("oleg")), 200, "{who}");
            assert!(browser.post(&end, &[]).says("уже закончилось"));
        }
        assert_eq!(hand(&stage, vera, "oleg", &[]).status, 303);
        let administrator = stage.administrator();
        administrator.done(&format!("/accounts/{vera}/roles/{}/end", grant(&stage, vera)), &[]);
        assert_ne!(door(&stage, &stage.entered("oleg")), 200, "the role is gone, so is what hung on it");
        assert!(stage.account(oleg).password.is_some());
    }

    fn a_blocked_holder_lends_nothing(engine) {
        let (stage, vera, _) = stage(engine);
        assert_eq!(hand(&stage, vera, "oleg", &[]).status, 303);
        let deputy = stage.entered("oleg");
        assert_eq!(door(&stage, &deputy), 200);
        stage.administrator().done(&format!("/accounts/{vera}/block"), &[]);
        assert_ne!(door(&stage, &deputy), 200);
    }

    fn a_deputy_who_left_stands_in_for_nobody(engine) {
        let (stage, vera, oleg) = stage(engine);
        assert_eq!(hand(&stage, vera, "oleg", &[]).status, 303);
        let deputy = stage.entered("oleg");
        assert_eq!(door(&stage, &deputy), 200);
        stage.administrator().done(&format!("/accounts/{oleg}/roles/{}/end", grant(&stage, oleg)), &[]);
        assert_ne!(door(&stage, &deputy), 200);
    }

    fn chosen_duties_open_their_areas_alone(engine) {
        let (stage, vera, _) = stage(engine);
        assert_eq!(hand(&stage, vera, "oleg", &[("duty", "documents")]).status, 303);
        let deputy = stage.entered("oleg");
        assert_ne!(door(&stage, &deputy), 200);
        assert!(deputy.page("/account/delegations").says("Документы"));
        assert_eq!(hand(&stage, vera, "oleg", &[("duty", "units")]).status, 303);
        assert_eq!(door(&stage, &deputy), 200);
    }

    fn whoever_keeps_accounts_hands_over_for_the_sick(engine) {
        let (stage, vera, oleg) = stage(engine);
        let administrator = stage.administrator();
        let page = format!("/accounts/{vera}/delegations");
        assert!(administrator.page(&format!("/accounts/{vera}")).says("Замещение"));
        let (grant, deputy) = (grant(&stage, vera), oleg.to_string());
        let fields = [("grant", grant.as_str()), ("deputy", &deputy), ("to", "2026-07-01"), ("reason", "illness")];
        administrator.done(&page, &fields);
        assert_eq!(door(&stage, &stage.entered("oleg")), 200);
        let elsewhere = stage.app.browser_as(Role::Administrator, Level::Region, &stage.elsewhere.region.path);
        assert_eq!(elsewhere.post(&page, &fields).status, 404);
        administrator.done(&end_button(&administrator.page(&page)), &[]);
        assert_ne!(door(&stage, &stage.entered("oleg")), 200);
    }

    fn two_hands_at_once_hand_over_once(engine) {
        let (stage, vera, oleg) = stage(engine);
        let anna = stage.settled("anna", Role::MunicipalMethodist, &stage.tree.north);
        let browsers = [stage.entered("vera"), stage.entered("vera")];
        let start = &std::sync::Barrier::new(2);
        let done: Vec<u16> = std::thread::scope(|scope| {
            let tries: Vec<_> = browsers
                .into_iter()
                .zip(["oleg", "anna"])
                .map(|(browser, to)| {
                    let stage = &stage;
                    scope.spawn(move || {
                        start.wait();
                        hand_in(&browser, stage, vera, to, &[]).status
                    })
                })
                .collect();
            tries.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(done == [303, 422] || done == [422, 303], "{done:?}");
        let open = [oleg, anna].map(|one| door(&stage, &stage.app.signed_in(one)) == 200);
        assert_eq!(open.iter().filter(|is| **is).count(), 1);
    }

    fn a_privileged_role_asks_the_deputy_for_a_second_factor(engine) {
        let clock = Clock::turned_by_hand(Moment(1_781_751_600_000_000));
        let stage = stage_at(engine, clock, |settings| settings.second_factor = access::FactorDemand::Privileged);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        stage.settled("oleg", Role::MunicipalMethodist, &stage.tree.north);
        let head = stage.entered("vera");
        set_up(&stage, &head, vera);
        let deputy = stage.entered("oleg");
        assert_eq!(deputy.get("/account").status, 200);
        assert_eq!(hand_in(&head, &stage, vera, "oleg", &[]).status, 303);
        assert_eq!(deputy.get("/account").location, "/account/factor");
    }

    fn a_key_for_programs_does_not_stand_in(engine) {
        let (stage, vera, oleg) = stage(engine);
        assert_eq!(hand(&stage, vera, "oleg", &[]).status, 303);
        let today = stage.app.house.now().day(stage.app.house.settings.zone);
        let person = stage.app.house.db.read(|conn| {
            let session = access::SessionId(0);
            access::store::person(conn, oleg, session, today)
        });
        let person = person.unwrap().unwrap();
        assert_eq!((person.scopes.len(), person.standing.len()), (1, 1));
        assert_eq!(access::export_limit(&person, &access::ExportLimits::default()), Some(300), "limits are those of one's own roles");
    }

    fn a_role_that_ends_is_told_to_its_holder_and_its_giver(engine) {
        let (stage, vera, _) = stage(engine);
        let administrator = stage.administrator();
        let code = stage.tree.school.code.as_str();
        let give = |role: &str, to: &str| {
            let fields = [("role", role), ("place", code), ("to", to), ("basis", "приказ № 9")];
            administrator.done(&format!("/accounts/{vera}/roles"), &fields);
        };
        give("principal", "2026-07-18");
        give("deputy", "2026-07-19");
        let mut other = stage.app.browser_as(Role::Administrator, Level::Region, &stage.tree.region.path);
        let duties = |browser: &Browser| count(&stage, browser);
        assert_eq!((duties(&administrator), duties(&other)), (1, 0), "the giver is told, thirty days ahead");
        assert!(administrator.page(&format!("/accounts/{vera}")).says("заканчивается"));
        assert!(stage.entered("vera").page("/account").says("заканчивается"));
        stage.sql("UPDATE accounts SET state = 'blocked' WHERE login = 'person1'");
        other = stage.app.signed_in(account_of(&stage, "person2"));
        assert_eq!(duties(&other), 1, "without the giver it is everybody's who answers");
        let further = [("role", "principal"), ("place", code), ("from", "2026-07-19"), ("basis", "приказ № 10")];
        other.done(&format!("/accounts/{vera}/roles"), &further);
        later(&stage, 61);
        assert_eq!(duties(&other), 0, "given again, nothing is to be done");
    }
}

fn account_of(stage: &Stage, login: &str) -> AccountId {
    stage.by_login(login).unwrap().id
}

/// How many ending roles the menu would count for whoever is signed in.
fn count(stage: &Stage, browser: &Browser) -> usize {
    let hash = access::hash_token(
        browser.cookies().trim_start_matches("metodset_session=").split(';').next().unwrap(),
    );
    let (house, today) = (&stage.app.house, stage.app.house.now().day(stage.app.house.settings.zone));
    let found = house.db.read(|conn| access::store::entry(conn, &hash, today)).unwrap();
    let person = found.and_then(|(_, person)| person).unwrap();
    let page = registry::Page { after: None, limit: 100 };
    let all = house.db.read(|conn| house.registry.duties(conn, &person, today, &page)).unwrap();
    all.iter().filter(|one| one.duty.key.starts_with("accounts:role-term:")).count()
}
