//! Who sees and who may.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{Hired, hire, stage};

both_databases! {
    fn what_everybody_carries_is_shown_to_who_decides(engine) {
        let stage = stage(engine);
        let choice = stage.deputy.page(&format!("/mentoring/choice?person={}", stage.mentee.id));
        assert!(choice.says("Нагрузка: наставляемых нет; ставка 1"), "{}", choice.body);
        let card = stage.working();
        // A second post beside the first: an hour of it is nobody's business here, the rate is.
        let second = people::NewEmployment {
            post: "teacher".to_owned(),
            post_title: String::new(),
            subjects: vec!["physics".to_owned()],
            rate: 50,
            teaching_hours: Some(900),
            is_main: false,
            started_on: "2025-09-01".parse().unwrap(),
            is_start_told: true,
            ground: String::new(),
        };
        let mut cx = web::Cx::<web::Write>::outside(&stage.app.house, None).unwrap();
        people::actions::employing::hire(&mut cx, &stage.mentor, &stage.tree.other_school, &second).unwrap();
        cx.finish().unwrap();
        for keeper in [&stage.deputy, &stage.principal] {
            let page = keeper.page(&card);
            assert!(page.says("Нагрузка: наставляемых 1; ставка 1,5, должностей 2; 9\u{a0}ч в\u{a0}неделю"), "{}", page.body);
            assert!(page.says("Нагрузка наставляемого") && page.says("ставка 1"), "{}", page.body);
        }
        let mentee = stage.own(&stage.mentee);
        assert!(!mentee.page(&card).says("Нагрузка"), "nobody counts the mentor's posts but who decides");
    }

    fn a_pair_is_seen_by_its_people_its_school_and_those_above(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let head = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        let foreign = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        let other = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        for above in [&region, &head] {
            assert!(above.page(&card).says("Весенняя") && above.page("/mentoring").says("Весенняя"));
            assert!(!above.page(&card).says("Прекратить раньше срока"), "seen, not done");
            for step in ["works", "tasks", "successor", "completion", "end", "announcement"] {
                let shown = above.post(&format!("{card}/{step}"), &[]);
                assert!([403, 404].contains(&shown.status), "{step}: {}", shown.status);
            }
        }
        for stranger in [&foreign, &other] {
            assert_eq!(stranger.get(&card).status, 404);
            assert!(!stranger.page("/mentoring").says("Весенняя"));
        }
        assert_eq!(stage.app.stranger().get(&card).status, 303, "sign in first");
    }

    fn a_colleague_who_is_not_of_the_pair_sees_nothing(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let friend = hire(&stage.app, &stage.tree.school, &Hired("Чужая Инна Ильинична", "music", "2015-09-01", None));
        let friend = stage.own(&friend);
        assert_eq!(friend.get(&card).status, 404);
        let shown = friend.post(&format!("{card}/works"), &[("work", "consultation"), ("held_on", "2026-06-18"), ("topic", "Т")]);
        assert_eq!(shown.status, 404);
        assert!(friend.page("/mentoring/own").says("Пар у вас нет"));
        assert_eq!(friend.get("/mentoring").status, 403);
    }

    fn six_people_and_what_each_may(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        let methodist = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        let stranger = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.other_school.path);
        let people = [&mentor, &mentee, &stage.deputy, &stage.principal, &methodist, &stranger];
        for browser in people {
            browser.get(&card);
        }
        // An empty form says who may: 422 or 409 to who does, 403 or 404 to who does not.
        for (path, expected) in [
            ("works", [true, true, true, true, false, false]),
            ("tasks", [true, true, true, true, false, false]),
            ("reports", [true, true, false, false, false, false]),
            ("announcement", [false, false, true, true, false, false]),
            ("successor", [false, false, true, true, false, false]),
            ("completion", [false, false, false, true, false, false]),
            ("end", [false, false, false, true, false, false]),
        ] {
            for (browser, may) in people.into_iter().zip(expected) {
                let shown = browser.post(&format!("{card}/{path}"), &[]);
                let is_let_in = [409, 422].contains(&shown.status);
                assert!(is_let_in || [403, 404].contains(&shown.status), "{path}: {}", shown.status);
                assert_eq!(is_let_in, may, "{path}: {}", shown.body);
            }
        }
        let seen = people.map(|browser| browser.get(&card).status);
        assert_eq!(seen, [200, 200, 200, 200, 200, 404]);
        let choice = format!("/mentoring/choice?person={}", stage.mentee.id);
        let sheet = format!("/mentoring/sheets?person={}&candidate={}&kind=subject", stage.mentee.id, stage.second.id);
        for page in [choice, sheet] {
            let seen = people.map(|browser| browser.get(&page).status == 200);
            assert_eq!(seen, [false, false, true, true, false, false], "{page}");
        }
    }

    fn six_people_and_what_each_opens_and_sends_around_a_pair(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
        let methodist = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        let stranger = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.other_school.path);
        let people = [&mentor, &mentee, &stage.deputy, &stage.principal, &methodist, &stranger];
        let (all, school, head) = ([true, true, true, true, true, false], [false, false, true, true, false, false], [false, false, false, true, false, false]);
        for (page, expected) in [
            ("", all),
            ("/plan", all),
            ("/plan/paper?as=docx", all),
            ("/around", all),
            ("/goals", all),
            ("/timeline", all),
            ("/end", head),
            ("/end/paper?as=docx", school),
        ] {
            let opened = people.map(|browser| browser.get(&format!("{card}{page}")).status == 200);
            assert_eq!(opened, expected, "{page}");
        }
        let pair = [true, true, true, true, false, false];
        // An empty form says who may: 422 or 409 to who does, 403 or 404 to who does not.
        for (path, expected) in [("plan/lines", pair), ("plan/goals", pair), ("visits", pair), ("plan/review", school), ("cancellation", school)] {
            let let_in = people.map(|browser| [409, 422].contains(&browser.post(&format!("{card}/{path}"), &[]).status));
            assert_eq!(let_in, expected, "{path}");
        }
        let guides = people.map(|browser| browser.get("/mentoring/gatherings").status == 200);
        assert_eq!(guides, school);
        let board = people.map(|browser| browser.get("/mentoring/control").status == 200);
        assert_eq!(board, [false, false, true, true, true, false]);
    }

    fn a_pair_is_found_by_either_name_inside_the_right(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let found = |browser: &testing::Browser, words: &str| browser.page(&format!("/found?q={words}")).body.replace('\u{a0}', " ");
        for (words, reason) in [("Весенняя", "наставляемый"), ("Орлова", "наставник")] {
            let told = found(&stage.deputy, words);
            assert!(told.contains(&format!("Орлова Н. П. – Весенняя А. С. {reason} работает {card}")), "{told}");
        }
        assert_eq!(found(&stage.deputy, "Быстров"), "");
        let foreign = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert_eq!(found(&foreign, "Весенняя"), "");
        assert_eq!(found(&stage.own(&stage.mentor), "Весенняя"), "", "no right to see pairs but the own");
    }

    fn a_card_leads_to_the_choice_for_whoever_keeps_pairs(engine) {
        let stage = stage(engine);
        let card = |browser: &testing::Browser| browser.page(&format!("/people/{}", stage.second.id)).body;
        let url = format!("/mentoring/choice?person={}", stage.second.id);
        assert!(card(&stage.deputy).contains(&url));
        let head = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        assert!(!card(&head).contains(&url), "who sees does not begin");
        let choice = stage.deputy.page(&url);
        assert!(choice.says("студент-стажёр") && choice.says("демобилизованный"));
        assert!(choice.body.contains("<option value=\"\">выберите</option>") && !choice.body.contains("value=\"young_specialist\" selected"));
        let young = stage.deputy.page(&format!("/mentoring/choice?person={}", stage.mentee.id));
        assert!(young.body.contains("value=\"young_specialist\" selected"));
    }

    fn a_deputy_prepares_and_the_head_alone_orders(engine) {
        let stage = stage(engine);
        let card = stage.prepared();
        assert_eq!(stage.deputy.get(&format!("{card}/order")).status, 403);
        stage.deputy.page(&card);
        let fields = [("signed_on", "2026-06-15"), ("numbering", "external"), ("number", "1")];
        assert_eq!(stage.deputy.post(&format!("{card}/order"), &fields).status, 403);
        assert!(stage.deputy.page(&card).says("Приказ издаёт руководитель"));
    }
}
