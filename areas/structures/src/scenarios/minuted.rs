//! The founding meeting of a branch: its minutes are a paper, a document of the registry and the ground of the branch.

use testing::both_databases;

use super::stage::{fields, found, stage, with};

both_databases! {
    fn the_founding_meeting_of_a_branch_is_minuted_once(engine) {
        let stage = stage(engine);
        let three = "Берестова Анна Павловна, учитель\nОсокин Глеб Львович\nРакитина Вера Олеговна, педагог-психолог";
        let card = found(&stage.head, &with(fields(&stage.tree.north, "association_branch", "Отделение АМП"), &[("founders", three)]));
        let page = stage.head.page(&card);
        assert!(page.says("Протокол собрания"), "{}", page.body);
        let to = format!("{card}/minutes");
        let form = stage.head.page(&to);
        let ids: Vec<String> = form.body.split("name=\"present\" value=\"").skip(1).map(|part| part.split('"').next().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), 3, "{}", form.body);
        let send = |present: &[&String], [elected, chair, secretary]: [&String; 3], day: &str| {
            let mut fields = vec![("signed_on", day), ("place", "г. Северный"), ("elected", elected), ("chair", chair), ("secretary", secretary), ("numbering", "external"), ("number", "1")];
            fields.extend(present.iter().map(|id| ("present", id.as_str())));
            stage.head.post(&to, &fields)
        };
        let few = send(&[&ids[0], &ids[1]], [&ids[0], &ids[0], &ids[1]], "2025-08-20");
        assert!(few.status == 422 && few.says("отмечено участников: 2, а нужно не меньше 3") && few.body.contains("value=\"г. Северный\""), "{}", few.body);
        let late = send(&[&ids[0], &ids[1], &ids[2]], [&ids[0], &ids[1], &ids[1]], "2025-09-02");
        assert!(late.says("прошло не позже этого дня") && late.says("разные люди"), "{}", late.body);
        for form in ["pdf", "docx"] {
            assert_eq!(stage.head.get(&format!("{to}/paper?as={form}")).status, 200, "{form}");
        }
        let all = [&ids[0], &ids[1], &ids[2]];
        let first = send(&all, [&ids[0], &ids[1], &ids[2]], "2025-08-20");
        assert_eq!(first.status, 303, "{}", first.body);
        let document = stage.head.page(&first.location);
        assert!(document.says("Общее собрание о создании: Отделение АМП") && document.says("Протокол № 1 от 20.08.2025"), "{}", document.body);
        let page = stage.head.page(&card);
        assert!(page.says("Председатель Совета отделения") && page.says("протокол № 1 от 20.08.2025") && page.body.contains(&first.location), "{}", page.body);
        assert!(!page.says("Роль не занята") && page.says("срок до 31.08.2028"), "three years: {}", page.body);
        let again = send(&all, [&ids[0], &ids[1], &ids[2]], "2025-08-20");
        assert_eq!((again.status, &again.location), (303, &first.location), "the second click registers nothing");
        assert_eq!(stage.head.get(&to).location, first.location, "the form leads to the minutes");
        let file = stage.head.page(&format!("{}/file", first.location));
        assert!(file.bytes.starts_with(b"%PDF"), "a paper");
        assert_eq!(stage.principal.get(&to).status, 404);
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        assert_eq!(stage.head.get(&format!("{union}/minutes")).status, 404, "a union is founded by an order");
    }
}
