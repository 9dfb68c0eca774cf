//! The packs in the tree: no errors, the figures of the registers, a copy that survives the database.

use super::FACTS;
use crate::{Assessment, Library, Scoring, Template, check};
use std::path::{Path, PathBuf};

fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

fn library() -> Library {
    Library::embedded().unwrap()
}

#[test]
fn every_pack_passes_its_check() {
    for id in ["federal", "amur-2020", "vladimir-2020", "terek-2021", "kemerovo", "izhmorsky-2021"] {
        let problems = check(&packs().join(id), &FACTS);
        assert!(problems.is_empty(), "{id}: {problems:#?}");
    }
}

#[test]
fn tables_have_the_rows_of_the_regulations() {
    let library = library();
    let figures = |name: &str| {
        let template = library.template(name).unwrap();
        let rows = template.indicators().count();
        (rows, template.max.map(|max| max.to_string()))
    };
    assert_eq!(figures("amur-2020/mms"), (60, Some("61".to_owned())));
    assert_eq!(figures("vladimir-2020/system"), (40, Some("51".to_owned())));
    assert_eq!(figures("terek-2021/service"), (70, None));
    assert_eq!(library.template_names(), ["amur-2020/mms", "terek-2021/service", "vladimir-2020/system"]);
}

#[test]
fn vladimir_counts_its_kinds() {
    let library = library();
    let template = library.template("vladimir-2020/system").unwrap();
    let count = |name: &str| template.indicators().filter(|(_, one)| one.scoring.name() == name).count();
    assert_eq!((count("presence"), count("presence+growth"), count("dynamics")), (19, 11, 10));
}

#[test]
fn amur_has_one_expert_row_and_one_bonus() {
    let library = library();
    let template = library.template("amur-2020/mms").unwrap();
    let expert: Vec<&str> = template
        .indicators()
        .filter(|(_, one)| one.assessment == Assessment::Manual)
        .map(|(_, one)| one.no.as_str())
        .collect();
    assert_eq!(expert, ["1.2"]);
    assert_eq!(template.indicator("1.2").unwrap().condition.as_deref(), Some("1.1"));
    let bonus = &template.indicator("5.2").unwrap().scoring;
    assert!(matches!(bonus, Scoring::Bonus { base, .. } if base == "5.1"));
    let effective = library.effective(&["amur-2020"]).unwrap();
    for (_, indicator) in template.indicators() {
        assert!(effective.advice_for("mms", &indicator.no).is_some(), "{}", indicator.no);
    }
}

#[test]
fn titles_carry_no_slips_of_the_source() {
    let library = library();
    for name in library.template_names() {
        for (_, one) in library.template(&name).unwrap().indicators() {
            let slip = ["продуктов –", "РМО продуктов", "ВПр", " /", "и/или", "  "]
                .iter()
                .find(|bad| one.title.contains(**bad));
            assert_eq!(slip, None, "{name} {}: {}", one.no, one.title);
            assert!(one.title.chars().next().unwrap().is_uppercase(), "{name} {}", one.no);
        }
    }
}

#[test]
fn a_template_survives_the_database() {
    let library = library();
    for name in library.template_names() {
        let template = library.template(&name).unwrap();
        let copy = Template::from_json(&template.canonical_json()).unwrap();
        assert_eq!(&copy, template.as_ref());
        assert_eq!(copy.hash(), template.hash());
        assert_eq!(copy.hash().len(), 64);
    }
}

#[test]
fn terms_move_past_days_off() {
    let calendar = &library().pack("federal").unwrap().calendar.clone();
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    for (from, to) in [
        ("2026-06-11", "2026-06-11"),
        ("2026-06-12", "2026-06-15"),
        ("2026-01-01", "2026-01-12"),
        ("2026-05-09", "2026-05-12"),
        ("2026-03-07", "2026-03-10"),
        ("2026-12-31", "2027-01-11"),
    ] {
        assert_eq!(calendar.next_working(day(from)), day(to), "{from}");
    }
}

#[test]
fn functional_models_and_structures_are_complete() {
    let library = library();
    let functions = |id: &str| library.pack(id).unwrap().functions.len();
    let all: Vec<usize> =
        ["amur-2020", "kemerovo", "izhmorsky-2021", "vladimir-2020", "terek-2021"].map(functions).into();
    assert_eq!(all, [91, 83, 20, 17, 41]);
    let by = |direction: &str| {
        let pack = library.pack("kemerovo").unwrap();
        pack.functions.iter().filter(|one| one.direction.starts_with(direction)).count()
    };
    assert_eq!(
        [by("Организационно"), by("Информационно"), by("Учебно"), by("Научно")],
        [21, 22, 17, 23],
        "примечание 3.13 реестра"
    );
    let kinds = |id: &str| library.pack(id).unwrap().structure_kinds.len();
    let all: Vec<usize> =
        ["federal", "amur-2020", "kemerovo", "izhmorsky-2021", "vladimir-2020", "terek-2021"]
            .map(kinds)
            .into();
    assert_eq!(all, [5, 28, 20, 5, 9, 21]);
    let branch = library.effective(&["amur-2020"]).unwrap();
    let branch = &branch.structure_kind("association_branch").unwrap().rule;
    assert_eq!((branch.min_founders, branch.one_per_unit), (Some(3), true), "приложение 4, п. 7.1");
}

#[test]
fn every_function_is_served_by_an_area_of_the_plan_but_one_kept_outside() {
    let mut unserved = Vec::new();
    for pack in library().packs() {
        for function in &pack.functions {
            if function.area.is_empty() {
                unserved.push(function.id.clone());
                continue;
            }
            assert!(crate::area_title(&function.area).is_some(), "{}: {}", pack.manifest.id, function.id);
        }
    }
    assert_eq!(unserved, ["te-38"], "разрешение социальных конфликтов программа не ведёт");
}
