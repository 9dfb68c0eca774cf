//! Where a region has no mentoring rules of its own, no screen, duty or refusal names a clause of somebody else's: every page of
//! mentoring is opened by everybody of a school that works by the law alone.

use testing::{Browser, Shown, both_databases};

use super::packs::of_the_law;
use super::stage::{Stage, stage};

/// The packs without Amur's rules.
const ELSEWHERE: [&str; 3] = ["terek-2021", "izhmorsky-2021", "vladimir-2020"];

/// What nobody there is to read.
const FOREIGN: [&str; 2] = ["риложение 2", "риложения 2"];

fn is_own(at: &str, shown: &Shown) {
    for word in FOREIGN {
        assert!(!shown.says(word), "{at}: {}", shown.body);
    }
}

/// Opens every page of the area with what is known of the pair.
fn walk(who: &Browser, stage: &Stage, card: &str, part: &str) {
    let (pair, person) = (card.rsplit('/').next().unwrap_or_default(), stage.mentee.id.to_string());
    let mut opened = 0;
    for route in crate::area().routes.iter().filter(|route| route.method == web::Method::Get) {
        let path = route.path.replace("{mentorship}", pair).replace("{mentor}", part);
        let path = path.replace("{person}", &person).replace("{step}", "mentor");
        if path.contains('{') || path.ends_with("/paper") || path.ends_with("/register") {
            continue;
        }
        let path = match path.as_str() {
            "/mentoring/choice" => format!("{path}?person={person}"),
            "/mentoring/sheets/candidates" => format!("{path}?person={person}&kind=mentor"),
            path if path.ends_with("/correction") => format!("{path}?mentor={part}"),
            _ => path,
        };
        let shown = who.get(&path);
        is_own(&path, &shown);
        opened += usize::from(shown.status == 200);
    }
    assert!(opened >= 5, "{opened} pages");
    is_own("duties", &who.get("/duties"));
}

both_databases! {
    fn nobody_elsewhere_is_told_a_clause_of_amur(engine) {
        for pack in ELSEWHERE {
            let stage = stage(engine);
            stage.sql(&format!("UPDATE pack_bindings SET pack = '{pack}'"));
            let card = stage.choose(&stage.mentor, &[("kind", "mentor")]).location;
            let part = stage.part(&stage.mentor);
            let (mentor, mentee) = (stage.own(&stage.mentor), stage.own(&stage.mentee));
            let all = [&stage.deputy, &stage.principal, &mentor, &mentee];
            for who in all {
                walk(who, &stage, &card, &part);
            }
            let unready = stage.principal.get(&format!("{card}/order"));
            assert!(unready.status == 422 && unready.says("Трудовой кодекс РФ, ст. 351.8, ч. 1"), "{}", unready.body);
            of_the_law(&stage, &card, &part, "2026-06-12");
            let order = [("signed_on", "2026-06-15"), ("last_day", "2026-12-31"), ("numbering", "external"), ("number", "15-од")];
            assert_eq!(stage.principal.post(&format!("{card}/order"), &order).status, 303);
            // A line of the plan that is late, a visit that was not held: duties without a clause.
            stage.deputy.page(&format!("{card}/plan"));
            let line = [("title", "Составить план урока"), ("due_on", "2026-06-17")];
            is_own("plan", &stage.deputy.post(&format!("{card}/plan/lines"), &line));
            for who in all {
                walk(who, &stage, &card, &part);
            }
            let penalty = stage.deputy.post(&format!("{card}/successor"), &[("mentors", stage.second.id.to_string().as_str()), ("penalty", "yes"), ("penalty_on", "2026-05-01")]);
            is_own("penalty", &penalty);
            let own = stage.deputy.post(&format!("{card}/successor"), &[("mentors", stage.mentor.id.to_string().as_str()), ("reason", "другого нет")]);
            is_own("own mentor", &own);
            let replace = stage.principal.get(&format!("{card}/mentors/{part}/replacement"));
            assert!(replace.status == 200 && !replace.says("методического совета"), "{}", replace.body);
        }
    }
}
