//! Facts, and what monitoring chooses and freezes: the same on both databases.

use std::collections::BTreeMap;

use access::{Level, Role};
use chrono::NaiveDate;
use packs::ParamValue;
use registry::{Ask, Fact, Subject};
use testing::{TestApp, both_databases};
use units::Unit;
use units::fixture::SmallTree;

use super::setting::{app, with};
use crate::store;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Registers by link for the unit and gives the id.
fn register(app: &TestApp, tree: &SmallTree, unit: &Unit, other: &[(&str, &str)]) -> i64 {
    let keeper = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let unit = unit.id.to_string();
    let mut fields = vec![("unit", unit.as_str()), ("link", "https://edu.example.ru/1")];
    fields.extend(other);
    let to = keeper.done("/documents", &with(&fields)).location;
    to.rsplit('/').next().unwrap().parse().unwrap()
}

fn params(kinds: &[&str], topic: &str) -> BTreeMap<String, ParamValue> {
    let kinds = ParamValue::Any(kinds.iter().map(|kind| (*kind).to_owned()).collect());
    let mut with = BTreeMap::from([("kind".to_owned(), kinds)]);
    if !topic.is_empty() {
        with.insert("topic".to_owned(), ParamValue::Text(topic.to_owned()));
    }
    with
}

/// For each question, the documents that prove it, by unit.
fn asked(
    app: &TestApp,
    tree: &SmallTree,
    asks: &[(&str, BTreeMap<String, ParamValue>)],
) -> Vec<BTreeMap<i64, Vec<i64>>> {
    let proofs = |fact: Fact| match fact {
        Fact::Known { value, proofs } => {
            assert!(value == "1" && proofs.iter().all(|proof| proof.kind == "document"));
            Some(proofs.into_iter().map(|proof| proof.id).collect())
        }
        _ => None,
    };
    let known = |answer: registry::Answered| {
        answer.into_iter().filter_map(|(unit, fact)| Some((unit, proofs(fact)?))).collect()
    };
    answers(app, tree, asks).into_iter().map(known).collect()
}

fn answers(
    app: &TestApp,
    tree: &SmallTree,
    asks: &[(&str, BTreeMap<String, ParamValue>)],
) -> Vec<registry::Answered> {
    let subjects =
        [&tree.north, &tree.south].map(|unit| Subject { unit: unit.id.0, path: unit.path.clone() });
    let asks: Vec<Ask<'_>> = asks.iter().map(|(name, with)| Ask { name, with }).collect();
    let offer = app.house.registry.fact("documents.in_force").unwrap();
    let period = registry::Period::whole(day("2025-09-01"), day("2026-08-31"));
    app.house.db.read(|conn| offer.compute(conn, &asks, &subjects, period)).unwrap()
}

/// What the fact lacks at the northern municipality: have and need.
fn short(
    app: &TestApp,
    tree: &SmallTree,
    name: &str,
    with: BTreeMap<String, ParamValue>,
) -> (String, String) {
    match answers(app, tree, &[(name, with)])[0].get(&tree.north.id.0) {
        Some(Fact::Short { have, need, proofs }) => {
            assert_eq!(proofs.len(), 1, "what is there can be opened");
            (have.replace('\u{a0}', " "), need.replace('\u{a0}', " "))
        }
        other => panic!("{other:?}"),
    }
}

both_databases! {
    fn in_force_counts_what_covers_a_day_of_the_period_for_each_municipality(engine) {
        let (app, tree) = app(engine);
        let old = [("kind", "mms_regulation"), ("signed_on", "2020-01-10")];
        let old = register(&app, &tree, &tree.north, &old);
        let expired = [("kind", "mms_programme"), ("signed_on", "2020-01-10"), ("valid_to", "2025-08-31")];
        register(&app, &tree, &tree.south, &expired);
        let last_day = register(&app, &tree, &tree.north, &[("valid_to", "2025-09-02")]);
        register(&app, &tree, &tree.school, &[]);
        let with = params(&["mms_regulation", "mms_programme"], "");
        let answers = asked(&app, &tree, &[("documents.in_force", with.clone()), ("documents.exists", with)]);
        assert_eq!(answers[0], BTreeMap::from([(tree.north.id.0, vec![last_day, old])]));
        assert_eq!(answers[1], BTreeMap::from([(tree.north.id.0, vec![last_day])]));
    }

    fn a_cancelled_document_proves_nothing_any_more(engine) {
        let (app, tree) = app(engine);
        let id = register(&app, &tree, &tree.north, &[]);
        let ask = [("documents.in_force", params(&["mms_programme"], ""))];
        assert_eq!(asked(&app, &tree, &ask)[0].len(), 1);
        let keeper = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        keeper.done(&format!("/documents/{id}/cancellation"), &[("version", "1"), ("reason", "ошибка")]);
        assert!(asked(&app, &tree, &ask)[0].is_empty());
    }

    fn the_last_day_of_the_period_counts_and_the_topic_is_compared_folded(engine) {
        let noon = db::day_start(chrono_tz::Asia::Yakutsk, day("2026-09-01")).plus_seconds(12 * 3600);
        let app = TestApp::at(engine, vec![units::area(), crate::area()], db::Clock::standing_at(noon), |_| {});
        let tree = units::fixture::plant(&app.house).unwrap();
        let note = |unit, signed_on, topic| {
            register(&app, &tree, unit, &[("kind", "procedure_note"), ("signed_on", signed_on), ("topic", topic)])
        };
        let last = note(&tree.north, "2026-08-31", "  впр");
        note(&tree.south, "2026-09-01", "ВПР");
        let other = note(&tree.south, "2025-09-01", "ОГЭ");
        let with = |topic| ("documents.exists", params(&["procedure_note"], topic));
        let answers = asked(&app, &tree, &[with("ВПР"), with(""), with("ЕГЭ")]);
        assert_eq!(answers[0], BTreeMap::from([(tree.north.id.0, vec![last])]));
        assert_eq!(answers[1], BTreeMap::from([(tree.north.id.0, vec![last]), (tree.south.id.0, vec![other])]));
        assert!(answers[2].is_empty());
    }

    fn what_nearly_counts_says_what_is_missing(engine) {
        let (app, tree) = app(engine);
        let old = [("kind", "mms_programme"), ("number", "5"), ("signed_on", "2020-01-10"), ("valid_to", "2024-12-31")];
        register(&app, &tree, &tree.north, &old);
        let programme = || params(&["mms_programme"], "");
        let (have, need) = short(&app, &tree, "documents.in_force", programme());
        assert_eq!(have, "есть Программа № 5 от 10.01.2020, но срок вышел 31.12.2024");
        assert_eq!(need, "документ, действующий с 01.09.2025 по 31.08.2026");
        assert!(short(&app, &tree, "documents.exists", programme()).0.ends_with("подписан не в этот период"));
        let cancelled = register(&app, &tree, &tree.north, &[("kind", "mms_regulation"), ("number", "6")]);
        let keeper = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        keeper.done(&format!("/documents/{cancelled}/cancellation"), &[("version", "1"), ("reason", "ошибка")]);
        assert!(short(&app, &tree, "documents.in_force", params(&["mms_regulation"], "")).0.ends_with("документ отменён"));
        // A lapsed document is nearer than a cancelled one.
        let any = params(&["mms_regulation", "mms_programme"], "");
        assert!(short(&app, &tree, "documents.in_force", any).0.contains("срок вышел"));
        register(&app, &tree, &tree.north, &[("kind", "procedure_note"), ("signed_on", "2026-05-10")]);
        let (have, need) = short(&app, &tree, "documents.exists", params(&["procedure_note"], "ВПР"));
        assert!(have.ends_with("тема не указана") && need == "тема «ВПР» в карточке документа");
        // What counts hides what nearly does.
        register(&app, &tree, &tree.north, &[("kind", "mms_programme"), ("number", "7")]);
        assert_eq!(asked(&app, &tree, &[("documents.in_force", programme())])[0].len(), 1);
    }

    fn monitoring_chooses_own_documents_newest_first_and_freezes_them(engine) {
        let (app, tree) = app(engine);
        let early = register(&app, &tree, &tree.north, &[("signed_on", "2024-01-10")]);
        let late = register(&app, &tree, &tree.north, &[("signed_on", "2026-01-10")]);
        let plan = register(&app, &tree, &tree.north, &[("kind", "mms_year_plan")]);
        register(&app, &tree, &tree.school, &[]);
        let path = tree.north.path.as_str();
        app.house.db.read(|conn| -> db::Result<()> {
            let ids = |found: Vec<crate::Document>| found.into_iter().map(|d| d.id.0).collect::<Vec<_>>();
            let programmes = ["mms_programme".to_owned()];
            assert_eq!(ids(store::of_unit(conn, path, &programmes, 10)?), [late, early]);
            assert_eq!(ids(store::of_unit(conn, path, &[], 2)?), [late, plan]);
            let frozen = store::frozen(conn, &[late])?;
            assert_eq!(frozen[0].title_line.replace('\u{a0}', " "), "Программа № 114 от 10.01.2026");
            assert_eq!((frozen[0].version, frozen[0].sha256.clone()), (1, None));
            Ok(())
        }).unwrap();
    }
}
