//! Employments, categories and records: a second place, a dismissal, what a term says.

use registry::TallyPart;
use testing::both_databases;

use super::setting::{app, deputy, hired, other_deputy, with};

both_databases! {
    fn a_dismissed_person_stays_with_the_last_school(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let work = work_of(&deputy.get(&url).body);
        let early = deputy.post(&format!("{work}/end"), &[("version", "1"), ("ended_on", "2025-08-31")]);
        assert!(early.status == 422 && early.body.contains("Уволить раньше приёма (01.09.2025) нельзя"));
        let done = [("version", "1"), ("ended_on", "2026-05-31"), ("reason", "переезд")];
        deputy.done(&format!("{work}/end"), &done);
        assert!(deputy.get(&url).body.contains("не работает"));
        assert!(deputy.get("/people").body.contains("Карточек пока нет"));
        assert!(deputy.get("/people?mark=left").body.contains("Семёнова"));
        let again = deputy.post(&format!("{work}/end"), &done);
        assert_eq!(again.status, 409, "the second click");
    }

    fn teaching_hours_are_told_beside_the_rate(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        for wrong in ["восемнадцать", "61", "0,25"] {
            let refused = deputy.post("/people", &with(&[("teaching_hours", wrong)]));
            assert!(refused.status == 422 && refused.body.contains("Учебная нагрузка –"), "{wrong}: {}", refused.body);
            assert_eq!(refused.input("teaching_hours").as_deref(), Some(wrong), "what was typed stays");
        }
        let url = hired(&deputy, &[("teaching_hours", "18")]);
        let card = deputy.get(&url).body;
        assert!(card.contains("18\u{a0}ч в\u{a0}неделю"), "{card}");
        let work = work_of(&card);
        let other = with(&[("version", "1"), ("teaching_hours", "4,5")]);
        deputy.done(&work, &other);
        assert!(deputy.get(&url).body.contains("4,5\u{a0}ч в\u{a0}неделю"));
        assert_eq!(deputy.get(&work).input("teaching_hours").as_deref(), Some("4,5"));
        deputy.done(&work, &with(&[("version", "2"), ("teaching_hours", "")]));
        assert!(!deputy.get(&url).body.contains("неделю"), "not told is no zero");
    }

    fn nobody_is_taken_on_in_a_closed_organisation(engine) {
        let (app, tree) = app(engine);
        app.house.db.write(|tx| tx.batch(&format!("UPDATE units SET state = 'closed' WHERE id = {}", tree.school.id))).unwrap();
        let unit = tree.school.id.to_string();
        let institute = app.browser_as(access::Role::InstituteMethodist, access::Level::Region, &tree.region.path);
        let refused = institute.post("/people", &with(&[("unit", &unit)]));
        assert!(refused.status == 422 && refused.body.contains("закрыта"), "{}", refused.body);
    }

    fn a_dismissal_told_ahead_comes_true_by_itself(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let institute = app.browser_as(access::Role::InstituteMethodist, access::Level::Region, &tree.region.path);
        let url = hired(&deputy, &[]);
        let unit = tree.other_school.id.to_string();
        institute.done(&format!("{url}/employments"), &with(&[("unit", &unit), ("second", "1"), ("started_on", "2026-01-12")]));
        deputy.done(&format!("{}/end", work_of(&deputy.get(&url).body)), &[("version", "1"), ("ended_on", "2026-06-18")]);
        let settle = app.house.jobs.iter().find(|kind| kind.name == "people.settle").unwrap().run;
        settle(&app.house, "").unwrap();
        assert_eq!(deputy.get(&url).status, 200, "the last day is a day of work");
        app.house.db.write(|tx| tx.batch("UPDATE employments SET ended_on = '2026-06-17' WHERE ended_on = '2026-06-18'")).unwrap();
        settle(&app.house, "").unwrap();
        assert_eq!((deputy.get(&url).status, other.get(&url).status), (404, 200));
    }

    fn a_second_place_opens_the_card_to_the_other_school(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let url = hired(&deputy, &[]);
        let institute = app.browser_as(access::Role::InstituteMethodist, access::Level::Region, &tree.region.path);
        let unit = tree.other_school.id.to_string();
        let second = with(&[("unit", unit.as_str()), ("rate", "0,5"), ("second", "1"), ("started_on", "2026-01-12")]);
        let no_place = institute.post(&format!("{url}/employments"), &with(&[("unit", "7")]));
        assert!(no_place.status == 422 && no_place.body.contains("Выберите организацию"));
        institute.done(&format!("{url}/employments"), &second);
        let twice = institute.post(&format!("{url}/employments"), &second);
        assert!(twice.status == 422 && twice.body.contains("уже работает в этой должности с 12.01.2026"));
        let card = other.get(&url);
        assert_eq!(card.status, 200);
        assert!(card.body.contains("0,5 ставки") && card.body.contains("по совместительству"));
        // Each school changes its own place alone: the deputy sees one way to change.
        let own = work_of(&card.body);
        assert_eq!(deputy.get(&own).status, 404);
        other.done(&format!("{own}/end"), &[("version", "1"), ("ended_on", "2026-06-01")]);
        assert_eq!(other.get(&url).status, 404);
        assert_eq!(deputy.get(&url).status, 200);
    }

    fn a_category_runs_out_where_the_law_says_so(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[]);
        let grant = |category, on| {
            deputy.post(&format!("{url}/categories"), &[("category", category), ("granted_on", on), ("post", "teacher")])
        };
        assert_eq!(grant("first", "2021-04-10").status, 303);
        assert_eq!(grant("highest", "2024-04-10").status, 303);
        let card = deputy.get(&url).body;
        assert!(card.contains("с 10.04.2021, по 09.04.2026") && card.contains("срок вышел"));
        assert!(card.contains("с 10.04.2024, без срока") && card.contains("действует"));
        let twice = grant("first", "2021-04-10");
        assert!(twice.status == 422 && twice.body.contains("уже есть"));
        let future = grant("first", "2027-04-10");
        assert!(future.status == 422 && future.body.contains("ещё не наступил"));
        assert!(deputy.get("/people?category=highest").body.contains("Семёнова"));
        assert!(deputy.get("/people?category=first").body.contains("Никого не нашлось"), "the first has run out");
        assert_eq!(grant("first", "2025-04-10").status, 303);
        let told = deputy.get(&url).body;
        assert!(told.contains("действует и\u{a0}более высокая: высшая категория"), "{told}");
    }

    fn a_course_moves_the_next_one_and_a_break_shortens_the_service(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let url = hired(&deputy, &[("pedagogical_since", "2020-09-01"), ("started_on", "2020-09-01")]);
        let tell = |fields: &[(&str, &str)]| deputy.post(&format!("{url}/records"), fields);
        let course = [("kind", "course"), ("title", "Функциональная грамотность"), ("happened_on", "2025-11-20"), ("hours", "36")];
        assert_eq!(tell(&course).status, 303);
        assert!(deputy.get(&url).body.contains("до 20.11.2028"));
        assert!(deputy.get(&url).body.contains("5\u{a0}лет (с 01.09.2020)"));
        let pause = [("kind", "break"), ("began_on", "2023-01-01"), ("happened_on", "2023-12-31")];
        assert_eq!(tell(&pause).status, 303);
        assert!(deputy.get(&url).body.contains("4\u{a0}года (с 01.09.2020)"));
        let turned = tell(&[("kind", "leave"), ("began_on", "2024-02-01"), ("happened_on", "2024-01-01")]);
        assert!(turned.status == 422 && turned.body.contains("раньше первого"));
        let future = tell(&[("kind", "award"), ("title", "Грамота"), ("happened_on", "2030-01-01")]);
        assert!(future.status == 422 && future.body.contains("ещё не наступил"));
    }
}

both_databases! {
    fn courses_and_attestation_that_are_due_stand_on_the_list_and_among_duties(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let late = hired(&deputy, &[("started_on", "2020-09-01")]);
        let young = hired(&deputy, &[("last_name", "Орлова"), ("is_other", "1"), ("started_on", "2025-09-01")]);
        for (url, category, on) in [(&late, "first", "2021-09-01"), (&young, "conformity", "2021-09-01"), (&young, "highest", "2024-01-10")] {
            deputy.done(&format!("{url}/categories"), &[("category", category), ("granted_on", on)]);
        }
        let due = |mark: &str| deputy.get(&format!("/people?mark={mark}")).body;
        assert!(due("courses").contains("Семёнова") && !due("courses").contains("Орлова"));
        assert!(due("attestation").contains("Семёнова") && !due("attestation").contains("Орлова"), "a category without a term covers");
        let offer = app.house.registry.tallies.iter().find(|one| one.kinds().iter().any(|kind| kind.code == "people.courses")).unwrap();
        for (kind, part, is_there) in [
            ("people.courses", TallyPart::Overdue, true),
            ("people.courses", TallyPart::Near, false),
            ("people.attestation", TallyPart::Overdue, false),
            ("people.attestation", TallyPart::Near, true),
        ] {
            let list = deputy.get(&offer.listed(kind, part, tree.school.id.0)).body;
            assert_eq!(list.contains("Семёнова"), is_there, "{kind} {part:?}: a figure opens what it counts");
        }
        assert_eq!(offer.listed("people.courses", TallyPart::Met, tree.school.id.0), "", "no list, no link");
        let account = app.account(access::Role::Deputy, access::Level::Organisation, &tree.school.path);
        let today = "2026-06-18".parse().unwrap();
        let duties = app.house.db.read(|conn| {
            let person = access::store::person(conn, account, access::SessionId(0), today)?.unwrap();
            app.house.registry.duties(conn, &person, today, &registry::Page { after: None, limit: 10 })
        });
        let told: Vec<(String, String)> = duties.unwrap().into_iter().map(|one| (one.duty.due.to_string(), one.duty.title)).collect();
        assert_eq!(told, [
            ("2023-09-01".to_owned(), "Направить на\u{a0}курсы 1\u{a0}педагога".to_owned()),
            ("2026-08-31".to_owned(), "Подготовить к\u{a0}аттестации 1\u{a0}педагога".to_owned()),
        ]);
    }
}

/// Where the first employment of the card is changed.
pub(super) fn work_of(card: &str) -> String {
    let from = card.find("/employments/").map(|at| card[..at].rfind('"').unwrap() + 1);
    let rest = &card[from.expect("no way to change")..];
    rest[..rest.find('"').unwrap()].to_owned()
}
