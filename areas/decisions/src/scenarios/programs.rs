//! Recommendations, measures and decisions for programs and as tables: what the person sees, unknown values refused.

use access::{Level, Role, TokenScope};
use testing::both_databases;

use super::register::{drafted, taken};
use super::stage::published;

both_databases! {
    fn a_program_reads_what_its_person_sees(engine) {
        let stage = published(engine);
        stage.sent();
        let card = stage.card(&stage.methodist, &stage.tree.north, "1.3");
        stage.measured(&card);
        let decision = taken(&stage, "1.3");
        let key = |role, level, path: &str| stage.app.client(stage.app.account(role, level, path), TokenScope::Read);
        let own = key(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        let all = own.read("/api/v1/recommendations");
        assert_eq!(all["items"].as_array().unwrap().len(), 3, "{all}");
        let answered = own.read("/api/v1/recommendations?status=answered");
        assert_eq!(answered["items"][0]["measures"][0]["status"], "done", "{answered}");
        let page = own.read("/api/v1/recommendations?limit=2");
        let next = page["next"].as_str().unwrap();
        assert_eq!(own.read(&format!("/api/v1/recommendations?after={next}"))["items"].as_array().unwrap().len(), 1);
        let listed = own.read("/api/v1/decisions?kind=order&status=taken");
        assert_eq!(listed["items"][0]["points"][0]["title"], "Утвердить план-график", "{listed}");
        assert_eq!(listed["items"][0]["grounds"][0]["no"], "1.3");
        let one = own.read(&format!("/api/v1{decision}"));
        assert_eq!(one, listed["items"][0]);
        for address in ["/api/v1/recommendations?status=lost", "/api/v1/decisions?kind=ukaz", "/api/v1/decisions?status=x"] {
            assert_eq!(own.get(address).status, 422, "{address}");
        }
        let neighbour = key(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert_eq!(neighbour.read("/api/v1/decisions")["items"].as_array().unwrap().len(), 0);
        assert_eq!(neighbour.get(&format!("/api/v1{decision}")).status, 404);
        assert_eq!(neighbour.read("/api/v1/recommendations")["items"].as_array().unwrap().len(), 2);
    }

    fn drafts_are_read_by_who_drafts_alone_and_everything_leaves_as_a_table(engine) {
        let stage = published(engine);
        stage.institute.page(&stage.board());
        stage.institute.done(&format!("{}/drafts", stage.board()), &[]);
        let draft = drafted(&stage, "1.3");
        let region = stage.app.account(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let above = stage.app.client(region, TokenScope::Read);
        assert_eq!(above.get(&format!("/api/v1{draft}")).status, 404);
        assert_eq!(above.read("/api/v1/recommendations?status=draft")["items"].as_array().unwrap().len(), 5);
        let below = stage.app.account(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        let below = stage.app.client(below, TokenScope::Read);
        assert_eq!(below.read("/api/v1/recommendations")["items"].as_array().unwrap().len(), 0);
        let file = stage.institute.get(&format!("{}/register", stage.board()));
        assert_eq!((file.status, file.header("content-type").contains("spreadsheetml")), (200, true));
    }
}
