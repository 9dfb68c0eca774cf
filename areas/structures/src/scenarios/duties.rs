//! What structures ask of who answers for them, and what they prove to an indicator.

use std::collections::BTreeMap;

use packs::ParamValue;
use registry::{Ask, Fact, Subject};
use testing::both_databases;

use super::stage::{duties_of, fields, found, stage, with};

both_databases! {
    fn a_term_that_ends_and_a_document_that_is_lacking_are_duties(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        assert!(!duties_of(&stage.head).contains("структур"));
        let union = found(&stage.head, &fields(north, "municipal_union", "РМО учителей математики"));
        assert!(duties_of(&stage.head).contains("не хватает 2 документов"), "{}", duties_of(&stage.head));
        let document = stage.document("rmo_regulation");
        assert!(duties_of(&stage.head).contains("не хватает 1 документа"));
        assert!(stage.head.page(&union).body.contains(&document.url()));
        let group = with(fields(north, "creative_group", "Творческая группа «ФГОС»"), &[
            ("is_temporary", "1"), ("ends_on", "2026-06-30"), ("task", "Рабочие программы"),
        ]);
        let group = found(&stage.head, &group);
        assert!(duties_of(&stage.head).contains("2026-06-30 Закрыть или продлить временную структуру: Творческая группа «ФГОС»"));
        stage.head.page(&group);
        stage.head.done(&format!("{group}/closing"), &[("closed_on", "2026-06-18"), ("result", "Программы сданы")]);
        assert!(!duties_of(&stage.head).contains("Творческая группа"));
        assert!(!duties_of(&stage.institute).contains("РМО"), "за муниципалитет отвечает он сам");
    }

    fn a_role_given_for_a_term_comes_due(engine) {
        let stage = stage(engine);
        let three = "Берестова Анна Павловна\nОсокин Глеб Львович\nРакитина Вера Олеговна";
        let branch = with(fields(&stage.tree.north, "association_branch", "Отделение АМП"), &[
            ("founders", three), ("started_on", "2023-06-01"),
        ]);
        let branch = found(&stage.head, &branch);
        assert_eq!(stage.appoint(&branch, "Туманцев Егор Павлович", "head", "2023-07-01").status, 303);
        assert!(stage.head.page(&branch).says("срок до 30.06.2026"), "три года по п. 7.3");
        assert!(duties_of(&stage.head).contains("2026-06-30 Кончается срок роли в составе: Отделение АМП"));
    }

    fn structures_prove_facts(engine) {
        let stage = stage(engine);
        found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей математики"));
        found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        found(&stage.principal, &fields(&stage.tree.school, "school_union", "ШМО"));
        let text = |kind: &str, level: &str| {
            let with: BTreeMap<String, ParamValue> = [("kind", kind), ("level", level)]
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .map(|(name, value)| (name.to_owned(), ParamValue::Text(value.to_owned())))
                .collect();
            with
        };
        let (unions, schools, councils) = (text("municipal_union", ""), text("school_union", "below"), text("municipal_council", ""));
        let asks = [
            Ask { name: "structures.exists", with: &unions },
            Ask { name: "structures.count", with: &unions },
            Ask { name: "structures.count", with: &schools },
            Ask { name: "structures.exists", with: &councils },
        ];
        let subjects = [&stage.tree.north, &stage.tree.south]
            .map(|unit| Subject { unit: unit.id.0, path: unit.path.clone() });
        let offer = stage.app.house.registry.fact("structures.count").unwrap();
        let period = registry::Period::whole("2025-09-01".parse().unwrap(), "2026-08-31".parse().unwrap());
        let answers = stage.app.house.db.read(|conn| offer.compute(conn, &asks, &subjects, period)).unwrap();
        let value = |at: usize, unit: i64| match &answers[at][&unit] {
            Fact::Known { value, proofs } => format!("{value}/{}", proofs.len()),
            Fact::Short { .. } | Fact::Unknown => "-".to_owned(),
        };
        let (north, south) = (stage.tree.north.id.0, stage.tree.south.id.0);
        assert_eq!([value(0, north), value(1, north), value(2, north), value(3, north)], ["1/2", "2/2", "1/1", "-"]);
        assert_eq!([value(0, south), value(2, south)], ["-", "-"]);
    }

    fn people_who_joined_a_structure_anywhere_prove_it_for_their_unit(engine) {
        let stage = stage(engine);
        let person = people::fixture::hire(&stage.app.house, &stage.tree.school, "Авдеева Анна Павловна").unwrap();
        let (region, body, member) = (&stage.tree.region, stage.app.house.id(), stage.app.house.id());
        stage.app.write(|tx| {
            tx.batch(&format!(
                "INSERT INTO structures (id, unit_id, unit_path, level, kind, block, name, name_key, directions, parent_id, \
                 is_temporary, started_on, ends_on, task, document_id, resource_url, state, closed_on, result, created_at, \
                 updated_at, version) VALUES ({body}, {}, '{}', 'region', 'young_association', 'association', \
                 'Ассоциация', 'ассоциация', '', NULL, FALSE, '2020-09-01', NULL, '', NULL, '', 'active', NULL, '', 1, 1, 1); \
                 INSERT INTO structure_members (id, structure_id, person_id, name, name_key, post, role, from_on, term_on, \
                 to_on, basis, end_reason, created_at, updated_at) VALUES ({member}, {body}, {}, 'Авдеева', 'авдеева', \
                 '', 'member', '2024-09-10', NULL, NULL, '', '', 1, 1)",
                region.id, region.path, person.id
            ))
        });
        let with = BTreeMap::from([("kind".to_owned(), ParamValue::Text("young_association".to_owned()))]);
        let asks = [Ask { name: "structures.joined", with: &with }];
        let subjects = [&stage.tree.north, &stage.tree.south]
            .map(|unit| Subject { unit: unit.id.0, path: unit.path.clone() });
        let offer = stage.app.house.registry.fact("structures.joined").unwrap();
        let known = |year: i32| {
            let day = |year: i32, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let period = registry::Period::whole(day(year - 1, 9, 1), day(year, 8, 31));
            let answers = stage.app.house.db.read(|conn| offer.compute(conn, &asks, &subjects, period)).unwrap();
            subjects.iter().map(|one| match answers[0].get(&one.unit) {
                Some(Fact::Known { proofs, .. }) => proofs[0].title.clone(),
                _ => String::new(),
            }).collect::<Vec<String>>()
        };
        assert_eq!(known(2026), ["Ассоциация: членов 1", ""]);
        assert_eq!(known(2024), ["", ""], "joined later");
        let mine = stage.app.house.registry.support.iter().find_map(|offer| {
            let today = "2026-06-18".parse().unwrap();
            let found = stage.app.house.db.read(|conn| offer.joined(conn, &[person.id.0], &["young_association"], today)).unwrap();
            found.first().copied()
        });
        assert_eq!(mine, Some(person.id.0));
    }
}
