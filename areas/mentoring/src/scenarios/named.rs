//! Orders on mentoring are about people: whoever keeps the papers of the school reads them, and whom they name; nobody else.

use access::{Level, Role};
use people::actions::tie;
use testing::{Browser, both_databases};
use web::{Cx, Write};

use super::ending::early;
use super::orders::paper_of;
use super::stage::{Stage, stage};

fn list(who: &Browser) -> String {
    who.page("/documents").body
}

fn reads(who: &Browser, paper: &str) {
    assert!(list(who).contains(paper), "the list");
    assert_eq!(who.get(paper).status, 200, "the card");
    assert_eq!(who.get(&format!("{paper}/file")).status, 200, "the text");
}

fn reads_nothing(who: &Browser, paper: &str) {
    for at in ["/documents", "/documents?name=наставничестве", "/documents?kind=mentoring_order"]
    {
        assert!(!who.page(at).body.contains(paper), "{at}");
    }
    for at in ["", "/file", "/files", "/requisites", "/acquaintance"] {
        assert_ne!(who.get(&format!("{paper}{at}")).status, 200, "{paper}{at}");
    }
    let id = paper.rsplit('/').next().unwrap();
    assert_ne!(who.get(&format!("/api/v1/documents/{id}")).status, 200);
    assert!(!who.get("/api/v1/documents").body.contains(id));
    assert!(!who.get("/api/v1/documents?words=наставничестве").body.contains(id));
}

/// A mentor whose account is of another organisation.
fn guest(stage: &Stage) -> Browser {
    let account = stage.app.account(Role::Teacher, Level::Organisation, &stage.tree.other_school.path);
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    tie(&mut cx, &stage.mentor, Some(account.0)).unwrap();
    cx.finish().unwrap();
    stage.app.signed_in(account)
}

both_databases! {
    fn an_order_is_read_by_its_keepers_and_whom_it_names(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let paper = paper_of(&stage.principal.page(&card));
        stage.app.run_jobs();
        let (school, town) = (&stage.tree.school.path, &stage.tree.north.path);
        let of = |role, level, path: &str| stage.app.browser_as(role, level, path);
        for reader in [
            of(Role::Deputy, Level::Organisation, school),
            of(Role::BodyChair, Level::Organisation, school),
            of(Role::MunicipalMethodist, Level::Municipality, town),
            of(Role::Ministry, Level::Region, &stage.tree.region.path),
            stage.own(&stage.mentee),
        ] {
            reads(&reader, &paper);
        }
        let keeper = of(Role::ServiceHead, Level::Municipality, town);
        assert!(keeper.page("/documents?name=наставничество").body.contains(&paper), "found by its words");
        for stranger in [
            of(Role::Teacher, Level::Organisation, school),
            of(Role::StructureHead, Level::Organisation, school),
            of(Role::StructureHead, Level::Municipality, town),
            of(Role::BodySecretary, Level::Region, &stage.tree.region.path),
            stage.own(&stage.second),
        ] {
            reads_nothing(&stranger, &paper);
        }
        let guest = guest(&stage);
        let shown = guest.page(&paper);
        assert!(shown.says("В документе названы вы") && !shown.says("Ваша организация работает"), "{}", shown.body);
        assert_eq!(guest.get(&format!("{paper}/file")).status, 200);
        assert_ne!(guest.get(&format!("{paper}/files")).status, 200, "earlier texts are the keeper's");
        // The card of the pair leads to what opens.
        assert!(stage.own(&stage.mentee).page(&card).body.contains(&paper));
    }

    fn an_early_end_is_no_news_for_the_staff(engine) {
        let stage = stage(engine);
        let end = format!("{}/end", stage.working());
        stage.principal.page(&end);
        stage.principal.done(&end, &early("incompatibility", "2026-06-18", "протокол № 3", ""));
        let shown = stage.principal.page("/documents?kind=mentoring_end_order").body;
        let paper = shown.split("href=\"").filter_map(|rest| rest.split('"').next());
        let is_card = |url: &&str| url.strip_prefix("/documents/").is_some_and(|id| id.parse::<i64>().is_ok());
        let paper = paper.into_iter().find(is_card).unwrap_or_else(|| panic!("{shown}")).to_owned();
        stage.app.run_jobs();
        reads(&stage.own(&stage.mentee), &paper);
        reads_nothing(&stage.own(&stage.second), &paper);
    }
}
