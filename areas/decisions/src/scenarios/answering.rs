//! The two sides: received, answered with measures, refused, returned, withdrawn, taken off control; duties of each.

use testing::{Browser, both_databases};

use super::stage::{Stage, published};

fn duties(browser: &Browser) -> String {
    browser.page("/duties").body.replace('\u{a0}', " ")
}

fn word(text: &str) -> [(&str, &str); 1] {
    [("word", text)]
}

fn sent(engine: testing::Engine) -> (Stage, String) {
    let stage = published(engine);
    stage.sent();
    let card = stage.card(&stage.methodist, &stage.tree.north, "1.3");
    (stage, card)
}

both_databases! {
    fn recommendations_are_duties_until_they_are_answered(engine) {
        let (stage, card) = sent(engine);
        let due = duties(&stage.methodist);
        assert!(due.contains("2026-07-20 Ответить на 3 адресные рекомендации: меры и сроки"), "{due}");
        assert!(stage.methodist.page("/recommendations").says("Пришли вам"));
        stage.methodist.page(&stage.letter(&stage.tree.north));
        stage.methodist.done(&format!("{}/receipt", stage.letter(&stage.tree.north)), &[]);
        assert!(stage.methodist.page(&card).says("принята"));
        stage.measured(&card);
        assert!(duties(&stage.institute).contains("Проверить и снять с контроля 1 рекомендацию: все меры закончены"));
        let due = duties(&stage.methodist);
        assert!(due.contains("Ответить на 2 адресные рекомендации") && !due.contains("Выполнить меру"), "{due}");
        let fields = [("title", "Провести семинар"), ("responsible", "методист"), ("due_on", "2026-06-19")];
        stage.methodist.done(&format!("{card}/measures"), &fields);
        assert!(duties(&stage.methodist).contains("2026-06-19 Выполнить меру: Провести семинар"));
        assert!(!duties(&stage.institute).contains("снять с контроля"), "a measure is planned again");
        let board = stage.institute.page(&stage.board());
        assert!(board.says("1 из 2"), "{}", board.body);
    }

    fn an_answer_is_measures_and_off_control_comes_after_them(engine) {
        let (stage, card) = sent(engine);
        stage.methodist.page(&card);
        let bare = stage.methodist.post(&format!("{card}/answer"), &[]);
        assert!(bare.status == 422 && bare.says("Ответ – это меры"));
        let wrong = [("title", ""), ("responsible", "Кедрова"), ("due_on", "2026-06-17")];
        let shown = stage.methodist.post(&format!("{card}/measures"), &wrong);
        assert!(shown.status == 422 && shown.says("Напишите, что будет сделано"));
        assert_eq!(shown.input("responsible").as_deref(), Some("Кедрова"));
        let past = [("title", "План"), ("responsible", "Кедрова"), ("due_on", "2026-06-17")];
        assert!(stage.methodist.post(&format!("{card}/measures"), &past).says("Этот день прошёл"));
        let today = [("title", "План"), ("responsible", "Кедрова"), ("due_on", "2026-06-18")];
        stage.methodist.done(&format!("{card}/measures"), &today);
        stage.methodist.done(&format!("{card}/answer"), &[]);
        stage.institute.page(&card);
        let early = stage.institute.post(&format!("{card}/fulfilment"), &word("проверено"));
        assert!(early.status == 422 && early.says("Ещё не закончено: 1 мера"));
        let measure = stage.measure(&card);
        let tomorrow = stage.methodist.post(&format!("/measures/{measure}/completion"), &[("done_on", "2026-06-19"), ("outcome", "")]);
        assert!(tomorrow.says("Этот день ещё не наступил") && tomorrow.says("Напишите, что сделано, или выберите документ"));
        let done = [("done_on", "2026-06-18"), ("outcome", "утверждён")];
        stage.methodist.done(&format!("/measures/{measure}/completion"), &done);
        let twice = stage.methodist.post(&format!("/measures/{measure}/completion"), &done);
        assert!(twice.status == 422 && twice.says("уже выполнена или отменена"));
        assert!(stage.institute.post(&format!("{card}/fulfilment"), &word("")).says("Напишите, что показала проверка"));
        stage.institute.done(&format!("{card}/fulfilment"), &word("план-график на сайте"));
        let page = stage.methodist.page(&card);
        assert!(page.says("исполнена") && page.says("план-график на сайте") && page.says("Снята с контроля"));
        assert_eq!(stage.institute.post(&format!("{card}/withdrawal"), &word("поздно")).status, 422);
        assert_eq!(stage.methodist.post(&format!("{card}/measures"), &today).status, 422);
    }

    fn a_refusal_waits_for_the_senders_word(engine) {
        let (stage, card) = sent(engine);
        stage.methodist.page(&card);
        assert!(stage.methodist.post(&format!("{card}/refusal"), &word(" ")).says("без причины её не отклоняют"));
        stage.methodist.done(&format!("{card}/refusal"), &word("план-график есть, приложен к плану"));
        let due = duties(&stage.institute);
        assert!(due.contains("Решить об отказе от 1 рекомендации"), "{due}");
        let board = stage.institute.page(&format!("{}?status=refused", stage.board()));
        assert!(board.says("Северный округ") && !board.says("Южный округ"));
        let page = stage.institute.page(&card);
        assert!(page.says("план-график есть, приложен к плану"));
        stage.institute.done(&format!("{card}/return"), &word("приложите сам план-график"));
        let page = stage.methodist.page(&card);
        assert!(page.says("направлена") && page.says("приложите сам план-график"));
        stage.methodist.done(&format!("{card}/refusal"), &word("приложен"));
        stage.institute.done(&format!("{card}/withdrawal"), &word("согласны"));
        assert!(stage.methodist.page(&card).says("отозвана"), "what was sent stays seen");
        assert!(!duties(&stage.institute).contains("Решить об отказе"));
        assert!(stage.methodist.page(&card).says("отозвана"));
        let late = stage.methodist.post(&format!("{card}/answer"), &[]);
        assert_eq!(late.status, 422);
        stage.institute.done(&format!("{card}/draft"), &[]);
        assert_eq!(stage.methodist.get(&card).status, 404, "a draft again");
        stage.institute.done(&format!("{}/dispatch", stage.letter(&stage.tree.north)), &[("reply_by", "2026-07-21")]);
        assert!(stage.methodist.page(&card).says("направлена"));
    }

    fn nobody_answers_from_above(engine) {
        let (stage, card) = sent(engine);
        let school = stage.app.browser_as(access::Role::Principal, access::Level::Organisation, &stage.tree.school.path);
        assert_eq!(school.get(&card).status, 404);
        let unit = &stage.tree.school;
        stage.sql(&format!("UPDATE recommendations SET unit_id = {}, unit_path = '{}' WHERE no = '1.3' AND unit_id = {}", unit.id, unit.path, stage.tree.north.id));
        let page = stage.methodist.page(&card);
        assert!(!page.says("Новая мера") && !page.says("Отклонить рекомендацию"));
        for (step, field) in [("receipt", ("x", "")), ("answer", ("x", "")), ("refusal", ("word", "так"))] {
            assert_eq!(stage.methodist.post(&format!("{card}/{step}"), &[field]).status, 404, "{step}");
        }
        school.page(&card);
        school.done(&format!("{card}/receipt"), &[]);
    }

    fn measures_that_were_not_enough_come_back(engine) {
        let (stage, card) = sent(engine);
        stage.measured(&card);
        stage.institute.page(&card);
        stage.institute.done(&format!("{card}/return"), &word("нужен приказ"));
        assert!(stage.methodist.page(&card).says("принята") && duties(&stage.methodist).contains("Ответить на 3"));
        let fields = [("title", "Издать приказ"), ("responsible", "начальник"), ("due_on", "2026-07-01")];
        stage.methodist.done(&format!("{card}/measures"), &fields);
        let measure = stage.measure(&card);
        assert!(stage.methodist.post(&format!("/measures/{measure}/cancellation"), &word("")).status == 422);
        stage.methodist.done(&format!("/measures/{measure}/cancellation"), &word("приказ уже есть"));
        stage.methodist.done(&format!("{card}/answer"), &[]);
        stage.institute.done(&format!("{card}/fulfilment"), &word("приказ найден"));
    }

    fn a_document_of_another_unit_proves_nothing(engine) {
        let (stage, card) = sent(engine);
        stage.methodist.page(&card);
        let fields = [("title", "План"), ("responsible", "методист"), ("due_on", "2026-09-01")];
        stage.methodist.done(&format!("{card}/measures"), &fields);
        let done = [("done_on", "2026-06-18"), ("outcome", ""), ("document", "12345")];
        let shown = stage.methodist.post(&format!("/measures/{}/completion", stage.measure(&card)), &done);
        assert!(shown.status == 422 && shown.says("Такого документа у вас нет"), "{}", shown.body);
    }

    fn two_answers_at_once_are_one(engine) {
        let (stage, card) = sent(engine);
        stage.methodist.page(&card);
        let fields = [("title", "План"), ("responsible", "методист"), ("due_on", "2026-09-01")];
        stage.methodist.done(&format!("{card}/measures"), &fields);
        let account = stage.app.account(access::Role::ServiceHead, access::Level::Municipality, &stage.tree.north.path);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..2)
                .map(|_| {
                    scope.spawn(|| {
                        let browser = stage.app.signed_in(account);
                        browser.page(&card);
                        browser.post(&format!("{card}/answer"), &[]).status
                    })
                })
                .collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        let mut sorted = statuses.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, [303, 422]);
    }

    fn an_answer_on_paper_is_entered_from_above_and_says_so(engine) {
        let (stage, card) = sent(engine);
        stage.institute.page(&card);
        let entry = format!("{card}/paper");
        let empty = stage.institute.post(&entry, &[("paper_no", ""), ("paper_on", "")]);
        assert!(empty.status == 422 && empty.says("Укажите номер бумаги") && empty.says("Внесите меры из бумаги"), "{}", empty.body);
        let fields = |day: &'static str| [("paper_no", "17"), ("paper_on", day), ("title", "План"), ("responsible", "методист"), ("due_on", "2026-09-01"), ("title_2", "Семинар"), ("responsible_2", "методист"), ("due_on_2", "2026-10-01")];
        assert!(stage.institute.post(&entry, &fields("2026-06-19")).says("Этот день ещё не наступил"));
        assert!(stage.institute.post(&entry, &fields("2026-06-01")).says("раньше, чем направлена рекомендация"));
        stage.methodist.page(&card);
        assert_eq!(stage.methodist.post(&entry, &fields("2026-06-18")).status, 404, "the addressee answers without paper");
        let neighbour = stage.app.browser_as(access::Role::ServiceHead, access::Level::Municipality, &stage.tree.south.path);
        neighbour.page("/recommendations");
        assert_eq!(neighbour.post(&entry, &fields("2026-06-18")).status, 404);
        stage.institute.done(&entry, &fields("2026-06-18"));
        for browser in [&stage.institute, &stage.methodist] {
            let page = browser.page(&card);
            assert!(page.says("внесено с бумаги № 17 от 18.06.2026; внесено:") && page.says("Семинар"), "{}", page.body);
            assert!(page.says("выполняется") && page.says("Внесено с бумаги № 17 от 18.06.2026 – ответ"));
            assert!(browser.page(&stage.letter(&stage.tree.north)).says("внесено с бумаги № 17"));
        }
        let twice = stage.institute.post(&entry, &fields("2026-06-18"));
        assert!(twice.status == 422 && twice.says("ответить на неё нельзя"), "{}", twice.body);
        // Sent back and answered in the program, it did not come on paper.
        stage.institute.done(&format!("{card}/return"), &[("word", "уточните сроки")]);
        stage.methodist.page(&card);
        stage.methodist.done(&format!("{card}/answer"), &[]);
        let page = stage.institute.page(&card);
        assert!(!page.says("внесено с бумаги № 17 от 18.06.2026; внесено:") && page.says("Внесено с бумаги № 17"), "{}", page.body);
        let other = stage.card(&stage.institute, &stage.tree.north, "1.4");
        stage.institute.done(&format!("{other}/paper"), &[("paper_no", "18"), ("paper_on", "2026-06-18"), ("word", "не подходит")]);
        assert!(stage.methodist.page(&other).says("отклонена") && stage.methodist.page(&other).says("не подходит"));
    }
}
