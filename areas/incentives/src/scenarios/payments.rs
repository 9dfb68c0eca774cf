//! The list of grounds for payments: switched by the authority, made by the head of the service, without sums.

use people::RecordKind;
use testing::both_databases;

use super::stage::stage;

both_databases! {
    fn an_authority_switches_the_list_on_and_off_with_a_ground(engine) {
        let stage = stage(engine);
        let page = stage.head.page("/incentives/payments");
        assert!(page.says("Перечень отключён") && !page.says("Включить перечень"), "{}", page.body);
        assert_eq!(stage.head.get("/incentives/payments/paper?as=pdf").status, 422);
        let on = [("is_on", "1"), ("reason", "приказ № 12 от 01.06.2026")];
        assert_eq!(stage.head.post("/incentives/payments/switch", &on).status, 403);
        stage.authority.page("/incentives/payments");
        let bare = stage.authority.post("/incentives/payments/switch", &[("is_on", "1"), ("reason", "")]);
        assert!(bare.status == 422 && bare.says("Напишите основание"), "{}", bare.body);
        assert_eq!(stage.authority.post("/incentives/payments/switch", &on).status, 303);
        assert_eq!(stage.authority.post("/incentives/payments/switch", &on).status, 303, "the second click");
        let page = stage.authority.page("/incentives/payments");
        assert_eq!(page.body.matches("приказ № 12 от 01.06.2026").count(), 1, "{}", page.body);
        let seen = page.input("seen").unwrap();
        let off = [("is_on", "0"), ("reason", "денег нет"), ("seen", seen.as_str())];
        assert_eq!(stage.authority.post("/incentives/payments/switch", &off).status, 303);
        let page = stage.head.page("/incentives/payments");
        assert!(page.says("Перечень отключён") && page.says("Включён: приказ № 12") && page.says("Отключён: денег нет"));
        assert_eq!(stage.deputy.get("/incentives/payments").status, 403, "not a school's");
    }

    fn a_long_list_is_read_by_fifty_and_a_reason_too_long_stays_typed(engine) {
        let stage = stage(engine);
        for number in 0..51 {
            let letters = ["а", "б", "в", "г", "д", "е", "ж"];
            let name = format!("Ли{}{} Анна Олеговна", letters[number / 7 % 7], letters[number % 7]);
            let name = if number >= 49 { format!("Я{name}") } else { name };
            let one = people::fixture::hire_since(&stage.app.house, &stage.tree.school, &name, "2020-09-01".parse().unwrap()).unwrap();
            stage.tell(&one, RecordKind::ExpertWork, "Жюри конкурса", "2026-02-10");
        }
        stage.authority.page("/incentives/payments");
        stage.authority.post("/incentives/payments/switch", &[("is_on", "1"), ("reason", "приказ № 12")]);
        let page = stage.head.page("/incentives/payments");
        assert!(page.says("51\u{a0}человек") && page.body.matches("Жюри конкурса").count() == 50, "{}", page.body);
        let next = page.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let last = stage.head.page(&next);
        assert!(last.body.matches("Жюри конкурса").count() == 1 && !last.body.contains("rel=\"next\""), "{}", last.body);
        let id = last.body.split("name=\"reason-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let (field, long) = (format!("reason-{id}"), "о".repeat(301));
        let after = next.split("after=").nth(1).unwrap();
        let typed = [("person", id.as_str()), ("after", after), (field.as_str(), long.as_str())];
        let refused = stage.head.post("/incentives/payments/omissions", &typed);
        assert!(refused.status == 422 && refused.says("помещается 300") && refused.body.contains(&long), "{}", refused.body);
    }

    fn the_list_names_who_took_part_and_by_what_and_leaves_out_with_a_reason(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::ExpertWork, "Жюри муниципального конкурса", "2026-02-10");
        stage.tell(&stage.young, RecordKind::Course, "Первый урок", "2026-02-10");
        stage.authority.page("/incentives/payments");
        stage.authority.post("/incentives/payments/switch", &[("is_on", "1"), ("reason", "приказ № 12")]);
        let page = stage.head.page("/incentives/payments");
        assert!(page.says("Орлова Нина Петровна") && page.says("Жюри муниципального конкурса"), "{}", page.body);
        assert!(!page.says("Весенняя"), "a course is no methodical work of others");
        assert!(page.says("Размеров выплат"));
        let other = stage.head.page("/incentives/payments?from=2025-09-01&to=2026-02-09");
        assert!(!other.says("Орлова Нина Петровна"), "the day before");
        let wrong = stage.head.get("/incentives/payments?from=2026-02-09&to=2025-09-01");
        assert!(wrong.status == 422 && wrong.says("Последний день раньше первого"), "{}", wrong.body);
        for form in ["pdf", "docx", "xlsx"] {
            assert_eq!(stage.head.get(&format!("/incentives/payments/paper?as={form}")).status, 200, "{form}");
        }
        let id = stage.teacher.id.to_string();
        let field = format!("reason-{id}");
        let time = [("from", "2025-09-01"), ("to", "2026-06-18"), ("person", id.as_str())];
        stage.head.page("/incentives/payments");
        let bare = stage.head.post("/incentives/payments/omissions", &[&time[..], &[(field.as_str(), " ")]].concat());
        assert!(bare.status == 422 && bare.says("почему не включаете"), "{}", bare.body);
        let out = [&time[..], &[(field.as_str(), "работа оплачена договором")]].concat();
        assert_eq!(stage.head.post("/incentives/payments/omissions", &out).status, 303);
        assert_eq!(stage.head.post("/incentives/payments/omissions", &out).status, 303, "the second click");
        let page = stage.head.page("/incentives/payments");
        assert!(page.says("не включён(а)") && page.says("работа оплачена договором"), "{}", page.body);
        let seen = page.input("seen").unwrap();
        let back = [&time[..], &[("seen", seen.as_str())]].concat();
        assert_eq!(stage.head.post("/incentives/payments/omissions", &back).status, 303);
        assert_eq!(stage.head.post("/incentives/payments/omissions", &back).status, 303, "the second click");
        assert!(!stage.head.page("/incentives/payments").says("работа оплачена договором"));
    }
}
