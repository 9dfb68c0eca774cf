//! From hiring to the order, as a deputy and a head go.

use testing::both_databases;

use super::stage::{Hired, duties_of, hire, stage};

both_databases! {
    fn a_young_specialist_is_hired_and_the_deputy_is_told_to_appoint_a_mentor(engine) {
        let stage = stage(engine);
        let duties = duties_of(&stage.deputy);
        assert!(duties.contains("2026-06-24 Назначить наставника: Весенняя"), "{duties}");
        assert!(duties.contains("приказ – до 24.06.2026 (приложение 2, п. 3.1)"));
        let list = stage.deputy.page("/mentoring");
        assert!(list.says("Кому нужен наставник") && list.says("приказ до 24.06.2026"), "{}", list.body);
        stage.begun();
        assert!(!duties_of(&stage.deputy).contains("Назначить наставника"), "a pair is being prepared");
    }

    fn the_staff_is_ranked_and_each_line_says_why(engine) {
        let stage = stage(engine);
        let choice = stage.deputy.page(&format!("/mentoring/choice?person={}", stage.mentee.id));
        let place = |name: &str| choice.body.find(name).unwrap();
        assert!(place("Орлова") < place("Быстров"), "the same subject stands first");
        assert!(choice.says("тот же предмет, стаж 15 лет") && choice.says("Ведёт другие предметы"), "{}", choice.body);
        assert!(choice.says("способность делиться профессиональным опытом"), "the sheet of criteria");
        assert!(!choice.body.contains(&format!("id=\"m-{}\"", stage.mentee.id)), "nobody is the own mentor");
    }

    fn the_bar_leads_to_the_order_and_the_order_to_work(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let early = stage.principal.get(&format!("{card}/order"));
        assert!(early.status == 409 || early.status == 422, "{}", early.status);
        assert!(early.says("нет рекомендации методического совета, согласия заместителя директора"), "{}", early.body);
        let again = stage.begun();
        assert_eq!(again, card, "the second click finds the first one's work");
        let card = stage.prepared();
        let ready = stage.principal.page(&card);
        assert!(ready.says("Все шаги пройдены") && ready.says("Издать приказ"), "{}", ready.body);
        let form = stage.principal.page(&format!("{card}/order"));
        assert!(form.says("с 10.07.2026 по 09.07.2029") && !form.says("Месяц после приёма прошёл"), "{}", form.body);
        assert!(form.says("Наставник – Орлова Нина Петровна, наставляемый – Весенняя Анна Сергеевна"), "{}", form.body);
        stage.sql("UPDATE mentorships SET hired_on = '2026-05-01'");
        assert!(stage.principal.page(&format!("{card}/order")).says("Месяц после приёма прошёл 01.06.2026: срок считают от него, но назначают не раньше дня приказа"));
        stage.sql("UPDATE mentorships SET hired_on = '2026-06-10'");
        let paper = stage.deputy.get(&format!("{card}/paper?as=pdf"));
        assert_eq!(paper.status, 200);
        let shown = stage.order(&card, "2026-06-15");
        assert_eq!(shown.status, 303, "{}", shown.body);
        let page = stage.principal.page(&card);
        assert!(page.says("работает") && page.says("№ 15-од") && page.says("с 10.07.2026 по 09.07.2029"), "{}", page.body);
        let told = stage.deputy.post(&format!("{card}/announcement"), &[("day", "2026-06-16")]);
        assert_eq!(told.status, 303, "{}", told.body);
        assert!(stage.deputy.page(&card).says("Приказ объявлен 16.06.2026"));
        assert!(stage.deputy.page("/mentoring").says("100 %"));
    }

    fn two_orders_by_the_own_journal_get_two_numbers(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        stage.principal.page(&format!("{card}/order"));
        let fields = [("signed_on", "2026-06-15"), ("numbering", "own"), ("number", "")];
        assert_eq!(stage.principal.post(&format!("{card}/order"), &fields).status, 303);
        assert!(stage.principal.page(&card).says("1-од"));
        let second = stage.principal.post(&format!("{card}/order"), &fields);
        assert!(second.status != 303 && second.says("Пара больше не готовится"), "{}", second.body);
    }

    fn the_order_names_its_signer_its_protocol_and_both(engine) {
        let stage = stage(engine);
        let head = hire(
            &stage.app,
            &stage.tree.school,
            &Hired("Главная Вера Львовна", "music", "2005-09-01", None),
        );
        stage.sql(&format!(
            "UPDATE employments SET post = 'acting_principal', post_title = 'исполняющий обязанности директора' WHERE person_id = {}",
            head.id
        ));
        let card = stage.prepared();
        let text = words(&stage.deputy.get(&format!("{card}/paper?as=docx")));
        assert!(text.contains("Исполняющий обязанности директора") && text.contains("В. Л. Главная"), "{text}");
        assert!(text.contains("протокол № 9 от 11.06.2026") && text.contains("не реже 2 раз в год"), "{text}");
        assert!(text.contains("Назначить Орлову Нину Петровну, учителя, наставником-предметником") && text.contains("наставником-предметником Весенней Анны Сергеевны"), "{text}");
        assert!(text.contains("с письменного согласия наставника и"));
        // Whoever stands in for the head issues orders in the own name.
        let acting = stage.app.stand_in(access::Role::Principal, access::Level::Organisation, &stage.tree.school.path);
        let text = words(&acting.get(&format!("{card}/paper?as=docx"))).replace('\u{a0}', " ");
        assert!(text.contains("И. о. директора") && text.contains("П. И. Проверкин") && !text.contains("В. Л. Главная"), "{text}");
    }

    fn several_mentors_are_named_in_the_plural(engine) {
        let stage = stage(engine);
        let (first, second) = (stage.mentor.id.to_string(), stage.second.id.to_string());
        let mentee = stage.mentee.id.to_string();
        stage.deputy.page(&format!("/mentoring/choice?person={mentee}&kind=collective"));
        let fields = [
            ("person", mentee.as_str()), ("kind", "collective"), ("category", "young_specialist"), ("mentors", first.as_str()),
            ("mentors", second.as_str()), ("reason", "вместе"),
        ];
        let begun = stage.deputy.post("/mentoring", &fields);
        assert_eq!(begun.status, 303, "{}", begun.body);
        let text = words(&stage.deputy.get(&format!("{}/paper?as=docx", begun.location)));
        assert!(text.contains("наставниками (коллективный наставник)") && text.contains("Наставникам совместно"), "{text}");
        assert!(text.contains("согласия наставников"));
    }
}

/// The words of a paper as the plain press of the tests prints it.
fn words(shown: &testing::Shown) -> String {
    shown.body.replace("\\u{a0}", " ")
}
