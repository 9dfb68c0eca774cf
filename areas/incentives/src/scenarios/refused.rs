//! What is refused, by which rule, and that nothing typed is lost.

use access::Role;
use testing::both_databases;

use super::stage::{hire, stage};

both_databases! {
    fn a_form_without_what_it_needs_says_so_at_its_fields_and_keeps_what_was_typed(engine) {
        let stage = stage(engine);
        let bare = stage.send(&stage.deputy, &[("kind", ""), ("ground", ""), ("merits", " "), ("ground_note", "договор № 5")]);
        assert_eq!(bare.status, 422);
        for said in ["Выберите награду", "Выберите основание", "Напишите, за что"] {
            assert!(bare.says(said), "{said}: {}", bare.body);
        }
        assert!(bare.body.contains("договор № 5"), "typed words are not lost");
        let ahead = stage.send(&stage.deputy, &[("day", "2026-06-19")]);
        assert!(ahead.status == 422 && ahead.says("ещё не наступил"));
        let wrong = stage.send(&stage.deputy, &[("day", "вчера")]);
        assert!(wrong.status == 422 && wrong.says("не дата"), "{}", wrong.body);
        let long = "а".repeat(6_001);
        let shown = stage.send(&stage.deputy, &[("merits", &long)]);
        assert!(shown.status == 422 && shown.says("Слишком длинно"));
        let whole = "а".repeat(6_000);
        assert_eq!(stage.send(&stage.deputy, &[("merits", &whole)]).status, 303);
    }

    fn the_second_click_makes_no_second_representation_and_another_text_is_refused(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        assert_eq!(stage.begun("gratitude"), card, "the second click finds the first one's work");
        let other = stage.send(&stage.deputy, &[("merits", "Другие слова.")]);
        assert!(other.status == 422 && other.says("уже представили"), "{}", other.body);
        assert!(other.body.contains(&card), "the way to it is told");
        assert_ne!(stage.begun("certificate"), card, "another award is another matter");
    }

    fn what_another_school_did_is_said_without_a_way_into_it(engine) {
        let stage = stage(engine);
        let (person, other) = (stage.teacher.id, stage.tree.other_school.clone());
        // A second post in the other school: both schools see the person.
        stage.app.write(|tx| tx.batch(&format!(
            "INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, ended_on, ground, \
             end_reason, shows, is_start_told, created_at, updated_at, version) SELECT 4711, person_id, {}, '{}', post, post_title, 50, \
             FALSE, '2024-09-01', NULL, '', '', shows, is_start_told, 1, 1, 1 FROM employments WHERE person_id = {person}",
            other.id, other.path
        )));
        let far = stage.app.browser_as(Role::Deputy, access::Level::Organisation, &other.path);
        let theirs = stage.send(&far, &[("merits", "Ведёт кружок у нас.")]);
        assert_eq!(theirs.status, 303, "{}", theirs.body);
        let ours = stage.send(&stage.deputy, &[]);
        assert!(ours.status == 422 && ours.says("уже представили в\u{a0}другом месте"), "{}", ours.body);
        assert!(!ours.body.contains(&theirs.location), "no way to what is not seen");
        assert_eq!(stage.deputy.get(&theirs.location).status, 404);
        stage.tell(&stage.teacher, people::RecordKind::Publication, "Урок как исследование", "2026-02-10");
        let row = |browser: &testing::Browser| browser.page("/incentives/activity").says("представление на рассмотрении");
        assert!(row(&far) && !row(&stage.deputy), "{}", stage.deputy.page("/incentives/activity").body);
    }

    fn nobody_represents_or_decides_about_themselves(engine) {
        let stage = stage(engine);
        let deputy = stage.own(&stage.teacher, Role::Deputy);
        let shown = stage.send(&deputy, &[]);
        assert!(shown.status == 422 && shown.says("вышестоящий"), "{}", shown.body);
        let card = stage.begun("gratitude");
        let boss = hire(&stage.app, &stage.tree.school, "Главная Ольга Ильинична", "2000-09-01");
        let boss_id = boss.id.to_string();
        let own_card = stage.send(&stage.deputy, &[("person", &boss_id)]).location;
        let head = stage.own(&boss, Role::Principal);
        let own = stage.word(&head, &own_card, "agreed", &[]);
        assert!(own.status == 422 && own.says("не решают"), "{}", own.body);
        assert_eq!(stage.word(&head, &card, "agreed", &[]).status, 303, "of others the head decides");
    }

    fn a_word_is_of_a_day_between_the_arrival_and_today(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        for (day, said) in [("2026-06-14", "поступило: 15.06.2026"), ("2026-06-19", "ещё не наступил"), ("", "Укажите день")] {
            let shown = stage.word(&stage.principal, &card, "agreed", &[("day", day)]);
            assert!(shown.status == 422 && shown.says(said), "{day}: {}", shown.body);
        }
        let none = stage.word(&stage.principal, &card, "", &[]);
        assert!(none.status == 422 && none.says("поддержать, вернуть или отказать"));
        assert_eq!(stage.word(&stage.principal, &card, "agreed", &[("day", "2026-06-15")]).status, 303);
        let early = stage.order(&stage.principal, &[&card], &[("signed_on", "2026-06-14")]);
        assert!(early.status == 422 && early.says("раньше решения о поощрении (15.06.2026)"), "{}", early.body);
        assert!(early.body.contains("15-од"), "the number typed is not lost");
        let nobody = stage.order(&stage.principal, &[], &[]);
        assert!(nobody.status == 422 && nobody.says("Отметьте хотя бы одного"));
    }

    fn the_second_of_two_who_decide_sees_what_changed(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        let version = stage.principal.page(&card).input("version").unwrap();
        let fields = |word| [("version", version.as_str()), ("word", word), ("note", "нет итогов"), ("day", "2026-06-16")];
        assert_eq!(stage.principal.post(&format!("{card}/word"), &fields("refused")).status, 303);
        let second = stage.principal.post(&format!("{card}/word"), &fields("agreed"));
        assert!(second.status == 409 && second.says("теперь оно отказано"), "{}", second.body);
        let again = stage.word(&stage.principal, &card, "agreed", &[]);
        assert!(again.status != 303, "what was refused stays refused");
        let page = stage.deputy.page(&card);
        assert!(page.says("отказано") && page.says("нет итогов"));
    }

    fn a_representation_is_withdrawn_with_a_reason_and_stays_in_the_past(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        let version = stage.deputy.page(&card).input("version").unwrap();
        let bare = stage.deputy.post(&format!("{card}/withdrawal"), &[("version", version.as_str()), ("reason", " ")]);
        assert!(bare.status == 422 && bare.says("почему представление отзывают"), "{}", bare.body);
        let fields = [("version", version.as_str()), ("reason", "Педагог переходит в другую школу")];
        assert_eq!(stage.deputy.post(&format!("{card}/withdrawal"), &fields).status, 303);
        assert_eq!(stage.deputy.post(&format!("{card}/withdrawal"), &fields).status, 303, "the second click");
        assert!(stage.principal.page(&card).says("отозвано") && !stage.principal.page(&card).says("Ваше решение"));
        let late = stage.principal.post(&format!("{card}/word"), &[("version", "2"), ("word", "agreed"), ("day", "2026-06-16")]);
        assert!(late.status == 422 && late.says("не на рассмотрении"), "{}", late.body);
        assert_eq!(stage.send(&stage.deputy, &[("merits", "Снова.")]).status, 303, "and may be made anew");
    }

    fn an_awarded_one_is_not_withdrawn(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        stage.word(&stage.principal, &card, "agreed", &[]);
        stage.order(&stage.principal, &[&card], &[]);
        let shown = stage.deputy.post(&format!("{card}/withdrawal"), &[("reason", "Ошибка")]);
        assert!(shown.status == 422 && shown.says("уже объявлено"), "{}", shown.body);
    }
}
