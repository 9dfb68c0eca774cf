//! Edition and validity of the acts of the legal base: told once for a place, read by everybody below, doubted where they lapsed.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{PDF, app, methodist, registered};

both_databases! {
    fn edition_and_validity_of_an_act_hold_for_the_place_and_below(engine) {
        let (app, tree) = app(engine);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let list = institute.page("/documents/acts");
        assert!(list.says("не проверялся") && list.body.contains("href=\"/documents/acts/fz-273\""), "{}", list.body);
        let to = "/documents/acts/fz-273";
        institute.page(to);
        let bare = institute.post(to, &[("edition", "ред. от 25.12.2023"), ("checked_on", "")]);
        assert!(bare.status == 422 && bare.says("когда акт проверили") && bare.input("edition").as_deref() == Some("ред. от 25.12.2023"), "{}", bare.body);
        let wrong = institute.post(to, &[("checked_on", "2027-01-01"), ("valid_to", "2012-12-28")]);
        assert!(wrong.says("ещё не наступил") && wrong.says("раньше он утратить силу не мог"), "{}", wrong.body);
        for _ in 0..2 {
            institute.done(to, &[("edition", "ред. от 25.12.2023"), ("checked_on", "2026-06-01")]);
        }
        assert_eq!(institute.page(to).body.matches("проверено 01.06.2026").count(), 2, "the second click tells nothing more");
        let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        let below = principal.page("/documents/acts");
        assert!(below.says("редакция: ред. от 25.12.2023 · проверено 01.06.2026") && below.says("действует"), "{}", below.body);
        let person = methodist(&app, &tree);
        let seen = person.page(to).input("seen").unwrap();
        let send = |valid_to: &str, instead: &str, checked_on: &str, seen: &str| {
            person.post(to, &[("valid_to", valid_to), ("instead", instead), ("checked_on", checked_on), ("seen", seen)])
        };
        let early = send("2025-08-31", "новый закон", "2026-05-31", &seen);
        assert!(early.status == 422 && early.says("уже проверяли 01.06.2026"), "{}", early.body);
        assert_eq!(send("2025-08-31", "новый закон", "2026-06-10", &seen).status, 303);
        assert_eq!(send("2025-08-31", "новый закон", "2026-06-10", &seen).status, 303, "the second click tells nothing more");
        let stale = send("2021-12-31", "", "2026-06-10", &seen);
        assert!(stale.status == 409 && stale.says("вместо него: новый закон") && stale.body.contains("value=\"2021-12-31\""), "{}", stale.body);
        assert_ne!(stale.input("seen").unwrap(), seen, "what is saved next was seen");
        let nearer = principal.page("/documents/acts");
        assert!(nearer.says("утратил силу") && nearer.says("последний день – 31.08.2025 · вместо него: новый закон"), "{}", nearer.body);
        assert!(!institute.page("/documents/acts").says("новый закон"), "what a municipality says holds there");
        let card = registered(&person, &[], ("П.pdf", PDF));
        person.done(&format!("{card}/links"), &[("relation", "rests_on"), ("act", "fz-273")]);
        assert!(person.page(&card).says("уже не действовало, его последний день – 31.08.2025"), "{}", person.page(&card).body);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert!(!teacher.page("/documents/acts").body.contains(to));
        assert_eq!((teacher.get(to).status, person.get("/documents/acts/no-such").status), (403, 404));
    }
}
