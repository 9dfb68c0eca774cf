//! A successor is chosen as a first mentor is: ranked, refused beforehand, recommended, agreed to (п. 3.1, 3.3, 3.6).

use access::{Level, Role};
use testing::both_databases;

use super::ending::recommended;
use super::orders::{cancel, protocol_of};
use super::stage::{Hired, hire, stage};

both_databases! {
    fn why_a_mentor_was_chosen_is_for_whoever_keeps_the_pair(engine) {
        let stage = stage(engine);
        let far = hire(&stage.app, &stage.tree.school, &Hired("Музыкова Инна Ильинична", "music", "2012-09-01", None));
        let begun = stage.choose(&far, &[("reason", "Взыскание снято в мае")]);
        assert_eq!(begun.status, 303, "{}", begun.body);
        let card = begun.location;
        let said = "Взыскание снято в мае";
        for keeper in [&stage.deputy, &stage.principal] {
            assert!(keeper.page(&card).says(said));
        }
        let above = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        for reader in [&stage.own(&stage.mentee), &stage.own(&far), &above] {
            let page = reader.page(&card);
            assert!(page.says("Весенняя") && !page.says(said), "{}", page.body);
            assert!(!reader.page(&format!("{card}/timeline")).says(said));
        }
    }

    fn a_successor_is_picked_from_the_ranked_staff_with_the_reasons(engine) {
        let stage = stage(engine);
        let card = stage.working();
        hire(&stage.app, &stage.tree.school, &Hired("Юный Пётр Ильич", "mathematics", "2023-09-01", None));
        let choice = format!("/mentoring/choice?pair={}", card.rsplit('/').next().unwrap());
        assert!(stage.deputy.page(&card).body.contains(&choice), "opened from the pair");
        let page = stage.deputy.page(&choice);
        assert!(page.says("Выбрать преемника") && page.says("наставник – Орлова Н. П."), "{}", page.body);
        assert!(page.says("Сейчас наставник этой пары") && page.says("п. 3.6"), "the one who leaves: {}", page.body);
        assert!(page.says("Педагогический стаж 2 года, а нужно не меньше 5 лет") && page.says("Ведёт другие предметы"));
        assert!(page.says("Нагрузка: наставляемых нет") && page.says("неснятое дисциплинарное взыскание"));
        assert!(!page.body.contains("name=\"category\""), "mentee and category are those of the pair");
        let send = |fields: &[(&str, &str)]| {
            stage.deputy.page(&choice);
            stage.deputy.post(&format!("{card}/successor"), fields)
        };
        let (own, now) = (stage.second.id.to_string(), stage.mentor.id.to_string());
        let none = send(&[("reason", "Так решили")]);
        assert!(none.status == 422 && none.says("Выберите преемника") && none.says("Так решили"), "{}", none.body);
        let already = send(&[("mentors", &now)]);
        assert!(already.status == 422 && already.says("уже наставник этой пары"), "{}", already.body);
        let bare = send(&[("mentors", &own), ("q", "Быстров")]);
        assert!(bare.status == 422 && bare.says("Напишите, почему всё-таки выбран этот наставник: Ведёт другие"), "{}", bare.body);
        assert!(bare.body.contains("checked") && bare.body.contains("value=\"Быстров\""), "nothing typed is lost");
        let found = send(&[("mentors", &own), ("q", "Орлова"), ("find", "1"), ("reason", "Предложил совет")]);
        assert!(found.status == 200 && found.says("Предложил совет") && found.says("Быстров Олег Ильич"), "{}", found.body);
        let measure = send(&[("mentors", &own), ("reason", "Р"), ("penalty", "1"), ("penalty_on", "2025-06-18")]);
        assert!(measure.status == 422 && measure.says("Взыскание действует год"), "{}", measure.body);
        assert_eq!(send(&[("mentors", &own), ("reason", "Предложил совет")]).location, card);
        let second = stage.deputy.get(&choice);
        assert!(second.status == 422 && second.says("Преемник уже выбран"), "one successor at a time");
        let mentor = stage.own(&stage.mentor);
        assert_eq!(mentor.get(&choice).status, 403);
        let other = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(other.get(&choice).status, 404);
    }

    fn no_order_without_the_council_and_the_mentee(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let own = stage.second.id.to_string();
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/successor"), &[("mentors", own.as_str()), ("reason", "Предложил совет")]);
        let part = stage.part(&stage.second);
        for (step, more) in [("mentor", ("way", "paper")), ("agreement", ("way", "agreement"))] {
            let fields = [("day", "2026-06-17"), ("mentor", part.as_str()), more, ("note", "№ 6")];
            assert_eq!(stage.step(&card, step, &fields).status, 303);
        }
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        let form = stage.principal.page(&replace);
        assert!(form.says("рекомендация методического совета (приложение 2, пп. 3.1, 3.3); согласие заместителя директора (приложение 2, п. 3.1); согласие наставляемого (приложение 2, п. 3.1)"), "told beforehand: {}", form.body);
        let order = [("ground", "incompatibility"), ("day", "2026-06-18"), ("note", ""), ("numbering", "external"), ("number", "20-од")];
        let early = stage.principal.post(&replace, &order);
        assert!(early.status == 422 && early.says("Сначала отметьте в карточке пары"), "{}", early.body);
        let mark = |step: &str, fields: &[(&str, &str)]| {
            stage.deputy.page(&card);
            stage.deputy.post(&format!("{card}/mentors/{part}/{step}"), fields)
        };
        let unnamed = mark("recommendation", &[("form", "x"), ("day", "2026-06-16"), ("note", "")]);
        assert!(unnamed.status == 422 && unnamed.says("Назовите протокол"), "{}", unnamed.body);
        for (day, said) in [("2026-06-14", "Не раньше приказа о наставничестве: 15.06.2026"), ("2026-06-19", "Этот день ещё не наступил")] {
            let wrong = mark("recommendation", &[("day", day), ("note", "протокол № 10")]);
            assert!(wrong.status == 422 && wrong.says(said), "{}", wrong.body);
        }
        assert_eq!(mark("acceptance", &[("day", "2026-06-17"), ("way", "")]).status, 422);
        recommended(&stage, &card, &part);
        let again = mark("acceptance", &[("day", "2026-06-17"), ("way", "paper")]);
        assert!(again.status == 422 && again.says("уже отмечен") && again.says("Получено согласие наставляемого"), "{}", again.body);
        let page = stage.deputy.page(&card);
        assert!(page.says("рекомендован методсоветом: протокол № 10 от 16.06.2026") && page.says("согласие наставляемого 17.06.2026"), "{}", page.body);
        assert!(page.says("согласие заместителя 16.06.2026"), "{}", page.body);
        let before = [("ground", "incompatibility"), ("day", "2026-06-16"), ("note", ""), ("numbering", "external"), ("number", "20-од")];
        stage.principal.page(&replace);
        let early = stage.principal.post(&replace, &before);
        assert!(early.says("Приказ – не раньше 17.06.2026: это день последней из отметок преемника") && early.says("исправьте отметку"), "{}", early.body);
        let draft = stage.deputy.get(&format!("{card}/mentors/{}/paper?as=docx", stage.part(&stage.mentor)));
        let draft = draft.body.replace("\\u{a0}", " ");
        assert!(draft.contains("На основании рекомендации методического совета (протокол № 10 от 16.06.2026)"), "{draft}");
        assert!(draft.contains("по согласованию с заместителем директора, в соответствии"), "{draft}");
        stage.principal.done(&replace, &order);
        assert!(stage.deputy.page(&card).says("с 18.06.2026"));
        let end = stage.principal.get(&format!("{card}/end/paper?as=docx")).body.replace("\\u{a0}", " ");
        assert!(end.contains("приказ № 20-од от 18.06.2026") && !end.contains("15-од"), "the order of the mentor there is: {end}");
        let late = mark("recommendation", &[("day", "2026-06-17"), ("note", "протокол № 11")]);
        assert!(late.status == 422, "{}", late.body);
    }

    fn the_order_opens_the_choice_and_gets_back_what_was_typed(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let leaving = stage.part(&stage.mentor);
        let replace = format!("{card}/mentors/{leaving}/replacement");
        let form = stage.principal.page(&replace);
        assert!(form.says("преемник – ещё не выбран") && form.body.contains("name=\"choose\""), "{}", form.body);
        let typed = [("choose", "1"), ("ground", "absence"), ("note", "приказ об отпуске № 3 & ко"), ("absent_from", "2026-06-15"), ("day", "2026-06-18"), ("numbering", "external"), ("number", "20-од")];
        let choice = stage.principal.post(&replace, &typed);
        assert!(choice.status == 200 && choice.says("Выбрать преемника") && choice.body.contains("name=\"return\""), "no address carries what was typed: {}", choice.body);
        assert!(choice.body.contains("приказ об отпуске № 3 &amp; ко") || choice.body.contains("приказ об отпуске № 3 &#38; ко"), "{}", choice.body);
        assert_eq!(choice.input("leaving").as_deref(), Some(leaving.as_str()));
        let own = stage.second.id.to_string();
        let kept = [("leaving", leaving.as_str()), ("ground", "absence"), ("note", "приказ об отпуске № 3 & ко"), ("absent_from", "2026-06-15"), ("day", "2026-06-18"), ("numbering", "external"), ("number", "20-од")];
        let unchosen: Vec<(&str, &str)> = kept.into_iter().chain([("return", "1")]).collect();
        let back = stage.principal.post(&format!("{card}/successor"), &unchosen);
        assert!(back.status == 200 && back.says("преемник – ещё не выбран") && back.body.contains("20-од"), "{}", back.body);
        let fields: Vec<(&str, &str)> = kept.into_iter().chain([("mentors", own.as_str()), ("reason", "Предложил совет")]).collect();
        for _ in 0..2 {
            let form = stage.principal.post(&format!("{card}/successor"), &fields);
            assert!(form.status == 200 && form.says("преемник – Быстров О. И.") && form.body.contains("value=\"absence\" selected") && form.body.contains("20-од"), "{}", form.body);
            assert!(form.body.contains("приказ об отпуске № 3") && form.body.contains(&format!("action=\"{replace}\"")), "{}", form.body);
        }
        let asked = stage.principal.page(&format!("{replace}?ground=dismissal&note=приказ"));
        assert!(!asked.body.contains("value=\"dismissal\" selected") && !asked.body.contains("value=\"приказ\""), "an address fills nothing: {}", asked.body);
    }

    fn a_small_school_has_an_exception_for_a_successor_too(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let other = hire(&stage.app, &stage.tree.school, &Hired("Юный Пётр Ильич", "mathematics", "2023-09-01", None));
        let second = stage.second.id;
        let young = other.id.to_string();
        let send = |fields: &[(&str, &str)]| {
            stage.deputy.page(&card);
            stage.deputy.post(&format!("{card}/successor"), fields)
        };
        let ground = "решение методсовета № 3: других педагогов со стажем нет";
        let fit = send(&[("mentors", &young), ("exception", ground)]);
        assert!(fit.status == 422 && fit.says("В школе есть Быстров О. И."), "{}", fit.body);
        stage.sql(&format!("UPDATE employments SET started_on = '2023-09-01' WHERE person_id = {second}"));
        let choice = stage.deputy.page(&format!("/mentoring/choice?pair={}", card.rsplit('/').next().unwrap()));
        assert!(choice.says("нет никого, кого позволяют назначить правила"), "the mentor who leaves is none: {}", choice.body);
        let bare = send(&[("mentors", &young)]);
        assert!(bare.status == 422 && bare.body.contains("id=\"e-exception\""), "{}", bare.body);
        assert_eq!(send(&[("mentors", &young), ("exception", ground), ("reason", "больше некому")]).status, 303);
        assert!(stage.deputy.page(&card).says(&format!("исключение из правил: {ground}")));
        let part = stage.part(&other);
        for (step, more) in [("mentor", ("way", "paper")), ("agreement", ("way", "agreement"))] {
            let fields = [("day", "2026-06-17"), ("mentor", part.as_str()), more, ("note", "№ 6")];
            assert_eq!(stage.step(&card, step, &fields).status, 303);
        }
        recommended(&stage, &card, &part);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        stage.principal.done(&replace, &[("ground", "incompatibility"), ("day", "2026-06-18"), ("note", ""), ("numbering", "external"), ("number", "20-од")]);
        let page = stage.deputy.page(&card);
        assert!(page.says("с 18.06.2026") && page.says(ground), "the order goes by the exception: {}", page.body);
    }

    fn a_successor_of_another_school_comes_by_agreement(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let far = hire(&stage.app, &stage.tree.other_school, &Hired("Соседова Инна Ильинична", "mathematics", "2010-09-01", None));
        let (place, path) = (stage.tree.other_school.id, stage.tree.north.path.clone());
        stage.sql(&format!(
            "UPDATE people SET unit_path = '{path}{place}/' WHERE id = {}; UPDATE employments SET unit_path = '{path}{place}/' WHERE person_id = {}",
            far.id, far.id
        ));
        let send = |fields: &[(&str, &str)]| {
            stage.deputy.page(&card);
            stage.deputy.post(&format!("{card}/successor"), fields)
        };
        let bare = send(&[("other", "Соседова Инна Ильинична")]);
        assert!(bare.status == 422 && bare.says("Назовите договор"), "{}", bare.body);
        let two = send(&[("mentors", &stage.second.id.to_string()), ("other", "Соседова Инна Ильинична"), ("agreement", "Договор № 5")]);
        assert!(two.status == 422 && two.says("Преемник один"), "{}", two.body);
        let done = send(&[("other", "Соседова Инна Ильинична"), ("agreement", "Договор № 5")]);
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(stage.deputy.page(&card).says("Договор № 5"));
        assert!(!stage.part(&far).is_empty());
    }

    fn a_protocol_without_force_recommends_nobody(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let own = stage.second.id.to_string();
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/successor"), &[("mentors", own.as_str()), ("reason", "Р")]);
        let part = stage.part(&stage.second);
        let document = protocol_of(&stage, "2026-06-16");
        let page = stage.deputy.page(&card);
        assert!(page.says("Протокол из документов школы"), "{}", page.body);
        stage.deputy.done(&format!("{card}/mentors/{part}/recommendation"), &[("day", "2026-06-16"), ("document", &document), ("note", "")]);
        let page = stage.deputy.page(&card);
        assert!(page.says("рекомендован методсоветом: протокол") && page.says("16.06.2026") && !page.says("Отметить рекомендацию"), "{}", page.body);
        let asked = cancel(&stage.principal, &format!("/documents/{document}"));
        assert!(asked.says("рекомендация преемника наставника"), "{}", asked.body);
        let page = stage.deputy.page(&card);
        assert!(page.says("рекомендация преемника нужна снова") && page.says("Отметить рекомендацию"), "the step is open again: {}", page.body);
    }
    fn marks_of_a_successor_stand_in_their_order_and_are_corrected(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let own = stage.second.id.to_string();
        stage.deputy.page(&card);
        stage.deputy.done(&format!("{card}/successor"), &[("mentors", own.as_str()), ("reason", "Р")]);
        let part = stage.part(&stage.second);
        let mark = |step: &str, fields: &[(&str, &str)]| {
            stage.deputy.page(&card);
            stage.deputy.post(&format!("{card}/mentors/{part}/{step}"), fields)
        };
        let council = |day: &'static str, seal: &'static str| [("form", "x"), ("seal", seal), ("day", day), ("note", "протокол № 10")];
        assert_eq!(mark("recommendation", &council("2026-06-17", "")).status, 303);
        let consent = [("day", "2026-06-16"), ("mentor", part.as_str()), ("way", "paper")];
        let said = "раньше рекомендации методического совета (17.06.2026)";
        for early in [mark("deputy", &[("day", "2026-06-16")]), mark("acceptance", &[("day", "2026-06-16"), ("way", "oral")]), stage.step(&card, "mentor", &consent)] {
            assert!(early.status == 422 && early.says(said) && early.says("п. 3.1"), "{}", early.body);
        }
        let page = stage.deputy.page(&card);
        assert!(page.says("Исправить рекомендацию") && page.body.contains("name=\"seal\" value=\"2026-06-17||протокол № 10\""), "{}", page.body);
        let second = mark("recommendation", &council("2026-06-16", "2026-06-15||протокол № 10"));
        assert!(second.status == 422 && second.says("отметку изменили: теперь – 17.06.2026"), "{}", second.body);
        assert_eq!(mark("recommendation", &council("2026-06-16", "2026-06-17||протокол № 10")).status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("рекомендация преемника методическим советом. Было: 17.06.2026. Стало: 16.06.2026"), "{}", page.body);
        assert_eq!(mark("acceptance", &[("day", "2026-06-16"), ("way", "oral")]).status, 303);
        assert_eq!(stage.step(&card, "mentor", &consent).status, 303);
        let late = mark("recommendation", &council("2026-06-17", "2026-06-16||протокол № 10"));
        assert!(late.status == 422 && late.says("Согласие наставляемого (16.06.2026) – раньше рекомендации"), "{}", late.body);
    }
}
