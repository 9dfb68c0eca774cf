//! The edges of a pair: days outside of somebody's work, people who left, names past the reader's place, one rule for list and
//! card, what follows an accepted proposal, what a portfolio shows.

use registry::{PortfolioOffer, Section};
use testing::both_databases;

use super::ending::{early, succeeded};
use super::stage::{Hired, Stage, hire, stage};

fn dismissed(stage: &Stage, person: &people::Person, last: &str) {
    stage.sql(&format!("UPDATE employments SET ended_on = '{last}' WHERE person_id = {}", person.id));
}

both_databases! {
    fn a_day_outside_of_the_work_is_refused_with_the_days_of_it(engine) {
        let stage = stage(engine);
        let card = stage.working();
        dismissed(&stage, &stage.mentee, "2026-06-16");
        let said = "Весенняя А. С.: 17.06.2026 вне времени работы (работа здесь – с 10.06.2026 по 16.06.2026)";
        stage.deputy.page(&card);
        let line = |day: &'static str| [("form", "work"), ("work", "consultation"), ("held_on", day), ("topic", "Журнал")];
        let after = stage.deputy.post(&format!("{card}/works"), &line("2026-06-17"));
        assert!(after.status == 422 && after.says(said), "{}", after.body);
        assert!(after.body.contains("id=\"e-held_on-work\"") && after.body.contains("value=\"Журнал\""), "at its field, nothing lost");
        stage.deputy.done(&format!("{card}/works"), &line("2026-06-16"));
        let visit = stage.deputy.post(&format!("{card}/visits"), &[("visit", "deputy_visit"), ("planned_on", "2026-06-25"), ("lesson", "5 «А»"), ("host", "")]);
        assert!(visit.status == 422 && visit.says("25.06.2026 вне времени работы"), "{}", visit.body);
        let condition = stage.deputy.post(&format!("{card}/matters"), &[("matter", "condition"), ("condition-variety", "slot"), ("condition-subject", "среда"), ("condition-on_day", "2026-06-17")]);
        assert!(condition.status == 422 && condition.says(said), "{}", condition.body);
        let study = stage.app.browser_as(access::Role::MunicipalMethodist, access::Level::Municipality, &stage.tree.north.path);
        let url = format!("/mentoring/young/{}/adaptation", stage.mentee.id);
        let studied = study.post(&url, &[("studied_on", "2026-06-17"), ("level", "high"), ("note", "")]);
        assert!(studied.status == 422 && studied.says(said), "{}", studied.body);
    }

    fn consents_are_of_those_who_work(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        let mentor = stage.part(&stage.mentor);
        let before = stage.step(&card, "mentee", &[("form", "step"), ("day", "2026-06-09"), ("way", "oral")]);
        assert!(before.status == 422 && before.says("09.06.2026 вне времени работы (работа здесь – с 10.06.2026)"), "{}", before.body);
        dismissed(&stage, &stage.mentor, "2026-06-11");
        let after = stage.step(&card, "mentor", &[("day", "2026-06-12"), ("mentor", &mentor), ("way", "paper")]);
        assert!(after.status == 422 && after.says("Орлова Н. П.: 12.06.2026 вне времени работы"), "{}", after.body);
    }

    fn the_dismissed_are_not_offered_and_a_briefing_is_of_days_of_work(engine) {
        let stage = stage(engine);
        stage.working();
        let gone = stage.mentee.id.to_string();
        let mentor = stage.mentor.id.to_string();
        let url = "/mentoring/gatherings";
        let offered = |person: &str| stage.deputy.page(url).body.contains(&format!("name=\"people\" value=\"{person}\""));
        assert!(offered(&gone) && offered(&mentor), "{}", stage.deputy.page(url).body);
        let held = |day: &'static str, person: &str| {
            stage.deputy.post(url, &[("gathering", "briefing"), ("held_on", day), ("led_by", "Председатель"), ("topic", "Права"), ("people", person)])
        };
        for (day, said) in [("1900-01-01", "01.01.1900 вне времени работы"), ("2036-06-18", "ещё не наступил"), ("2010-08-31", "31.08.2010 вне времени работы (работа здесь – с 01.09.2010)")] {
            let shown = held(day, &mentor);
            assert!(shown.status == 422 && shown.says(said), "{day}: {}", shown.body);
        }
        let group = stage.deputy.post("/mentoring/group", &[("from_on", "1900-01-01"), ("members", &mentor)]);
        assert!(group.status == 422 && group.says("01.01.1900 вне времени работы"), "{}", group.body);
        dismissed(&stage, &stage.mentee, "2026-06-17");
        assert!(!offered(&gone) && offered(&mentor));
        let late = held("2026-06-18", &gone);
        assert!(late.status == 422 && late.says("больше не в парах школы"), "{}", late.body);
    }

    fn a_successor_is_a_mentor_from_the_order_on_in_list_and_card_alike(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let list = || stage.deputy.page("/mentoring");
        assert!(list().says("Орлова Н. П.") && !list().says("Сменная"), "chosen, no order yet: {}", list().body);
        assert!(stage.deputy.page(&card).says("ещё без приказа"));
        assert!(!stage.deputy.page(&format!("{card}/plan")).says("наставник Орлова Н. П., Сменная"));
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let fields = [("ground", "incompatibility"), ("day", "2026-06-18"), ("note", ""), ("numbering", "external"), ("number", "20-од")];
        stage.principal.done(&replace, &fields);
        assert!(list().says("Сменная О. И.") && !list().says("Орлова"), "on the same day: {}", list().body);
        assert!(stage.deputy.page(&card).says("с 18.06.2026"));
        stage.principal.page(&card);
        stage.principal.done(&format!("{card}/end"), &early("incompatibility", "2026-06-18", "", ""));
        let ended = stage.deputy.page("/mentoring?state=ended");
        assert!(ended.says("Сменная О. И."), "an ended pair names who carried it: {}", ended.body);
    }

    fn a_candidate_of_another_school_is_not_shown_by_a_number(engine) {
        let stage = stage(engine);
        let near = hire(&stage.app, &stage.tree.school, &Hired("Ближняя Инна Ильинична", "mathematics", "2010-09-01", None));
        let far = hire(&stage.app, &stage.tree.other_school, &Hired("Дальняя Инна Ильинична", "mathematics", "2010-09-01", None));
        // Another school of the same town.
        let (place, path) = (stage.tree.other_school.id, stage.tree.north.path.clone());
        stage.sql(&format!(
            "UPDATE people SET unit_path = '{path}{place}/' WHERE id = {}; UPDATE employments SET unit_path = '{path}{place}/' WHERE person_id = {}",
            far.id, far.id
        ));
        let sheet = |person: &people::Person| format!("/mentoring/sheets?person={}&candidate={}&kind=subject", stage.mentee.id, person.id);
        assert!(stage.deputy.page(&sheet(&near)).says("Ближняя Инна Ильинична"));
        let shown = stage.deputy.get(&sheet(&far));
        assert!(shown.status == 404 && !shown.says("Дальняя"), "{}", shown.body);
        // Invited by an agreement, they are known to the school.
        let address = format!("/people/{}", far.id);
        let invited = stage.choose(&stage.mentor, &[("mentors", ""), ("other", &address), ("agreement", "Договор № 5 от 01.06.2026"), ("reason", "Своего нет")]);
        assert_eq!(invited.status, 303, "{}", invited.body);
        assert!(stage.deputy.page(&sheet(&far)).says("Дальняя Инна Ильинична"));
    }

    fn an_accepted_proposal_leads_to_a_line_a_visit_and_help(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentee, mentor) = (stage.own(&stage.mentee), stage.own(&stage.mentor));
        let around = format!("{card}/around");
        mentee.page(&around);
        mentee.done(&format!("{card}/matters"), &[("matter", "idea"), ("idea-variety", "deputy"), ("idea-subject", "Открытый урок коллегам"), ("idea-body", "Хочу показать групповую работу."), ("idea-on_day", "2026-06-16")]);
        let page = stage.deputy.page(&around);
        let id = page.body.split("/matters/").nth(1).unwrap().split('/').next().unwrap().to_owned();
        assert!(!page.body.contains(&format!("/matters/{id}/next")), "nobody answered yet");
        stage.deputy.done(&format!("{card}/matters/{id}/answer"), &[(&format!("{id}-decision"), "accepted"), (&format!("{id}-answer"), "")]);
        let page = stage.deputy.page(&around);
        assert!(page.body.contains(&format!("/matters/{id}/next")) && page.body.contains("value=\"Открытый урок коллегам\""), "the text is carried over: {}", page.body);
        let next = format!("{card}/matters/{id}/next");
        let names = [format!("{id}-step"), format!("{id}-text"), format!("{id}-day")];
        let step = |step: &'static str, text: &'static str, day: &'static str| {
            let fields = [(names[0].as_str(), step), (names[1].as_str(), text), (names[2].as_str(), day)];
            stage.deputy.post(&next, &fields)
        };
        let early = step("line", "Открытый урок коллегам", "2026-01-01");
        assert!(early.status == 422 && early.body.contains(&format!("id=\"e-{id}-day\"")), "{}", early.body);
        for (what, text) in [("line", "Открытый урок коллегам"), ("line", "Открытый урок коллегам"), ("deputy_visit", "6 «Б», групповая работа"), ("help", "Быстров О. И., учитель физики")] {
            let shown = step(what, text, "2026-06-30");
            assert_eq!(shown.status, 303, "{what}: {}", shown.body);
        }
        let page = stage.deputy.page(&around);
        for word in ["Дальше: внесено в план", "Дальше: запланировано посещение", "Дальше: привлечён другой работник", "согласовано"] {
            assert!(page.says(word), "{word}: {}", page.body);
        }
        assert_eq!(page.body.matches("Дальше: внесено").count(), 1, "the second click does nothing twice");
        let plan = stage.deputy.page(&format!("{card}/plan"));
        assert!(plan.says("Из предложения 16.06.2026: Открытый урок коллегам") && plan.body.contains(&format!("{around}#r-{id}")), "{}", plan.body);
        let theirs = mentor.page(&format!("{card}/plan"));
        assert!(theirs.says("Открытый урок коллегам") && !theirs.says("Из предложения"), "the mentor does not see whose proposal it was");
        let stranger = mentor.post(&next, &[(names[0].as_str(), "line"), (names[1].as_str(), "Т"), (names[2].as_str(), "2026-06-30")]);
        assert_eq!(stranger.status, 404);
    }

    fn one_mentee_has_both_kinds_by_one_person_or_by_two(engine) {
        let stage = stage(engine);
        for (id, person) in [(77, stage.mentor.id), (78, stage.second.id)] {
            stage.sql(&format!(
                "INSERT INTO person_records (id, person_id, kind, title, place, began_on, happened_on, hours, document, created_at, \
                 updated_at, version) VALUES ({id}, {person}, 'award', 'Победитель конкурса', '', NULL, '2025-04-01', NULL, '', 1, 1, 1)"
            ));
        }
        stage.begun();
        let consultant = stage.choose(&stage.mentor, &[("kind", "consultant")]);
        assert_eq!(consultant.status, 303, "the same person, one mentee still: {}", consultant.body);
        let other = stage.choose(&stage.second, &[("kind", "consultant"), ("reason", "Второй взгляд")]);
        assert_eq!(other.status, 303, "and another one: {}", other.body);
        let list = stage.deputy.page("/mentoring");
        assert_eq!(list.body.matches("<th scope=\"row\"><a href=\"/mentoring/").count(), 3, "{}", list.body);
    }

    fn a_portfolio_shows_the_pair_and_what_its_journal_tells(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentee = stage.own(&stage.mentee);
        mentee.page(&format!("{card}/around"));
        mentee.done(&format!("{card}/matters"), &[("matter", "event"), ("event-variety", "event_rally"), ("event-subject", "Слёт молодых педагогов"), ("event-body", "Диплом участника"), ("event-on_day", "2026-06-16")]);
        mentee.done(&format!("{card}/works"), &[("work", "study"), ("held_on", "2026-06-17"), ("topic", "методика смешанного обучения"), ("outcome", "")]);
        stage.sql("UPDATE mentorships SET ends_on = '2026-06-18'");
        stage.principal.page(&card);
        stage.principal.done(&format!("{card}/completion"), &[("form", "completion"), ("day", "2026-06-18"), ("adaptation", "passed"), ("stays", "yes"), ("incentive", "no"), ("incentive_note", ""), ("result", "Остаётся"), ("waiver", "срок короткий")]);
        let items = |person: i64| {
            let today = "2026-06-18".parse().unwrap();
            let mut all = stage.app.house.db.read(|conn| crate::portfolio::Mentorings.items(conn, person, today)).unwrap();
            all.sort_by(|one, other| one.title.cmp(&other.title));
            all
        };
        let own = items(stage.mentee.id.0);
        let told: Vec<(Section, &str)> = own.iter().map(|one| (one.section, one.title.as_str())).collect();
        assert_eq!(told, [
            (Section::Training, "Методика смешанного обучения"),
            (Section::Mentoring, "Работа с\u{a0}наставником"),
            (Section::Participation, "Слёт: Слёт молодых педагогов"),
        ]);
        assert!(own.iter().all(|one| one.url == card) && own[2].about == "Диплом участника");
        let mentor = items(stage.mentor.id.0);
        assert_eq!(mentor.len(), 1, "events of the mentee are the mentee's");
        assert!(mentor[0].about.contains("15.06.2026 – 18.06.2026") && mentor[0].about.contains("адаптация прошла"), "{}", mentor[0].about);
        assert!(!mentor[0].title.contains("Весенняя") && !mentor[0].about.contains("Весенняя"), "the mentee is not named");
    }
}
