//! What only some may see leaks nowhere: not to others of the pair, not through history, timeline, journal, board.

use access::{Level, Role};
use testing::both_databases;

use super::stage::stage;

both_databases! {
    fn a_proposal_to_discipline_is_read_by_the_head_the_deputy_and_its_author(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let (mentor, mentee, around) = (stage.own(&stage.mentor), stage.own(&stage.mentee), format!("{card}/around"));
        mentor.page(&around);
        mentor.done(&format!("{card}/matters"), &[("matter", "reward"), ("reward-variety", "discipline"), ("reward-subject", "Замечание секретное"), ("reward-body", "Опоздания тайные"), ("reward-on_day", "2026-06-18")]);
        let chair = stage.app.browser_as(Role::BodyChair, Level::Organisation, &stage.tree.school.path);
        let above = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        for browser in [&stage.deputy, &stage.principal, &mentor] {
            assert!(browser.page(&around).says("Замечание секретное"));
        }
        for (name, browser) in [("mentee", &mentee), ("chair", &chair), ("above", &above)] {
            for place in ["", "/around", "/timeline", "/plan", "/goals"] {
                let page = browser.page(&format!("{card}{place}"));
                assert!(!page.says("секретн") && !page.says("тайные"), "{name} {place}");
            }
            assert!(!browser.page(&around).says("Предложения о поощрении"), "{name} is not told that there is such a thing");
        }
        assert_eq!(mentee.post(&format!("{card}/matters"), &[("matter", "reward"), ("reward-on_day", "2026-06-18")]).status, 404);
        let board = |browser: &testing::Browser| browser.page("/mentoring/control?wrong=answers");
        assert!(board(&stage.deputy).says("Весенняя") && board(&above).says("Таких пар нет"), "what waits for others is not counted");
        let journal = stage.app.house.db.read(audit_texts).unwrap();
        assert!(journal.iter().any(|text| text.contains("запись с\u{a0}ограниченным доступом")), "the journal has a line");
        assert!(!journal.iter().any(|text| text.contains("секретн") || text.contains("тайные") || text.contains("дисциплин")), "{journal:?}");
        let told = stage.app.house.db.read(|conn| offered(&stage, conn)).unwrap();
        assert!(!told.is_empty() && !told.contains("секретн"), "{told}");
    }

    fn the_result_of_a_test_is_kept_with_consent_seen_by_consultant_and_deputy_and_erased(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.sql("UPDATE mentorships SET kind = 'consultant'");
        let (mentor, mentee, around) = (stage.own(&stage.mentor), stage.own(&stage.mentee), format!("{card}/around"));
        stage.deputy.page(&around);
        let result = [("matter", "testing"), ("testing-subject", "Опросник тревожности"), ("testing-body", "Уровень средний тайно"), ("testing-on_day", "2026-06-17")];
        let bare = stage.deputy.post(&format!("{card}/matters"), &result);
        assert!(bare.status == 422 && bare.says("Без согласия самого педагога") && bare.body.contains("href=\"#f-testing-consent_on\""), "{}", bare.body);
        let with = |day: &'static str, way: &'static str| -> Vec<(&str, &str)> {
            result.iter().copied().chain([("testing-consent_on", day), ("testing-consent_way", way)]).collect()
        };
        let late = stage.deputy.post(&format!("{card}/matters"), &with("2026-06-18", "paper"));
        assert!(late.status == 422 && late.says("Согласие дано позже"), "{}", late.body);
        let how = stage.deputy.post(&format!("{card}/matters"), &with("2026-06-16", ""));
        assert!(how.status == 422 && how.says("как дано согласие"), "{}", how.body);
        stage.principal.page(&around);
        assert_eq!(stage.principal.post(&format!("{card}/matters"), &with("2026-06-16", "paper")).status, 404, "the deputy's alone");
        let unknown = stage.deputy.post(&format!("{card}/matters"), &with("2026-06-16", "paper"));
        assert!(unknown.status == 422 && unknown.says("в программе нет или оно отозвано"), "{}", unknown.body);
        stage.agreed("testing");
        stage.deputy.done(&format!("{card}/matters"), &with("2026-06-16", "paper"));
        for browser in [&stage.deputy, &mentor, &mentee] {
            assert!(browser.page(&around).says("Уровень средний тайно"));
        }
        for place in ["", "/around", "/timeline"] {
            assert!(!stage.principal.page(&format!("{card}{place}")).says("тайно"), "not even the head: {place}");
        }
        mentor.done(&format!("{card}/matters"), &[("matter", "advice"), ("advice-subject", "Педагогический дебют"), ("advice-on_day", "2026-06-18")]);
        assert!(mentee.page(&format!("{card}/goals")).says("Педагогический дебют"), "the growth card has what the consultant recommends");
        stage.sql("UPDATE mentorships SET kind = 'subject'");
        assert_eq!(mentor.post(&format!("{card}/matters"), &[("matter", "advice"), ("advice-subject", "Ещё"), ("advice-on_day", "2026-06-18")]).status, 404);
        assert!(!mentor.page(&around).says("тайно"), "a subject mentor is no consultant");
        stage.sql("UPDATE consents SET withdrawn_on = '2026-06-18'");
        for browser in [&stage.deputy, &mentee] {
            let page = browser.page(&around);
            assert!(!page.says("тайно") && !page.says("Опросник тревожности") && page.says("сведения скрыты"));
        }
        stage.sql("UPDATE consents SET withdrawn_on = NULL");
        assert!(stage.deputy.page(&around).says("тайно"));
        let body = mentee.page(&around).body;
        let action = body.split("action=\"").filter_map(|rest| rest.split('"').next()).find(|url| url.ends_with("/answer")).unwrap().to_owned();
        let id = action.trim_end_matches("/answer").rsplit('/').next().unwrap().to_owned();
        mentee.done(&action, &[(&format!("{id}-decision"), "withdrawn")]);
        assert!(!stage.deputy.page(&around).says("тайно") && stage.deputy.page(&around).says("согласие отозвано"), "withdrawn is erased");
    }

    fn a_stranger_reaches_nothing_round_a_pair(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let other = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        let colleague = stage.own(&stage.second);
        other.page("/mentoring");
        colleague.page("/mentoring/own");
        for browser in [&other, &colleague] {
            for place in ["plan", "plan/paper?as=pdf", "around", "goals", "timeline"] {
                assert_eq!(browser.get(&format!("{card}/{place}")).status, 404, "{place}");
            }
            for place in ["plan/goals", "plan/lines", "plan/agreement", "visits", "matters", "goals"] {
                let fields = [("matter", "help"), ("help-on_day", "2026-06-18"), ("goals", "Ц"), ("title", "Т"), ("due_on", "2026-09-01")];
                let shown = browser.post(&format!("{card}/{place}"), &fields);
                assert!([403, 404, 422].contains(&shown.status), "{place}: {}", shown.status);
            }
        }
        let above = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        let plan = above.page(&format!("{card}/plan"));
        assert!(plan.status == 200 && !plan.says("Добавить дело"), "seen, not done");
        for place in ["plan/goals", "plan/review", "visits"] {
            assert_eq!(above.post(&format!("{card}/{place}"), &[("goals", "Ц")]).status, 403, "{place}");
        }
        assert_eq!(above.get("/mentoring/gatherings").status, 403);
    }
}

/// The texts of the journal.
fn audit_texts(conn: &mut db::Conn) -> db::Result<Vec<String>> {
    let all =
        audit::store::search(conn, &crate::actions::everywhere(), &audit::store::Filter::default(), 500)?;
    Ok(all.into_iter().map(|line| line.text).collect())
}

/// What the area offers of the people of the stage to portfolio and support.
fn offered(stage: &super::stage::Stage, conn: &mut db::Conn) -> db::Result<String> {
    let today = "2026-06-18".parse().unwrap();
    let mut told = Vec::new();
    for offer in &stage.app.house.registry.portfolio {
        for person in [stage.mentor.id.0, stage.mentee.id.0] {
            told.extend(
                offer
                    .items(conn, person, today)?
                    .into_iter()
                    .map(|one| format!("{} {}", one.title, one.about)),
            );
        }
    }
    for offer in &stage.app.house.registry.support {
        told.extend(offer.told(conn, &[stage.mentee.id.0], today)?.into_iter().map(|one| one.what));
    }
    Ok(told.join("\n"))
}
