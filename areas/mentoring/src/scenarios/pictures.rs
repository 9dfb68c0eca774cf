//! The pictures: every figure opens as many rows as it says, tables leave as files, facts and tallies say the same, and rules of
//! another pack need no code.

use std::collections::BTreeMap;

use access::{Level, Role};
use chrono::NaiveDate;
use packs::ParamValue;
use registry::{Ask, Fact, Placed, Subject, TallyOffer, TallyPart};
use testing::{Browser, Engine, both_databases};
use units::Unit;

use super::stage::{Hired, Stage, hire, stage};
use super::young::{left, rows};

/// A school with a pair late by order and report, a newcomer without one, and two who left.
pub(super) fn lived(engine: Engine) -> (Stage, Browser) {
    let stage = stage(engine);
    stage.working();
    stage.sql(
        "UPDATE mentorships SET order_on = '2025-10-15', hired_on = '2025-09-10', starts_on = '2025-10-10'",
    );
    stage.sql("UPDATE mentorship_mentors SET from_on = '2025-10-15'");
    stage.sql(&format!(
        "UPDATE employments SET started_on = '2025-09-10' WHERE person_id = {}",
        stage.mentee.id
    ));
    hire(&stage.app, &stage.tree.school, &Hired("Летняя Вера Ивановна", "physics", "2026-06-01", None));
    left(&stage, "Ушедшая Ольга Петровна", ("2023-09-04", "2025-08-20"));
    left(&stage, "Уехавший Пётр Ильич", ("2024-09-02", "2026-02-01"));
    let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
    (stage, region)
}

/// The links of a page whose text begins or ends with a number: where to, how many.
pub(super) fn figures(page: &str) -> Vec<(String, usize)> {
    let links = page.split("<a href=\"").skip(1).filter_map(|rest| {
        let (url, rest) = rest.split_once('"')?;
        let text = rest.split_once('>')?.1.split_once("</a>")?.0.trim();
        let first = text.split(['\u{a0}', ' ']).next()?;
        let number =
            first.parse().or_else(|_| text.rsplit(['\u{a0}', ' ']).next().unwrap_or("").parse()).ok()?;
        let url = url.replace("&#38;", "&").replace("&amp;", "&");
        (url.contains("who=") || url.contains("which=") || url.contains("load=")).then_some((url, number))
    });
    links.collect()
}

fn asked(stage: &Stage, unit: &Unit, name: &str, with: &[(&str, ParamValue)]) -> Option<(String, String)> {
    let with: BTreeMap<String, ParamValue> =
        with.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let house = &stage.app.house;
    let offer = house.registry.fact(name).unwrap();
    let (ask, subject) = ([Ask { name, with: &with }], Subject { unit: unit.id.0, path: unit.path.clone() });
    let days = registry::Period::whole(day("2025-09-01"), day("2026-08-31"));
    let mut answers = house.db.read(|conn| offer.compute(conn, &ask, &[subject], days)).unwrap();
    match answers.remove(0).remove(&unit.id.0)? {
        Fact::Known { value, proofs } => Some((value, proofs[0].kind.clone())),
        _ => None,
    }
}

both_databases! {
    fn every_figure_opens_as_many_as_it_says(engine) {
        let (stage, region) = lived(engine);
        for address in ["/mentoring/picture", "/mentoring/picture?on=2026-01-15"] {
            let page = region.page(address);
            let all = figures(&page.body);
            assert!(all.len() > 20, "{address}: {all:?} {}", page.body);
            for (url, number) in all {
                assert_eq!(rows(&region.page(&url)), number, "{url} of {address}");
            }
        }
        let page = region.page("/mentoring/picture");
        assert!(page.says("50\u{a0}% при цели 100\u{a0}%") && page.says("Северный") && page.says("<svg"), "{}", page.body);
        let own = stage.deputy.page("/mentoring/pairs?which=orders_late");
        assert!(own.says("24.09.2025") && own.says("15.10.2025"), "due and issued: {}", own.body);
        assert_eq!(rows(&region.page("/mentoring/pairs?which=reports_missing")), 1, "the first half-year was not reported");
        let mentors = region.page("/mentoring/mentors");
        assert!(mentors.says("Орлова") && mentors.says("1 <span class=\"quiet\">из&nbsp;2"), "{}", mentors.body);
    }

    fn every_table_leaves_as_a_file(engine) {
        let (_stage, region) = lived(engine);
        for page in ["young", "mentors", "pairs", "picture"] {
            let shown = region.get(&format!("/mentoring/{page}/register"));
            assert_eq!((shown.status, shown.header("content-type").contains("spreadsheet")), (200, true), "{page}");
        }
    }

    fn facts_prove_what_the_lists_show(engine) {
        let (stage, _) = lived(engine);
        let north = stage.tree.north.clone();
        let known = |name: &str, with: &[(&str, ParamValue)]| asked(&stage, &north, name, with);
        assert_eq!(known("mentoring.with_mentor", &[]), Some(("1/2".to_owned(), "young".to_owned())));
        assert_eq!(known("mentoring.young_teachers", &[("years", ParamValue::Number(5))]).unwrap().0, "2/1", "and a year before the one who left in February");
        let teacher = [("post", ParamValue::Text("teacher".to_owned()))];
        assert_eq!(known("mentoring.retention", &teacher).unwrap().0, "0/0", "one worked on 1 September 2025 and left, and so did one a year before");
        assert_eq!(known("mentoring.adaptation_studied", &[]), None);
        stage.deputy.page(&format!("/mentoring/young/{}", stage.mentee.id));
        let fields = [("studied_on", "2026-01-20"), ("level", "medium"), ("note", "")];
        stage.deputy.done(&format!("/mentoring/young/{}/adaptation", stage.mentee.id), &fields);
        assert_eq!(known("mentoring.adaptation_studied", &[]), Some(("1".to_owned(), "adaptation".to_owned())));
        for name in ["mentoring.with_mentor", "mentoring.young_teachers", "mentoring.retention", "mentoring.adaptation_studied"] {
            assert_eq!(asked(&stage, &stage.tree.south, name, &[]), None, "{name}: nothing is known of the south");
        }
    }

    fn directions_of_effectiveness_count_whom_the_lists_show(engine) {
        let (stage, region) = lived(engine);
        let house = &stage.app.house;
        for unit in [&stage.tree.north, &stage.tree.region, &stage.tree.south] {
            let scope = db::Ranges::under([unit.path.as_str()]);
            let place = registry::DirectionPlace { unit: unit.id.0, scope, path: unit.path.clone() };
            let today = "2026-06-18".parse().unwrap();
            let told = house.db.read(|conn| {
                house.registry.directions.iter().map(|offer| offer.lines(conn, &place, today)).collect::<db::Result<Vec<_>>>()
            });
            let lines: Vec<_> = told.unwrap().concat().into_iter().filter(|one| one.url.starts_with("/mentoring")).collect();
            assert!(lines.len() == 3 && lines.iter().all(|one| one.direction == "young"), "{lines:?}");
            for one in &lines {
                let first: usize = one.value.split('\u{a0}').next().unwrap().split(' ').next().unwrap().parse().unwrap();
                assert_eq!(rows(&region.page(&one.url)), first, "{one:?}");
            }
            let with = if unit.id == stage.tree.south.id { "0 из\u{a0}0" } else { "1 из\u{a0}2" };
            assert_eq!(lines[0].value, with, "{}", unit.name);
        }
    }

    fn duties_are_counted_by_school(engine) {
        let (stage, _) = lived(engine);
        let (house, school) = (&stage.app.house, &stage.tree.school);
        let mut offer = crate::tallies::Mentorings::default();
        offer.learn(&house.packs);
        let placed = [Placed { unit: school.id.0, path: school.path.clone(), level: Level::Organisation }];
        let today = "2026-06-18".parse().unwrap();
        let told = house.db.read(|conn| offer.tallies(conn, &stage.tree.north.path, &placed, today)).unwrap();
        let of = |kind: &str| {
            let one = told.iter().find(|one| one.kind == kind).unwrap();
            (one.unit == school.id.0, one.tally.met, one.tally.near, one.tally.overdue)
        };
        assert_eq!(of("mentoring.mentor"), (true, 1, 0, 1), "hired on 1 June, the order was due on the 15th");
        assert_eq!(of("mentoring.reports"), (true, 0, 0, 1));
        for (kind, part, count) in [("mentoring.mentor", TallyPart::Met, 1), ("mentoring.mentor", TallyPart::Unmet, 1), ("mentoring.reports", TallyPart::Met, 0), ("mentoring.reports", TallyPart::Overdue, 1)] {
            let list = stage.deputy.page(&offer.listed(kind, part, school.id.0));
            assert_eq!(rows(&list), count, "{kind} {part:?}: {}", list.body);
            assert!(!list.says("Показаны: все"), "the page knows its filter");
        }
    }

    fn a_school_joined_to_another_brings_what_was_told_of_its_young(engine) {
        let (stage, region) = lived(engine);
        let (house, old, new) = (&stage.app.house, &stage.tree.school, &stage.tree.other_school);
        stage.deputy.page(&format!("/mentoring/young/{}", stage.mentee.id));
        let fields = [("studied_on", "2026-01-20"), ("level", "medium"), ("note", "")];
        stage.deputy.done(&format!("/mentoring/young/{}/adaptation", stage.mentee.id), &fields);
        // As a merger leaves it: the pair that is over stays where it was, all work goes on.
        stage.sql("UPDATE mentorships SET state = 'ended', ended_on = '2026-06-10'");
        stage.sql(&format!(
            "UPDATE employments SET ended_on = '2026-06-14', end_reason = 'постановление № 7' WHERE unit_id = {old} AND ended_on IS NULL; \
             INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, ended_on, ground, \
             end_reason, shows, is_start_told, created_at, updated_at, version, continues_id) SELECT id + 100000, person_id, {new}, '{path}', \
             post, post_title, rate, is_main, '2026-06-15', NULL, 'постановление № 7', '', shows, is_start_told, 1, 1, 1, id FROM employments \
             WHERE unit_id = {old} AND end_reason = 'постановление № 7'",
            old = old.id, new = new.id, path = new.path
        ));
        let mut offer = crate::tallies::Mentorings::default();
        offer.learn(&house.packs);
        let placed = [Placed { unit: new.id.0, path: new.path.clone(), level: Level::Organisation }];
        let today = "2026-06-18".parse().unwrap();
        for path in [&new.path, &stage.tree.south.path] {
            let told = house.db.read(|conn| offer.tallies(conn, path, &placed, today)).unwrap();
            let one = told.iter().find(|one| one.kind == "mentoring.mentor" && one.unit == new.id.0).unwrap();
            let counted = (one.tally.met, one.tally.near, one.tally.overdue);
            assert_eq!(counted, (1, 0, 1), "hired on 1 June still, served to the end still: {path}");
        }
        let list = |who: &str| region.page(&format!("/mentoring/young?unit={}&who={who}", new.id));
        assert!(list("studied").says("Весенняя"), "{}", list("studied").body);
        assert!(list("served").says("Весенняя") && !list("unserved").says("Весенняя"));
    }

    fn a_municipality_without_rules_of_its_own_works_by_the_inherited_ones(engine) {
        let (stage, region) = lived(engine);
        let (house, north, top) = (&stage.app.house, stage.tree.north.clone(), stage.tree.region.clone());
        let day: NaiveDate = "2020-09-01".parse().unwrap();
        house.db.write(|tx| units::store::bind(tx, house.id(), north.id, "vladimir-2020", day)).unwrap();
        let page = region.page(&format!("/mentoring/picture?unit={}", north.id));
        assert!(page.says("Приказы года в") && page.says("не&nbsp;больше: 2"), "of the region: {}", page.body);
        // Another region, whose pack is silent on mentoring, has the law alone: no day of the order, no limit, no reports.
        stage.sql(&format!("UPDATE pack_bindings SET pack = 'terek-2021' WHERE unit_id = {}", top.id));
        let page = region.page(&format!("/mentoring/picture?unit={}", north.id));
        assert!(!page.says("Приказы в&nbsp;срок") && !page.says("Отчёты наставников в&nbsp;срок"), "nor their columns: {}", page.body);
        assert!(!page.says("Приказы года в") && !page.says("не&nbsp;больше:") && page.says("С\u{a0}наставником"), "{}", page.body);
    }
}
