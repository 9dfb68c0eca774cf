//! Rules in force: nearest binding, its parents, then the ancestors' bindings, `federal` last and once.

use crate::{Library, UnknownPack};

fn library() -> Library {
    Library::embedded().unwrap()
}

#[test]
fn the_nearest_binding_comes_first_and_federal_once() {
    let effective = library().effective(&["izhmorsky-2021", "kemerovo"]).unwrap();
    assert_eq!(effective.chain, ["izhmorsky-2021", "kemerovo", "federal"]);
    let effective = library().effective(&["vladimir-2020", "amur-2020"]).unwrap();
    assert_eq!(effective.chain, ["vladimir-2020", "amur-2020", "federal"]);
    assert_eq!(library().effective(&[]).unwrap().chain, ["federal"]);
}

#[test]
fn what_a_pack_does_not_say_is_inherited() {
    let effective = library().effective(&["izhmorsky-2021"]).unwrap();
    let source = |id: &str| effective.document_kind(id).map(|kind| kind.pack.as_str());
    assert_eq!(source("service_roadmap"), Some("izhmorsky-2021"));
    assert_eq!(source("municipal_service_plan"), Some("kemerovo"));
    assert_eq!(source("personal_data_consent"), Some("federal"));
    assert_eq!(source("structures_order"), None, "регионального уровня нет, п. 3.1");
    let levels: Vec<&str> = effective
        .levels
        .iter()
        .filter(|level| !level.rule.measured)
        .map(|level| level.rule.id.as_str())
        .collect();
    assert_eq!(levels, ["municipality", "organisation"]);
    assert_eq!(effective.school_year.as_ref().map(|year| year.pack.as_str()), Some("federal"));
    assert!(effective.service_forms.iter().any(|form| form.rule.id == "nmc" && form.pack == "kemerovo"));
}

#[test]
fn the_nearer_rule_wins_by_id() {
    let effective = library().effective(&["amur-2020"]).unwrap();
    let kind = effective.unit_kinds.iter().find(|kind| kind.rule.id == "municipal_okrug").unwrap();
    assert_eq!((kind.pack.as_str(), kind.rule.union.as_str()), ("amur-2020", "РМО"));
    let school = effective.unit_kinds.iter().find(|kind| kind.rule.id == "school").unwrap();
    assert_eq!(school.pack, "federal");
    let required: Vec<&str> =
        effective.required_documents("municipality").map(|kind| kind.rule.id.as_str()).collect();
    assert!(required.contains(&"mms_regulation") && required.contains(&"young_support_programme"));
}

#[test]
fn an_unknown_pack_is_named() {
    assert_eq!(library().effective(&["tula"]).unwrap_err(), UnknownPack("tula".to_owned()));
}

#[test]
fn a_directory_stands_before_the_embedded_packs() {
    let dir = tempfile::tempdir().unwrap();
    let write = |folder: &str, text: &str| {
        std::fs::create_dir_all(dir.path().join(folder)).unwrap();
        std::fs::write(dir.path().join(folder).join("pack.toml"), text).unwrap();
    };
    write("0-mine", "id = \"amur-2020\"\ntitle = \"Своя\"\nversion = \"9\"\nsource = \"приказ\"\n");
    for library in [Library::open(dir.path()).unwrap(), Library::open(&dir.path().join("0-mine")).unwrap()] {
        assert_eq!(library.pack("amur-2020").unwrap().manifest.title, "Своя");
        assert!(library.pack("kemerovo").is_some());
    }
    write("1-broken", "id = 5\n");
    let problems = Library::open(dir.path()).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "1-broken/pack.toml:1: Здесь нужно другое: ожидается текст в кавычках, а стоит целое число."
    );
}

#[test]
fn structures_and_functions_stay_at_the_levels_there_are() {
    let effective = library().effective(&["izhmorsky-2021"]).unwrap();
    let source = |id: &str| effective.structure_kind(id).map(|kind| kind.pack.as_str());
    assert_eq!(source("municipal_service"), Some("izhmorsky-2021"));
    assert_eq!(source("municipal_council"), Some("kemerovo"));
    assert_eq!(source("pedagogical_council"), Some("federal"));
    assert_eq!(source("academic_council"), None, "регионального уровня нет");
    let team = &effective.structure_kind("temporary_team").unwrap().rule;
    assert_eq!(team.levels, ["municipality", "organisation"]);
    assert!(effective.functions.iter().all(|one| one.rule.level != "region"));
    let own = effective.functions.iter().filter(|one| one.pack == "izhmorsky-2021").count();
    assert_eq!((own, effective.functions.len()), (20, 20 + 83 - 17));
}

#[test]
fn the_way_to_an_order_is_the_packs() {
    let way = |packs: &[&str]| -> Vec<String> {
        let effective = library().effective(packs).unwrap();
        effective.mentoring.steps.iter().map(|one| one.rule.id.clone()).collect()
    };
    let whole: Vec<&str> = crate::MentoringStep::IDS.iter().map(|(id, _)| *id).collect();
    assert_eq!(way(&["amur-2020"]), whole);
    for id in ["federal", "terek-2021", "vladimir-2020", "izhmorsky-2021"] {
        assert_eq!(way(&[id]), ["mentor", "agreement", "order"], "{id}");
        let effective = library().effective(&[id]).unwrap();
        assert_eq!(
            (effective.mentoring.clause("goals"), effective.mentoring.limit_clause("reports")),
            ("", "")
        );
    }
    let amur = library().effective(&["amur-2020"]).unwrap();
    for (id, _) in crate::MentoringClause::IDS {
        assert!(amur.mentoring.clause(id).starts_with("приложение 2, "), "{id}");
    }
    assert_eq!(amur.mentoring.limit_clause("order_days"), "приложение 2, п. 3.1");
}
