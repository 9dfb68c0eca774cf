//! The head of a service founds structures, fills their composition, links them, closes a temporary one; rules say no with
//! the clause, and nothing typed is lost.

use testing::both_databases;

use super::stage::{fields, found, pairs, send, stage, with};

both_databases! {
    fn a_head_founds_a_union_and_fills_its_composition(engine) {
        let stage = stage(engine);
        let kinds = stage.head.page("/structures/kinds");
        assert!(kinds.says("Районное (городское) методическое объединение") && kinds.says("приложение 5"));
        let form = stage.head.page(&format!("/structures/new?unit={}&kind=municipal_union", stage.tree.north.id));
        assert!(form.says("Предметы или направления") && !form.says("Учредители"));
        let new = with(fields(&stage.tree.north, "municipal_union", "РМО учителей математики"), &[("directions", "математика, информатика")]);
        let card = found(&stage.head, &new);
        assert_eq!(found(&stage.head, &new), card, "второе нажатие находит сделанное первым");
        let page = stage.head.page(&card);
        assert!(page.says("математика, информатика") && page.says("Роль не занята: руководитель"));
        assert!(page.says("Нет действующего документа: План-график заседаний РМО"));
        assert_eq!(stage.appoint(&card, "Берестова Анна Павловна", "head", "2025-09-01").status, 303);
        let page = stage.head.page(&card);
        assert!(page.says("Берестова Анна Павловна") && !page.says("Роль не занята"));
        let twice = stage.appoint(&card, "Берестова  Анна Павловна", "member", "2026-01-10");
        assert!(twice.status == 422 && twice.says("уже в составе с 01.09.2025"), "{}", twice.body);
        let full = stage.appoint(&card, "Осокин Глеб Львович", "head", "2026-01-10");
        assert!(full.status == 422 && full.says("Роль «Руководитель» уже занята: Берестова Анна Павловна"));
        assert!(full.body.contains("value=\"Осокин Глеб Львович\""), "набранное не теряется");
        let early = stage.appoint(&card, "Осокин Глеб Львович", "member", "2025-08-31");
        assert!(early.status == 422 && early.says("Структура создана 01.09.2025"));
        let end = page.body.split("/members/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        let early = stage.head.post(&format!("{card}/members/{end}/end"), &[("to_on", "2025-08-31"), ("end_reason", "уехала в город")]);
        assert!(early.status == 422 && early.says("с 01.09.2025 по сегодня"));
        assert!(early.body.contains("value=\"уехала в город\"") && early.body.contains("value=\"2025-08-31\""), "набранное не теряется");
        assert!(early.body.contains("<details open><summary>Завершить"), "форма открыта");
        let (long, hidden) = ("а".repeat(201), "пере\u{200b}езд\u{202e}\t в\u{1}город");
        let refused = stage.head.post(&format!("{card}/members/{end}/end"), &[("to_on", "2026-01-31"), ("end_reason", &long)]);
        assert!(refused.status == 422 && refused.says("201 знаков, а помещается 200") && refused.body.contains(&long));
        let kept = stage.head.post(&format!("{card}/members/{end}/end"), &[("to_on", "2025-08-31"), ("end_reason", hidden)]);
        assert!(kept.body.contains("value=\"переезд  вгород\""), "чего не видно, того нет: {}", kept.body);
        stage.head.done(&format!("{card}/members/{end}/end"), &[("to_on", "2026-01-31"), ("end_reason", "переезд")]);
        let page = stage.head.page(&card);
        assert!(page.says("Прежний состав (1)") && page.says("01.09.2025 – 31.01.2026") && page.says("переезд"));
        assert_eq!(stage.appoint(&card, "Осокин Глеб Львович", "head", "2026-02-01").status, 303);
    }

    fn a_kind_is_refused_where_the_regulation_has_none(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        assert_eq!(stage.head.get(&format!("/structures/new?unit={}&kind=school_union", north.id)).status, 404);
        let wrong = send(&stage.head, &fields(north, "school_union", "ШМО"));
        assert!(wrong.status == 422 && wrong.says("на этом уровне не создают"), "{}", wrong.body);
        let unknown = send(&stage.head, &fields(north, "club", "Клуб"));
        assert_eq!(unknown.status, 404);
        let late = send(&stage.head, &with(fields(north, "virtual_union", "Виртуальное МО"), &[
            ("is_temporary", "1"), ("ends_on", "2025-08-01"), ("task", "Освоить ФГОС"),
        ]));
        assert!(late.status == 422 && late.says("Срок кончается раньше, чем структура создана"));
        assert!(late.body.contains("Освоить ФГОС"), "набранное не теряется");
        let council = found(&stage.head, &fields(north, "municipal_council", "Районный методический совет"));
        let second = send(&stage.head, &fields(north, "municipal_council", "Ещё один совет"));
        assert!(second.status == 422 && second.says("Здесь уже работает «Районный методический совет»"), "{}", second.body);
        assert!(second.body.contains(&council) && second.body.contains("Ещё один совет"));
    }

    fn a_branch_takes_three_founders_and_is_alone_in_its_municipality(engine) {
        let stage = stage(engine);
        let new = |founders: &str| with(fields(&stage.tree.north, "association_branch", "Отделение АМП"), &[("founders", founders)]);
        let few = send(&stage.head, &new("Берестова Анна Павловна, учитель\nОсокин Глеб Львович"));
        assert!(few.status == 422 && few.says("Учредителей названо 2, а нужно не меньше 3 (приложение 4"), "{}", few.body);
        let three = "Берестова Анна Павловна, учитель\nОсокин Глеб Львович\n\nРакитина Вера Олеговна, педагог-психолог";
        let twice = three.replace("Осокин Глеб Львович", "Берестова Анна Павловна");
        assert!(send(&stage.head, &new(&twice)).says("назван дважды"), "один человек – один учредитель");
        let card = found(&stage.head, &new(three));
        let page = stage.head.page(&card);
        assert!(page.says("Ракитина Вера Олеговна") && page.says("педагог-психолог") && page.says("Учредитель"));
        let second = with(new(three), &[("name", "Второе отделение")]);
        let second = send(&stage.head, &second);
        assert!(second.status == 422 && second.says("второй структуры этого вида"), "{}", second.body);
    }

    fn a_temporary_structure_is_prolonged_and_closed_with_its_result(engine) {
        let stage = stage(engine);
        let new = with(fields(&stage.tree.north, "virtual_union", "Виртуальное МО «Функциональная грамотность»"), &[
            ("is_temporary", "1"), ("ends_on", "2026-05-31"), ("task", "Подготовить банк заданий"),
        ]);
        let card = found(&stage.head, &new);
        stage.appoint(&card, "Берестова Анна Павловна", "head", "2025-09-01");
        assert!(stage.head.page("/structures?state=overdue").says("Функциональная грамотность"));
        let early = stage.head.post(&format!("{card}/term"), &[("ends_on", "2026-05-31"), ("reason", "не успели")]);
        assert!(early.status == 422 && early.says("позже прежнего: 31.05.2026"));
        stage.head.done(&format!("{card}/term"), &[("ends_on", "2026-12-31"), ("reason", "не готова экспертиза")]);
        assert!(!stage.head.page("/structures?state=overdue").says("Функциональная грамотность"));
        let mute = stage.head.post(&format!("{card}/closing"), &[("closed_on", "2026-06-18"), ("result", "")]);
        assert!(mute.status == 422 && mute.says("решена ли задача"));
        stage.head.done(&format!("{card}/closing"), &[("closed_on", "2026-06-18"), ("result", "Банк из 40 заданий сдан в медиатеку")]);
        let page = stage.head.page(&card);
        assert!(page.says("Банк из 40 заданий") && page.says("Прежний состав (1)") && page.says("структура закрыта"));
        assert!(!page.body.contains("/closing\""), "закрытую больше не меняют");
        let after = stage.appoint(&card, "Осокин Глеб Львович", "member", "2026-06-18");
        assert!(after.status == 422 && after.says("Структура закрыта"), "{}", after.body);
        assert!(stage.head.page("/structures?state=closed").says("Функциональная грамотность"));
    }

    fn what_stands_under_is_seen_and_nothing_stands_under_itself(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        let service = found(&stage.head, &fields(north, "municipal_service", "ММС Северного округа"));
        let id = service.rsplit('/').next().unwrap().to_owned();
        let union = found(&stage.head, &with(fields(north, "municipal_union", "РМО учителей физики"), &[("parent", &id)]));
        assert!(stage.head.page(&service).says("РМО учителей физики"));
        let still = stage.head.post(&format!("{service}/closing"), &[("closed_on", "2026-06-18"), ("result", "реорганизация")]);
        assert!(still.status == 422 && still.says("подчинены работающие: 1"), "{}", still.body);
        let under = union.rsplit('/').next().unwrap().to_owned();
        stage.head.page(&format!("{service}/requisites"));
        let circle = with(fields(north, "municipal_service", "ММС Северного округа"), &[("parent", &under), ("version", "1")]);
        let circle = stage.head.post(&format!("{service}/requisites"), &pairs(&circle));
        assert!(circle.status == 422 && circle.says("не может подчиняться сама себе"), "{}", circle.body);
        let tree = stage.head.page("/structures/tree");
        let (above, below) = (tree.body.find("ММС Северного").unwrap(), tree.body.find("РМО учителей физики").unwrap());
        assert!(above < below && tree.body.contains("branch-1"));
        let stale = with(fields(north, "municipal_union", "РМО физиков"), &[("version", "7")]);
        let stale = stage.head.post(&format!("{union}/requisites"), &pairs(&stale));
        assert!(stale.status == 409, "{}", stale.status);
    }

    fn only_what_decides_founds_a_structure(engine) {
        let stage = stage(engine);
        let report = stage.document("mms_plan_analysis");
        let regulation = stage.document("rmo_regulation");
        let north = &stage.tree.north;
        let form = stage.head.page(&format!("/structures/new?unit={}&kind=municipal_union", north.id));
        let offers = |document: &documents::Document| form.body.contains(&format!("value=\"{}\"", document.id));
        assert!(offers(&regulation) && !offers(&report), "{}", form.body);
        let union = |id: &str| with(fields(north, "municipal_union", "РМО учителей физики"), &[("document", id)]);
        let wrong = send(&stage.head, &union(&report.id.to_string()));
        assert!(wrong.status == 422 && wrong.says("Этим документом структуру не создают (аналитическая справка)"), "{}", wrong.body);
        found(&stage.head, &union(&regulation.id.to_string()));
    }

    fn what_was_done_with_a_partner_is_noted_after_the_last_day_as_well(engine) {
        let stage = stage(engine);
        let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
        stage.head.page(&service);
        stage.head.done(&format!("{service}/partners"), &[
            ("partner_name", "Вуз"), ("partner_sort", "higher"), ("partner_since", "2026-06-01"), ("partner_until", "2026-06-10"),
        ]);
        let page = stage.head.page(&service);
        assert!(page.says("срок прошёл") && page.says("Записать совместное дело") && !page.says("Завершить партнёрство"), "{}", page.body);
        assert!(page.body.contains("value=\"2026-06-10\""), "the last day is offered: {}", page.body);
        let url = page.body.split("action=\"").find(|part| part.contains("/works\"")).unwrap().split('"').next().unwrap().to_owned();
        let late = stage.head.post(&url, &[("work_on", "2026-06-11"), ("work_title", "Семинар")]);
        assert!(late.status == 422 && late.says("этот день вне его срока"), "{}", late.body);
        stage.head.done(&url, &[("work_on", "2026-06-05"), ("work_title", "Семинар")]);
        assert!(stage.head.page(&service).says("05.06.2026: Семинар"));
    }

    fn partners_come_with_an_agreement_and_what_is_done_together_is_counted(engine) {
        let stage = stage(engine);
        let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
        let agreement = stage.document("institute_agreement");
        let document = agreement.id.to_string();
        let partner = [
            ("partner_name", "Педагогический колледж"), ("partner_sort", "secondary"), ("partner_since", "2025-09-01"),
            ("partner_until", "2026-06-30"), ("partner_document", document.as_str()), ("partner_about", "практика студентов"),
            ("partner_contacts", "+7 (416) 200-00-01"),
        ];
        stage.head.page(&service);
        stage.head.done(&format!("{service}/partners"), &partner);
        let page = stage.head.page(&service);
        assert!(page.says("Педагогический колледж") && page.says("0 совместных дел") && page.says("+7 (416) 200-00-01") && page.body.contains(&agreement.url()));
        let twice = stage.head.post(&format!("{service}/partners"), &partner);
        assert!(twice.status == 422 && twice.says("уже записан с 01.09.2025"), "{}", twice.body);
        let url = page.body.split("action=\"").find(|part| part.contains("/works\"")).unwrap().split('"').next().unwrap().to_owned();
        let work = |on: &str| [("work_on", on.to_owned()), ("work_title", "Неделя открытых уроков".to_owned())];
        let send = |on: &str| {
            let fields = work(on);
            stage.head.post(&url, &[(fields[0].0, &fields[0].1), (fields[1].0, &fields[1].1)])
        };
        assert!(send("2025-08-31").says("этот день вне его срока"));
        assert!(send("2026-06-19").says("ещё не наступил"));
        assert_eq!((send("2026-04-10").status, send("2026-04-10").status), (303, 303), "второе нажатие не удваивает");
        let page = stage.head.page(&service);
        assert!(page.says("1 совместное дело") && page.says("10.04.2026: Неделя открытых уроков"));
        stage.head.done(&url.replace("/works", "/end"), &[]);
        assert!(!stage.principal.page(&service).body.contains("/partners"), "школа смотрит, но не ведёт");
    }

    fn links_stand_beside_the_tree(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        let service = found(&stage.head, &fields(north, "municipal_service", "ММС Северного округа"));
        let centre = found(&stage.head, &fields(north, "resource_centre", "Ресурсный центр «Медиацентр»"));
        let to = format!("s{}", centre.rsplit('/').next().unwrap());
        stage.head.page(&service);
        let link = [("kind", "coordinates"), ("to", to.as_str()), ("since", "2025-09-01"), ("about", "медиаобразование")];
        stage.head.done(&format!("{service}/links"), &link);
        let twice = stage.head.post(&format!("{service}/links"), &link);
        assert!(twice.status == 422 && twice.says("Такая связь уже записана"), "{}", twice.body);
        let seen = stage.head.page(&centre);
        assert!(seen.says("координируется") && seen.says("ММС Северного округа"));
        let base = format!("u{}", stage.tree.school.id);
        stage.head.done(&format!("{centre}/links"), &[("kind", "base"), ("to", &base), ("since", "2025-09-01")]);
        let network = stage.head.page("/structures/network");
        assert!(network.says("Ресурсный центр «Медиацентр»") && network.says("Школа № 1") && network.says("координирует"));
        let foreign = format!("u{}", stage.tree.other_school.id);
        let foreign = stage.head.post(&format!("{centre}/links"), &[("kind", "base"), ("to", &foreign), ("since", "2025-09-01")]);
        assert!(foreign.status == 422, "чужую школу не выбирают");
    }
}
