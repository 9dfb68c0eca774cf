//! What is found follows what is changed: names, merged and parted cards, renamed, moved and closed units; and is made anew.

use access::{Level, Role};
use testing::both_databases;

use super::finding::{stage, titles};

const GROUND: (&str, &str) = ("ground", "постановление № 12 от 01.06.2026");

both_databases! {
    fn a_married_name_is_found_beside_the_former_one(engine) {
        let stage = stage(engine);
        let who = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        let card = card(&who, "Ким");
        let form = who.page(&format!("{card}/data"));
        let version = form.input("version").unwrap();
        let fields = [
            ("last_name", "Орлова"), ("first_name", "Вера"), ("middle_name", ""), ("former_name", "Ким"),
            ("birth_date", ""), ("email", ""), ("phone", ""), ("general_since", ""), ("pedagogical_since", ""),
            ("version", version.as_str()),
        ];
        who.done(&format!("{card}/data"), &fields);
        assert_eq!(titles(&who, "орлова", "people"), ["Орлова Вера"]);
        assert_eq!(titles(&who, "ким", "people"), ["Орлова Вера"]);
        assert!(who.page(&web::address("/search", &[("q", "ким")])).says("Совпало: прежняя фамилия: Ким"));
    }

    fn merged_cards_are_one_and_parted_ones_two(engine) {
        let stage = stage(engine);
        let twin = people::fixture::hire(&stage.app.house, &stage.tree.other_school, "Иванова Ирина Ильинична").unwrap();
        let who = &stage.institute;
        assert_eq!(titles(who, "иванова ирина", "people").len(), 2);
        let kept = card(who, "Иванова Ирина");
        let other = if kept.ends_with(&twin.id.to_string()) {
            titles_urls(who, "иванова ирина").into_iter().find(|url| *url != kept).unwrap()
        } else {
            twin.url()
        };
        let gone = other.rsplit('/').next().unwrap().to_owned();
        who.page(&format!("{kept}/duplicates/{gone}"));
        who.done(&format!("{kept}/duplicates/{gone}"), &[]);
        assert_eq!(titles(who, "иванова ирина", "people").len(), 1, "one person with two places");
        let page = who.page(&kept).body;
        let undoing = page.split("action=\"").find(|part| part.contains("/merges/")).unwrap();
        let undoing = undoing.split('"').next().unwrap().to_owned();
        who.done(&undoing, &[]);
        assert_eq!(titles(who, "иванова ирина", "people").len(), 2);
    }

    fn a_school_is_found_by_the_name_it_had(engine) {
        let stage = stage(engine);
        let (who, school) = (&stage.institute, &stage.tree.school);
        stage.app.write(|tx| tx.batch("UPDATE unit_versions SET valid_from = '2020-09-01'"));
        let version = who.page(&format!("{}/name", school.url())).input("version").unwrap();
        let fields = [("name", "Гимназия № 7"), ("short_name", ""), ("day", "2026-06-18"), GROUND, ("version", version.as_str())];
        assert_eq!(who.post(&format!("{}/name", school.url()), &fields).status, 303);
        assert_eq!(titles(who, "школа 1", "units"), ["Гимназия № 7"]);
        let page = who.page(&web::address("/search", &[("q", "школа 1")]));
        assert!(page.says("прежнее название: Школа № 1"), "{}", page.body);
        assert_eq!(titles(who, "гимназия 7", "units"), ["Гимназия № 7"]);
    }

    fn a_renamed_school_and_its_people_are_found_under_the_new_name(engine) {
        let stage = stage(engine);
        let who = &stage.institute;
        let school = &stage.tree.school;
        let form = who.page(&format!("{}/name", school.url()));
        let version = form.input("version").unwrap();
        let fields = [("name", "Гимназия № 7"), ("short_name", ""), ("is_slip", "1"), ("day", "2026-06-18"), ("version", version.as_str())];
        assert_eq!(who.post(&format!("{}/name", school.url()), &fields).status, 303);
        assert_eq!(titles(who, "гимназия 7", "units"), ["Гимназия № 7"]);
        assert_eq!(titles(who, "школа 1", ""), Vec::<String>::new());
        assert_eq!(titles(who, "иванова мария гимназия 7", "people"), ["Иванова Мария Петровна"]);
    }

    fn a_moved_school_is_found_from_its_new_place_alone(engine) {
        let stage = stage(engine);
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        let north = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        assert_eq!(titles(&south, "иванова", "people"), ["Иванов Игорь Ильич", "Иванцова Инна Игоревна"], "one letter");
        let school = &stage.tree.school;
        let form = stage.institute.page(&format!("{}/place", school.url()));
        let version = form.input("version").unwrap();
        let to = stage.tree.south.id.to_string();
        let fields = [("parent", to.as_str()), ("day", "2026-06-18"), GROUND, ("version", version.as_str())];
        let moved = stage.institute.post(&format!("{}/place", school.url()), &fields);
        assert_eq!(moved.status, 303, "{}", moved.body);
        assert_eq!(titles(&south, "школа 1", "units"), ["Школа № 1"]);
        assert_eq!(titles(&south, "иванова", "people").len(), 2);
        assert_eq!(titles(&north, "школа 1", "units"), Vec::<String>::new());
        assert_eq!(titles(&north, "иванова", "people"), Vec::<String>::new());
    }

    /// An upgraded installation has rows and no index; the job fills it once, the command at any time.
    fn what_was_there_before_is_made_findable(engine) {
        let stage = stage(engine);
        let house = &stage.app.house;
        let before = titles(&stage.institute, "иван", "");
        house.db.write(|tx| {
            tx.batch("DELETE FROM search_texts; DELETE FROM search_things; DELETE FROM __search_words; DELETE FROM __search_spellings;")
        }).unwrap();
        assert_eq!(titles(&stage.institute, "иван", ""), Vec::<String>::new());
        assert!(crate::fill(house).unwrap() >= 2);
        assert_eq!(titles(&stage.institute, "иван", ""), before);
        assert_eq!(crate::fill(house).unwrap(), 0, "done once");
        crate::refill(house).unwrap();
        assert_eq!(titles(&stage.institute, "ивонова", "people").len(), 2, "spellings too");
    }
}

/// The addresses of people found.
fn titles_urls(who: &testing::Browser, typed: &str) -> Vec<String> {
    let page = who.page(&web::address("/search", &[("q", typed), ("kind", "people")])).body;
    let links = page.split("<p><a href=\"/people/").skip(1);
    links.filter_map(|link| Some(format!("/people/{}", link.split('"').next()?))).collect()
}

/// The first card found.
fn card(who: &testing::Browser, typed: &str) -> String {
    titles_urls(who, typed).into_iter().next().unwrap()
}
