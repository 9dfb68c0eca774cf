//! The log of publications: a line is entered once, a mistake is taken back, visitors and strangers see what they may.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{fields, found, stage};

/// A day within the life of the council.
const TODAY: &str = "2026-06-01";

both_databases! {
    fn what_came_out_is_entered_once_and_a_mistake_is_taken_back(engine) {
        let stage = stage(engine);
        let url = found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Методический совет округа"));
        let to = format!("{url}/publications");
        assert!(stage.head.page(&url).says("Публикации") && stage.head.page(&to).says("Публикаций пока нет"));
        let today = TODAY.to_owned();
        let told = |title: &'static str, on: String, outlet: &'static str, url: &'static str| {
            vec![("title", title.to_owned()), ("outlet", outlet.to_owned()), ("outlet_name", "Учитель Приамурья".to_owned()), ("published_on", on), ("url", url.to_owned())]
        };
        let post = |all: &[(&str, String)]| {
            let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
            stage.head.post(&to, &all)
        };
        let refused = post(&told("", "2999-01-01".to_owned(), "", "javascript:alert(1)"));
        assert_eq!(refused.status, 422);
        assert!(refused.says("Выберите, где вышла") && refused.says("как называется публикация") && refused.says("начинается с"), "{}", refused.body);
        assert!(refused.says("Учитель Приамурья"), "what was typed stays");
        let early = post(&told("О совете", "2027-01-01".to_owned(), "periodical", ""));
        assert!(early.status == 422 && early.says("ещё не наступил"), "{}", early.body);
        assert_eq!(post(&told("О совете", today.clone(), "periodical", "https://example.org/1")).status, 303);
        let again = post(&told("О совете", today, "periodical", "https://example.org/1"));
        assert!(again.status == 422 && again.says("уже в журнале"), "the second click enters nothing");
        assert_eq!(post(&told("Выпуск № 3", TODAY.to_owned(), "bulletin", "https://example.org/3")).status, 303);
        let page = stage.head.page(&to);
        assert!(page.says("Выпуск № 3") && page.says("информационный бюллетень структуры"), "{}", page.body);
        assert!(page.says("О совете") && page.says("периодическое издание"));
        let stranger = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert_eq!(stranger.get(&to).status, 404);
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert!(!teacher.page(&to).says("Убрать ошибочную"));
        let removal = page.body.split("action=\"").find(|part| part.contains("/removal\"")).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(stage.head.post(&removal, &[]).status, 303);
        assert_eq!(stage.head.post(&removal, &[]).status, 303, "the second click changes nothing");
        let (issues, rest) = stage
            .app
            .house
            .db
            .read(|conn| crate::shown::published(conn, url.rsplit('/').next().unwrap().parse().unwrap(), 20))
            .unwrap();
        assert_eq!(issues.len() + rest.len(), 1, "one of both was taken back");
    }
}
