//! A school is joined to another: its structures go on there with a line of history, links that led to it follow once, and what
//! leads to a school that is no more ends.

use access::{Level, Role};
use chrono::NaiveDate;
use testing::{Engine, TestApp, both_databases};
use units::Joining;
use units::KeepUnits;
use units::actions::Dated;
use units::fixture::plant_on;
use web::{Cx, Write};

use super::stage::{Stage, fields, found};

fn planted(engine: Engine) -> Stage {
    let app = TestApp::of(engine, vec![units::area(), documents::area(), crate::area(), testing::duties()]);
    let tree = plant_on(&app.house, NaiveDate::from_ymd_opt(2020, 9, 1).unwrap()).unwrap();
    let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
    Stage { app, tree, head, institute, principal }
}

/// Ends the school; `into`: the unit that goes on.
fn ended(stage: &Stage, into: Option<units::UnitId>) {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let may = cx.operator::<KeepUnits>().unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 6, 18).unwrap();
    let dated = Dated { day, ground: "постановление № 12".to_owned() };
    let school = (stage.tree.school.id, stage.tree.school.version);
    match into {
        Some(into) => units::actions::merge(&mut cx, &may, school, &Joining::to(into), &dated).map(|_| ()),
        None => units::actions::close(&mut cx, &may, school, &dated).map(|_| ()),
    }
    .unwrap();
    cx.finish().unwrap();
}

fn linked(stage: &Stage, card: &str, kind: &str, to: &str) {
    stage.institute.page(card);
    stage.institute.done(&format!("{card}/links"), &[("kind", kind), ("to", to), ("since", "2025-09-01")]);
}

both_databases! {
    fn structures_go_on_with_a_line_of_history_and_links_follow_once(engine) {
        let stage = planted(engine);
        let (school, other) = (&stage.tree.school, &stage.tree.other_school);
        let union = found(&stage.principal, &fields(school, "school_union", "ШМО математики"));
        let centre = found(&stage.institute, &fields(&stage.tree.region, "base_school", "Базовая школа"));
        let (from, to) = (format!("u{}", school.id), format!("u{}", other.id));
        linked(&stage, &centre, "base", &from);
        linked(&stage, &centre, "coordinates", &from);
        linked(&stage, &centre, "base", &to);
        let into = other.id.to_string();
        let told = stage.institute.page(&format!("{}/merger?into={into}", school.url()));
        assert!(told.says("поведут к") && told.says("2 связи"), "{}", told.body);
        ended(&stage, Some(other.id));
        let shown = stage.institute.page(&union);
        assert!(shown.says(&format!("Перешла из «{}» в «{}» 18.06.2026: постановление № 12", school.short_name, other.short_name)), "{}", shown.body);
        let links = stage.app.house.db.read(|conn| {
            let id: i64 = centre.rsplit('/').next().unwrap().parse().unwrap();
            crate::store::links_of(conn, crate::model::StructureId(id))
        }).unwrap();
        let last = NaiveDate::from_ymd_opt(2026, 6, 17);
        let seen: Vec<(&str, Option<units::UnitId>, Option<NaiveDate>)> =
            links.iter().map(|link| (link.kind.as_str(), link.unit_id, link.until)).collect();
        assert_eq!(seen, [
            ("base", Some(school.id), last),
            ("coordinates", Some(other.id), None),
            ("base", Some(other.id), None),
        ]);
    }

    fn what_leads_to_a_school_without_a_successor_ends(engine) {
        let stage = planted(engine);
        let centre = found(&stage.institute, &fields(&stage.tree.region, "base_school", "Базовая школа"));
        linked(&stage, &centre, "base", &format!("u{}", stage.tree.school.id));
        ended(&stage, None);
        assert!(stage.institute.page(&centre).says("по 17.06.2026"));
    }

    fn closing_a_structure_ends_its_partners_as_well(engine) {
        let stage = planted(engine);
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей математики"));
        stage.head.page(&union);
        for (name, until) in [("Колледж", ""), ("Вуз", "2026-12-31"), ("Музей", "2025-12-31")] {
            stage.head.done(&format!("{union}/partners"), &[
                ("partner_name", name), ("partner_sort", "other"), ("partner_since", "2025-09-01"), ("partner_until", until),
            ]);
        }
        stage.head.done(&format!("{union}/closing"), &[("closed_on", "2026-06-18"), ("result", "Работа перешла совету")]);
        let shown = stage.head.page(&union);
        assert!(shown.body.matches("18.06.2026").count() >= 2);
        let partners = stage.app.house.db.read(|conn| {
            let id: i64 = union.rsplit('/').next().unwrap().parse().unwrap();
            crate::store::partners::of(conn, crate::model::StructureId(id))
        }).unwrap();
        let mut ends: Vec<(String, String)> =
            partners.into_iter().map(|one| (one.name, one.until.unwrap().to_string())).collect();
        ends.sort();
        let expected = [("Вуз", "2026-06-18"), ("Колледж", "2026-06-18"), ("Музей", "2025-12-31")];
        assert_eq!(ends, expected.map(|(name, day)| (name.to_owned(), day.to_owned())));
    }
}
