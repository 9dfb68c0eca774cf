//! The composition approved by an order: issued with the list, or registered already; what differs since is told, and an order
//! without force approves nothing (Кемеровская область, п. 4.2; Амурская область, приложение 5, п. 3.5).

use testing::{Browser, both_databases};

use super::stage::{Stage, fields, found, stage};

fn council(stage: &Stage) -> String {
    let card =
        found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Районный методический совет"));
    stage.appoint(&card, "Берестова Анна Павловна", "head", "2025-09-01");
    stage.appoint(&card, "Осокин Глеб Львович", "member", "2025-09-01");
    card
}

fn issued(who: &Browser, card: &str, day: &str, number: &str) -> testing::Shown {
    who.page(&format!("{card}/approvals"));
    who.post(
        &format!("{card}/approvals"),
        &[("signed_on", day), ("numbering", "external"), ("number", number)],
    )
}

both_databases! {
    fn an_order_approves_the_list_and_tells_who_came_and_who_left(engine) {
        let stage = stage(engine);
        let card = council(&stage);
        assert!(stage.head.page(&card).says("Состав пока не утверждён приказом"));
        let shown = issued(&stage.head, &card, "2025-09-10", "14-од");
        assert_eq!(shown.status, 303, "{}", shown.body);
        let document = stage.head.page(&shown.location);
        assert!(document.says("О составе: Районный методический совет") && document.says("14-од"), "{}", document.body);
        let page = stage.head.page(&card);
        assert!(page.says("Состав утверждён: Приказ № 14-од от 10.09.2025") && !page.says("отличается"), "{}", page.body);
        stage.appoint(&card, "Новикова Вера Львовна", "secretary", "2026-01-10");
        let end = stage.head.page(&card).body.split("/members/").filter_map(|part| part.split('/').next()).find(|id| id.parse::<i64>().is_ok()).unwrap().to_owned();
        stage.head.done(&format!("{card}/members/{end}/end"), &[("to_on", "2026-02-01"), ("end_reason", "переезд")]);
        let page = stage.head.page(&card);
        assert!(page.says("отличается") && page.says("вошли: Новикова Вера Львовна") && page.says("вышли: "), "{}", page.body);
        assert_eq!(issued(&stage.head, &card, "2026-03-01", "3-од").status, 303);
        let lists = stage.head.page(&format!("{card}/approvals"));
        assert!(lists.says("Приказ № 3-од от 01.03.2026") && lists.says("Приказ № 14-од от 10.09.2025") && !lists.says("отличается"));
        assert!(lists.says("Кто в составе сейчас, тот и утверждён") && lists.says("Осокин Глеб Львович"));
        assert!(stage.principal.page(&format!("{card}/approvals")).says("3-од"));
        stage.principal.page("/structures/kinds");
        assert_eq!(stage.principal.post(&format!("{card}/approvals"), &[("signed_on", "2026-03-01"), ("numbering", "own")]).status, 404);
    }

    fn a_form_sent_twice_issues_one_order(engine) {
        let stage = stage(engine);
        let card = council(&stage);
        let send = || {
            stage.head.page(&format!("{card}/approvals"));
            let form = [("signed_on", "2026-03-01"), ("numbering", "own"), ("number", "")];
            let shown = stage.head.post(&format!("{card}/approvals"), &form);
            assert_eq!(shown.status, 303, "{}", shown.body);
            shown.location
        };
        let first = send();
        assert_eq!(send(), first, "the same list on the same day");
        stage.appoint(&card, "Новикова Вера Львовна", "secretary", "2026-01-10");
        assert_ne!(send(), first, "another list is another order");
    }

    fn a_list_without_people_and_a_wrong_day_are_refused_at_the_field(engine) {
        let stage = stage(engine);
        let card = found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Районный методический совет"));
        let nobody = issued(&stage.head, &card, "2026-03-01", "3-од");
        assert!(nobody.status == 422 && nobody.says("никого нет") && nobody.body.contains("value=\"3-од\""), "{}", nobody.body);
        stage.appoint(&card, "Берестова Анна Павловна", "head", "2025-09-01");
        for (day, said) in [("2030-01-01", "ещё не наступил"), ("2025-08-31", "Структура создана 01.09.2025"), ("", "Укажите день приказа")] {
            let wrong = issued(&stage.head, &card, day, "3-од");
            assert!(wrong.status == 422 && wrong.says(said), "{day}: {}", wrong.body);
        }
        let numberless = issued(&stage.head, &card, "2026-03-01", "");
        assert!(numberless.status == 422 && numberless.says("Впишите номер"));
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей математики"));
        assert_eq!(stage.head.get(&format!("{union}/approvals")).status, 404, "состав РМО приказом не утверждают");
        assert!(!stage.head.page(&union).says("не утверждён приказом"));
    }

    fn an_order_of_the_registry_approves_the_list_of_its_day_until_it_loses_its_force(engine) {
        let stage = stage(engine);
        let card = council(&stage);
        stage.appoint(&card, "Новикова Вера Львовна", "secretary", "2026-01-10");
        let order = stage.document("council_members_order");
        stage.app.write(|tx| tx.batch(&format!("UPDATE documents SET signed_on = '2025-10-01' WHERE id = {}", order.id)));
        let page = format!("{card}/approvals");
        assert!(stage.head.page(&page).says("Приказ уже есть в реестре"));
        let id = order.id.to_string();
        let wrong = stage.head.post(&format!("{page}/held"), &[("document", "77")]);
        assert!(wrong.status == 422 && wrong.says("Выберите приказ из списка"), "{}", wrong.body);
        stage.head.done(&format!("{page}/held"), &[("document", &id)]);
        stage.head.done(&format!("{page}/held"), &[("document", &id)]);
        let shown = stage.head.page(&page);
        assert!(shown.says("Состав утверждён: Приказ № 12-од от 01.10.2025") && shown.says("вошли: Новикова Вера Львовна"), "{}", shown.body);
        assert_eq!(shown.body.matches("<h2><a href=\"/documents/").count(), 1, "второе нажатие не удваивает");
        assert!(!shown.says(&format!("<option value=\"{id}\"")) && shown.says("Свободных приказов"), "{}", shown.body);
        let draft = stage.head.get(&format!("{page}/paper?as=docx"));
        assert_eq!(draft.status, 200);
        let closed = stage.head.page(&format!("/documents/{id}"));
        assert!(closed.body.contains(&format!("/documents/{id}/")), "{}", closed.body);
        stage.app.write(|tx| tx.batch(&format!("UPDATE documents SET status = 'cancelled' WHERE id = {id}")));
        assert!(stage.head.page(&card).says("он больше не действует"));
    }

    fn an_order_that_approves_another_list_is_found_by_words_only(engine) {
        let stage = stage(engine);
        let first = council(&stage);
        let order = stage.document("council_members_order");
        let early = stage.document("council_members_order");
        let at = |id, day: &str, number: &str| stage.app.write(|tx| {
            tx.batch(&format!("UPDATE documents SET signed_on = '{day}', number = '{number}' WHERE id = {id}"))
        });
        at(order.id, "2025-10-01", "12-од");
        at(early.id, "2025-08-20", "5-од");
        let option = |id: documents::DocumentId| format!("<option value=\"{id}\"");
        let page = stage.head.page(&format!("{first}/approvals"));
        assert!(page.says(&option(order.id)) && !page.says(&option(early.id)), "the council was not there yet: {}", page.body);
        stage.head.done(&format!("{first}/approvals/held"), &[("document", &order.id.to_string())]);
        assert!(!stage.head.page(&format!("{first}/approvals?order=12-%D0%BE%D0%B4")).says(&option(order.id)), "once is enough");
        stage.head.done(&format!("{first}/closing"), &[("closed_on", "2026-06-18"), ("result", "Новый состав")]);
        let other = found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Совет по наставничеству"));
        stage.appoint(&other, "Берестова Анна Павловна", "head", "2025-09-01");
        let page = format!("{other}/approvals");
        let blank = stage.head.page(&page);
        assert!(blank.says("Свободных приказов") && !blank.says(&option(order.id)), "{}", blank.body);
        let by_number = stage.head.page(&format!("{page}?order=12-%D0%9E%D0%94"));
        assert!(by_number.says(&option(order.id)), "{}", by_number.body);
        assert!(stage.head.page(&format!("{page}?order=77-%D1%8F")).says("«77-я» не&nbsp;нашлось"));
        // However many came later, it is found: by its number, by its day, by words of its title.
        let later: String = (0..501).fold(String::new(), |text, n| {
            let id = stage.app.house.id();
            format!(
                "{text}INSERT INTO documents (id, unit_id, unit_path, kind, genus, title, name_key, number, signed_on, issuer, status, \
                 topic, topic_key, cancel_reason, created_at, updated_at, version) VALUES ({id}, {0}, '{1}', 'council_members_order', \
                 'order', 'О другом', 'о другом', '{n}-х', '2026-01-12', '', 'in_force', '', '', '', 1, 1, 1);",
                stage.tree.north.id, stage.tree.north.path
            )
        });
        stage.app.write(|tx| tx.batch(&later));
        stage.app.run_jobs();
        let words = web::address(&page, &[("order", &order.title)]);
        for asked in [format!("{page}?order=12-%D0%BE"), format!("{page}?order=01.10.2025"), format!("{page}?order=2025-10-01"), words] {
            let found = stage.head.page(&asked);
            assert!(found.says(&option(order.id)), "{asked}");
        }
        stage.head.done(&format!("{page}/held"), &[("document", &order.id.to_string()), ("order", "12-од")]);
        assert!(stage.head.page(&page).says("Состав утверждён: Приказ № 12-од"));
    }
}
