//! The folder of mentoring documents: asked of schools with pairs, told where it is incomplete.

use access::{Level, Role};
use testing::both_databases;
use units::Unit;

use super::stage::{Stage, duties_of, stage};

/// A document of a unit in force.
pub(super) fn document(stage: &Stage, unit: &Unit, kind: &str, signed_on: &str) {
    documents::fixture::in_force(&stage.app.house, unit, kind, signed_on.parse().unwrap()).unwrap();
}

both_databases! {
    fn section_9_a_school_with_pairs_gathers_its_folder(engine) {
        let stage = stage(engine);
        let required = format!("/documents/required?unit={}", stage.tree.school.id);
        let told = "Пополнить папку «Документы о наставничестве»";
        let head = &stage.principal;
        assert!(!head.page(&required).says("неполна") && !duties_of(head).contains(told), "no pair is at work");
        let card = stage.prepared();
        assert!(!head.page(&required).says("неполна"), "a pair that is prepared asks for nothing");
        assert_eq!(stage.order(&card, "2026-06-15").status, 303);
        let page = head.page(&required);
        let lacks = "Папка «Документы о наставничестве» неполна (приложение 2, раздел 9): нет «Локальный нормативный акт о наставничестве», «План работы методического совета общеобразовательной организации», ";
        assert!(page.says(lacks) && !page.says("нет «Приказ о наставничестве»"), "the order is there: {}", page.body);
        assert!(!page.says("«Приказ о прекращении наставничества»."), "an order of an end is kept where there is one");
        for keeper in [head, &stage.deputy] {
            let duties = duties_of(keeper);
            assert!(duties.contains(&format!("2026-06-30 {told}")) && duties.contains("Папка неполна: нет «Локальный"), "{duties}");
        }
        let above = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        let board = stage.deputy.page("/mentoring/control");
        assert!(board.says("(приложение 2, раздел 9) неполна.") && board.says("нет «Локальный нормативный акт"), "{}", board.body);
        let board = above.page("/mentoring/control");
        assert!(board.says("неполна в 1 организации из 1, где работают пары.") && board.body.contains(&required), "{}", board.body);
        for kind in ["mentoring_local_act", "school_council_protocol"] {
            document(&stage, &stage.tree.school, kind, "2026-02-10");
        }
        document(&stage, &stage.tree.school, "school_council_plan", "2024-09-02");
        document(&stage, &stage.tree.school, "mentoring_review", "2026-02-10");
        assert!(duties_of(head).contains("Папка неполна: нет «План работы методического совета общеобразовательной организации» ("), "last year's plan is a gap: {}", duties_of(head));
        document(&stage, &stage.tree.school, "school_council_plan", "2025-09-02");
        assert!(!duties_of(head).contains(told) && !head.page(&required).says("неполна"));
        for browser in [&stage.deputy, &above] {
            assert!(!browser.page("/mentoring/control").says("неполна"));
        }
    }

    fn rules_without_the_folder_ask_for_none(engine) {
        let stage = stage(engine);
        stage.working();
        stage.sql("UPDATE pack_bindings SET pack = 'terek-2021'");
        let duties = duties_of(&stage.principal);
        assert!(!duties.contains("Пополнить папку"), "{duties}");
    }
}
