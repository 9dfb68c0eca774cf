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

    fn the_file_of_an_association_is_asked_of_a_region_where_one_works(engine) {
        let stage = stage(engine);
        let url = format!("/documents/required?unit={}", stage.tree.region.id);
        assert!(!stage.institute.page(&url).says("неполна"), "приложение 3, раздел 5: ассоциации ещё нет");
        found(&stage.institute, &fields(&stage.tree.region, "subject_association", "Ассоциация учителей химии"));
        let page = stage.institute.page(&url);
        assert!(page.says("Папка «Документация ассоциации учителей-предметников» неполна"), "{}", page.body);
        assert!(page.says("«Перспективный план ассоциации на три года»"), "{}", page.body);
    }

    fn a_regulation_of_one_structure_does_not_answer_for_another(engine) {
        let stage = stage(engine);
        let group = |name: &str| fields(&stage.tree.north, "problem_group", name);
        let (first, second) = (found(&stage.head, &group("Проблемная группа «ФГОС»")), found(&stage.head, &group("Проблемная группа «Чтение»")));
        let asks = "Нет действующего документа: Положение о структуре муниципальной методической службы";
        stage.head.page(&format!("{first}/documents/new?kind=mms_structure_regulation"));
        let paper = [
            ("kind", "mms_structure_regulation"), ("title", "Положение о группе «ФГОС»"), ("number", "5"), ("signed_on", "2025-09-02"),
            ("issuer", ""), ("valid_to", ""), ("link", "https://metod.example/5"),
        ];
        stage.head.done(&format!("{first}/documents"), &paper);
        assert!(!stage.head.page(&first).says(asks), "своё положение");
        let page = stage.head.page(&second);
        assert!(page.says(asks) && page.says("В реестре есть: Положение № 5 от 02.09.2025"), "{}", page.body);
        assert!(duties_of(&stage.head).contains("не хватает 1 документа"), "{}", duties_of(&stage.head));
        let id = page.input("document").unwrap();
        stage.head.done(&format!("{second}/documents/own"), &[("document", &id)]);
        stage.head.done(&format!("{second}/documents/own"), &[("document", &id)]);
        let page = stage.head.page(&second);
        assert!(!page.says(asks) && page.body.matches("Документ структуры:").count() == 1, "второе нажатие ничего не меняет: {}", page.body);
        assert_eq!(stage.head.post(&format!("{second}/documents/own"), &[("document", "1")]).status, 404);
        assert_eq!(stage.principal.post(&format!("{second}/documents/own"), &[("document", &id)]).status, 404, "чужая структура");
        stage.app.write(|tx| tx.batch(&format!("UPDATE documents SET status = 'cancelled' WHERE id = {id}")));
        assert!(stage.head.page(&second).says(asks) && stage.head.page(&first).says(asks));
        let gone = stage.head.post(&format!("{second}/documents/own"), &[("document", &id)]);
        assert!(gone.status == 422 && gone.says("Документ не действует"), "{}", gone.body);
    }

    fn one_document_is_marked_for_several_structures_at_once(engine) {
        let stage = stage(engine);
        let group = |name: &str| found(&stage.head, &fields(&stage.tree.north, "problem_group", name));
        let all = ["ФГОС", "Чтение", "Письмо"].map(|name| group(&format!("Проблемная группа «{name}»")));
        let asks = "Нет действующего документа: Положение о структуре муниципальной методической службы";
        let document = stage.document("mms_structure_regulation");
        let shared = format!("/structures/documents/{}", document.id);
        assert!(stage.head.page(&all[0]).body.contains(&shared) && stage.head.page(&document.url()).body.contains(&shared), "offered on both cards");
        let page = stage.head.page(&shared);
        assert!(page.says("Проблемная группа «Чтение»") && page.body.matches("name=\"structure\"").count() == 3, "{}", page.body);
        let id = |url: &str| url.rsplit('/').next().unwrap().to_owned();
        let [first, second, third] = [&all[0], &all[1], &all[2]].map(|url| id(url));
        stage.head.done(&shared, &[("structure", &first), ("structure", &second)]);
        stage.head.done(&shared, &[("structure", &first), ("structure", &second)]);
        assert!(!stage.head.page(&all[0]).says(asks) && !stage.head.page(&all[1]).says(asks) && stage.head.page(&all[2]).says(asks));
        assert_eq!(stage.head.page(&all[1]).body.matches("Документ структуры:").count(), 1, "the second click changes nothing");
        assert!(stage.head.page(&document.url()).says("документ структуры: Проблемная группа «ФГОС»"));
        stage.head.done(&shared, &[("structure", &second), ("structure", &third), ("structure", "1")]);
        assert!(stage.head.page(&all[0]).says(asks) && !stage.head.page(&all[2]).says(asks), "exactly the ticked ones");
        assert!(stage.head.page(&all[0]).says("Больше не документ структуры"));
        assert_eq!(stage.principal.get(&shared).status, 404, "another's document");
        let plain = stage.document("rmo_regulation");
        assert_eq!(stage.head.get(&format!("/structures/documents/{}", plain.id)).status, 404, "one serves all of its kind");
        assert!(!stage.head.page(&plain.url()).says("Отметить документом нескольких структур"));
        stage.app.write(|tx| tx.batch(&format!("UPDATE documents SET status = 'cancelled' WHERE id = {}", document.id)));
        let gone = stage.head.post(&shared, &[("structure", &first)]);
        assert!(gone.status == 422 && gone.says("Документ не действует"), "{}", gone.body);
    }

    fn a_regulation_tells_what_was_founded_by_it_and_its_end_is_told_to_them(engine) {
        let stage = stage(engine);
        let document = stage.document("rmo_regulation");
        let id = document.id.to_string();
        let union = with(fields(&stage.tree.north, "municipal_union", "РМО учителей химии"), &[("document", &id)]);
        let union = found(&stage.head, &union);
        let card = document.url();
        let page = stage.head.page(&card);
        assert!(page.says("Что на нём держится") && page.says("создана структура: РМО учителей химии"), "{}", page.body);
        let page = stage.principal.page(&card);
        assert!(page.body.contains(&union), "школа видит структуры над собой: {}", page.body);
        assert!(stage.principal.page(&union).body.contains(&format!("href=\"{card}\"")), "и основание открывается");
        let asked = stage.head.page(&format!("{card}/cancellation"));
        assert!(asked.says("Этим документом созданы структуры: РМО учителей химии"), "{}", asked.body);
        let version = asked.input("version").unwrap();
        stage.head.done(&format!("{card}/cancellation"), &[("version", &version), ("reason", "принято новое")]);
        let page = stage.head.page(&union);
        assert!(page.says("документ, которым создана структура, больше не действует") && page.says("укажите в реквизитах действующий"), "{}", page.body);
        assert!(!stage.principal.page(&union).body.contains(&card), "отменённое не открывается");
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

    fn a_resource_that_every_centre_tells_is_proved_by_its_address(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        let with = BTreeMap::from([("kind".to_owned(), ParamValue::Text("resource_centre".to_owned()))]);
        let told = || {
            let asks = [Ask { name: "structures.resource", with: &with }];
            let subjects = [Subject { unit: north.id.0, path: north.path.clone() }];
            let offer = stage.app.house.registry.fact("structures.resource").unwrap();
            let period = registry::Period::whole("2025-09-01".parse().unwrap(), "2026-08-31".parse().unwrap());
            let answers = stage.app.house.db.read(|conn| offer.compute(conn, &asks, &subjects, period)).unwrap();
            match answers[0].get(&north.id.0) {
                Some(Fact::Known { proofs, .. }) => proofs.iter().map(|one| one.title.replace('\u{a0}', " ")).collect(),
                _ => Vec::new(),
            }
        };
        assert!(told().is_empty(), "центров нет");
        let first = found(&stage.head, &fields(north, "resource_centre", "Ресурсный центр чтения"));
        assert!(told().is_empty(), "адреса нет");
        stage.head.page(&first);
        stage.head.done(&format!("{first}/resource"), &[("resource_url", "https://metod.example/rc"), ("section_url", "")]);
        let titles: Vec<String> = told();
        assert_eq!(titles.len(), 1);
        assert!(titles[0].starts_with("Ресурсный центр чтения: https://metod.example/rc, сведения от "), "{titles:?}");
        found(&stage.head, &fields(north, "resource_centre", "Ресурсный центр счёта"));
        assert!(told().is_empty(), "второй без адреса");
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
        stage.app.write(|tx| {
            tx.batch(&format!("UPDATE employments SET ended_on = '2025-05-31' WHERE person_id = {}", person.id))
        });
        assert_eq!(known(2025), ["Ассоциация: членов 1", ""], "worked in the year");
        assert_eq!(known(2026), ["", ""], "whoever has left the work proves nothing");
    }
}
