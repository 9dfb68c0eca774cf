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
        let all_at_once = stage.head.post(&to, &[("signed_on", "2025-08-20"), ("present", &ids[0]), ("numbering", "external"), ("number", "")]);
        assert!(all_at_once.says("Впишите номер") && all_at_once.says("отмечено участников: 1") && all_at_once.says("отмечен участником собрания"), "{}", all_at_once.body);
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
        assert!(page.says("Прежний состав (1)") && page.says("избран председателем"), "nobody vanishes: {}", page.body);
        let again = send(&all, [&ids[0], &ids[1], &ids[2]], "2025-08-20");
        assert_eq!((again.status, &again.location), (303, &first.location), "the second click registers nothing");
        assert_eq!(stage.head.get(&to).location, first.location, "the form leads to the minutes");
        let file = stage.head.page(&format!("{}/file", first.location));
        assert!(file.bytes.starts_with(b"%PDF"), "a paper");
        assert_eq!(stage.principal.get(&to).status, 404);
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        assert_eq!(stage.head.get(&format!("{union}/minutes")).status, 404, "a union is founded by an order");
    }

    fn cancelled_minutes_hold_nothing_and_a_founder_stays_one_when_the_election_was_a_mistake(engine) {
        let stage = stage(engine);
        let three = "Берестова Анна Павловна, учитель\nОсокин Глеб Львович\nРакитина Вера Олеговна, педагог-психолог";
        let card = found(&stage.head, &with(fields(&stage.tree.north, "association_branch", "Отделение АМП"), &[("founders", three)]));
        let to = format!("{card}/minutes");
        let minute = |elected: usize, number: &str| {
            let form = stage.head.page(&to);
            let of = |part: &str| part.split('"').next().unwrap().to_owned();
            let ids: Vec<String> = form.body.split("name=\"present\" value=\"").skip(1).map(of).collect();
            assert_eq!(ids.len(), 3, "{}", form.body);
            let mut fields = vec![("signed_on", "2025-08-20"), ("elected", &ids[elected]), ("chair", &ids[0]), ("secretary", &ids[1]), ("numbering", "external"), ("number", number)];
            fields.extend(ids.iter().map(|id| ("present", id.as_str())));
            stage.head.done(&to, &fields).location
        };
        let first = minute(0, "1");
        let cancel = format!("{first}/cancellation");
        let asked = stage.head.page(&cancel);
        assert!(asked.says("основано включение структур: Отделение АМП"), "{}", asked.body);
        stage.head.done(&cancel, &[("version", &asked.input("version").unwrap()), ("reason", "не тот день")]);
        let page = stage.head.page(&card);
        assert!(page.says("Не указан протокол общего собрания отделения") && page.says("протокол собрания нужно составить заново"), "{}", page.body);
        assert!(page.body.contains(&format!("href=\"{to}\"")), "the card leads to the form");
        assert!(stage.head.page("/structures").says("не включена"));
        let second = minute(2, "2");
        assert_ne!(second, first);
        let page = stage.head.page(&card);
        assert!(page.says("протокол № 2 от 20.08.2025") && !page.says("Не указан протокол") && page.body.contains(&second), "{}", page.body);
        assert!(page.says("Прежний состав (1)"), "elected once: {}", page.body);
        let form = page.body.split("action=\"").skip(1).find(|part| part.split('"').next().unwrap().ends_with("/removal")).unwrap();
        let seen = form.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        stage.head.done(form.split('"').next().unwrap(), &[("mistake", "избрали другого"), ("seen", seen)]);
        let page = stage.head.page(&card);
        assert!(page.says("Роль, которую завершило избрание, возвращена") && !page.says("Прежний состав"), "{}", page.body);
        assert!(!page.says("В составе не хватает"), "three founders stay: {}", page.body);
        assert_eq!(page.body.matches("/end\"").count(), 3, "{}", page.body);
    }
}
