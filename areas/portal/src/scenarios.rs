//! The open page used through HTTP: the authority chooses, a stranger reads, nobody sees a person.

mod check;
mod directory;

use access::{Level, Role};
use monitoring::fixture::{Measured, opened, publish};
use monitoring::model::CampaignId;
use testing::{Browser, Engine, TestApp, both_databases};
use units::fixture::{SmallTree, plant};

/// Figures of the northern municipality and of the southern one.
const NORTH: [(&str, &str, &str, &str); 3] =
    [("1.1", "1", "1", "scored"), ("1.3", "0", "1", "absent"), ("2.1", "1", "1", "scored")];
const SOUTH: [(&str, &str, &str, &str); 3] =
    [("1.1", "1", "1", "scored"), ("1.3", "1", "1", "scored"), ("2.1", "1", "1", "scored")];

struct Stage {
    app: TestApp,
    tree: SmallTree,
    ministry: Browser,
    stranger: Browser,
    campaign: CampaignId,
}

fn stage(engine: Engine) -> Stage {
    let app = TestApp::of(engine, vec![units::area(), documents::area(), monitoring::area(), crate::area()]);
    let tree = plant(&app.house).unwrap();
    let campaign = opened(&app.house, &tree.region, "2026").unwrap();
    let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
    let stranger = app.stranger();
    Stage { app, tree, ministry, stranger, campaign }
}

impl Stage {
    fn publish(&self, campaign: CampaignId, revision: i64) {
        let tree = &self.tree;
        let person =
            Measured {
                unit: &tree.school, level: "person", subject: "Соколова Анна", figures: &SOUTH
            };
        let objects = [
            Measured::municipality(&tree.south, &SOUTH),
            Measured::municipality(&tree.north, &NORTH),
            person,
        ];
        publish(&self.app.house, campaign, revision, "приказ № 5", &objects).unwrap();
    }

    fn choice(&self) -> String {
        format!("/openings/{}", self.campaign)
    }

    fn url(&self) -> String {
        format!("/open/{}", self.campaign)
    }

    /// Shows the results to everybody.
    fn open(&self, fields: &[(&str, &str)]) {
        let page = self.ministry.page(&self.choice());
        let version = page.input("version").unwrap();
        let all =
            [&[("version", version.as_str()), ("about", "Проверены документы служб.")], fields].concat();
        self.ministry.done(&self.choice(), &all);
    }
}

both_databases! {
    fn everybody_reads_what_the_ministry_chose_and_nothing_of_people(engine) {
        let stage = stage(engine);
        stage.publish(stage.campaign, 1);
        assert_eq!(stage.stranger.get(&stage.url()).status, 404, "nobody has chosen yet");
        assert!(stage.stranger.page("/open").says("Пока ничего не опубликовано"));
        assert!(stage.ministry.page("/openings").says("Показать всем"));
        let choice = stage.ministry.page(&stage.choice());
        assert!(choice.says("приложение 6") && choice.says("каждый балл подтверждён документом"), "{}", choice.body);
        stage.open(&[]);
        let page = stage.stranger.page(&stage.url());
        for word in ["Северный округ", "Южный округ", "Проверены документы служб.", "Приозёрная область", "редакция 1"] {
            assert!(page.says(word), "{word}: {}", page.body);
        }
        for word in ["Соколова", "Место", "Войти в"] {
            assert!(!page.says(word), "{word}");
        }
        assert!(page.body.find("Северный округ") < page.body.find("Южный округ"), "by name: places are not shown");
        assert!(stage.stranger.page("/open").says(&stage.url()));
        let object = stage.stranger.page(&format!("{}/units/{}", stage.url(), stage.tree.north.id));
        assert!(object.says("2 из 3") && object.says("66,7"), "{}", object.body);
        assert_eq!(stage.stranger.get(&format!("{}/units/{}?subject=Соколова+Анна", stage.url(), stage.tree.school.id)).status, 404);
        assert_eq!(stage.stranger.get(&format!("{}/units/{}", stage.url(), stage.tree.school.id)).status, 404);
        // With places, by place.
        stage.open(&[("has_places", "1")]);
        let page = stage.stranger.page(&stage.url());
        assert!(page.says("Место") && page.body.find("Южный округ") < page.body.find("Северный округ"));
    }

    fn files_say_what_the_page_says(engine) {
        let stage = stage(engine);
        stage.publish(stage.campaign, 1);
        stage.open(&[]);
        let told = stage.stranger.get(&format!("{}/json", stage.url())).json();
        assert_eq!((&told["revision"], told["objects"].as_array().unwrap().len()), (&1.into(), 2));
        let north = told["objects"].as_array().unwrap().iter().find(|one| one["name"] == "Северный округ").unwrap();
        assert_eq!((&north["score"], &north["max"], &north["percent"]), (&"2".into(), &"3".into(), &"66.6667".into()));
        assert!(north["place"].is_null());
        assert_eq!(north["criteria"][0]["score"], "1");
        assert!(!told.to_string().contains("Соколова"));
        let file = stage.stranger.get(&format!("{}/xlsx", stage.url()));
        let book = sheets::read("x.xlsx", &file.bytes, &sheets::Caps::default()).unwrap();
        let text: Vec<String> = book.shown().unwrap().rows().flat_map(|(_, row)| row.into_iter().map(|(_, cell)| cell.text())).collect();
        assert!(text.contains(&"Северный округ".to_owned()) && text.contains(&"0.666667".to_owned()), "{text:?}");
        assert!(!text.iter().any(|one| one.contains("Соколова")));
    }

    fn a_page_that_did_not_change_is_not_sent_again(engine) {
        let stage = stage(engine);
        stage.publish(stage.campaign, 1);
        stage.open(&[]);
        for address in [stage.url(), format!("{}/json", stage.url()), format!("{}/xlsx", stage.url()), "/open".to_owned()] {
            let first = stage.stranger.get(&address);
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with("W/\""), "{address}: {tag}");
            let again = stage.stranger.get_if_changed(&address, &tag);
            assert_eq!((again.status, again.bytes.len(), again.header("etag")), (304, 0, tag.as_str()), "{address}");
        }
        let tag = stage.stranger.get(&stage.url()).header("etag").to_owned();
        stage.publish(stage.campaign, 2);
        let changed = stage.stranger.get_if_changed(&stage.url(), &tag);
        assert!(changed.status == 200 && changed.says("редакция 2"));
        // To somebody signed in the page is always made anew: its frame tells their duties.
        assert_eq!(stage.ministry.get(&stage.url()).header("etag"), "");
    }

    fn taken_off_it_is_gone_and_a_second_click_changes_nothing(engine) {
        let stage = stage(engine);
        stage.publish(stage.campaign, 1);
        stage.open(&[]);
        let closing = format!("{}/closing", stage.choice());
        let version = stage.ministry.page(&stage.choice()).input("version").unwrap();
        stage.ministry.done(&closing, &[("version", &version)]);
        for tail in ["", "/json", "/xlsx"] {
            assert_eq!(stage.stranger.get(&format!("{}{tail}", stage.url())).status, 404, "{tail}");
        }
        stage.ministry.done(&closing, &[("version", &version)]);
        // Somebody else decided in between: nothing typed is lost.
        let late = stage.ministry.post(&stage.choice(), &[("version", &version), ("about", "Другими словами.")]);
        assert!(late.status == 422 && late.says("показ изменили") && late.says("Другими словами."), "{}", late.body);
        assert_eq!(stage.stranger.get(&stage.url()).status, 404);
    }

    fn only_the_owner_decides_and_only_of_what_stands_published(engine) {
        let stage = stage(engine);
        let refused = stage.ministry.post(&stage.choice(), &[("version", "0"), ("about", "")]);
        assert!(refused.status == 422 && refused.says("Сначала опубликуйте мониторинг"), "{} {}", refused.status, refused.body);
        let person = Measured { unit: &stage.tree.school, level: "person", subject: "Соколова Анна", figures: &NORTH };
        let people = opened(&stage.app.house, &stage.tree.region, "2025").unwrap();
        publish(&stage.app.house, people, 1, "", &[person]).unwrap();
        let refused = stage.ministry.post(&format!("/openings/{people}"), &[("version", "0")]);
        assert!(refused.status == 422 && refused.says("персональные данные") && refused.says("152-ФЗ"));
        stage.publish(stage.campaign, 1);
        let municipality = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        assert_eq!(municipality.get(&stage.choice()).status, 404, "not theirs");
        assert_eq!(municipality.post(&stage.choice(), &[("version", "0")]).status, 404);
        let long = "я".repeat(4_001);
        let refused = stage.ministry.post(&stage.choice(), &[("version", "0"), ("about", &long)]);
        assert!(refused.status == 422 && refused.says("Не длиннее 4000"), "{}", refused.body);
    }
}
