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
        person.page(to);
        person.done(to, &[("valid_to", "2025-08-31"), ("instead", "новый закон"), ("checked_on", "2026-06-10")]);
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
