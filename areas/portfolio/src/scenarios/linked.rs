//! A private link: opened without an account until its last day or its revocation, counted, no word of contacts.

use people::RecordKind;
use testing::{Shown, both_databases};

use super::stage::{Stage, stage};

fn made(stage: &Stage, fields: &[(&str, &str)]) -> Shown {
    stage.teacher.page("/portfolio/links");
    stage.teacher.post("/portfolio/links", fields)
}

fn address(made: &Shown) -> String {
    let at = made.body.find("/portfolio/shared/").expect("no address");
    made.body[at..].split('<').next().unwrap().to_owned()
}

both_databases! {
    fn whoever_has_the_link_reads_until_it_is_revoked(engine) {
        let stage = stage(engine);
        stage.told(RecordKind::Award, "Почётная грамота", "2025-10-05");
        stage.added("Мастер-класс");
        let made = made(&stage, &[("purpose", "комиссия"), ("last_day", "2026-07-18")]);
        assert_eq!(made.status, 200, "{}", made.body);
        let (shared, stranger) = (address(&made), stage.app.stranger());
        let page = stranger.get(&shared);
        assert_eq!(page.status, 200, "{}", page.body);
        for said in ["Соколова Мария Петровна", "Почётная грамота", "по личной ссылке", "18 июля 2026"] {
            assert!(page.says(said), "{said}");
        }
        assert!(!page.says("Сертификат.pdf"), "documents were not given along");
        assert!(page.header("x-robots-tag").contains("noindex") && page.header("cache-control").contains("no-store"));
        stranger.get(&shared);
        let list = stage.teacher.page("/portfolio/links");
        assert!(list.says("комиссия") && list.says("2\u{a0}раза") && !list.says(&shared), "{}", list.body);
        let at = list.body.find("/revocation").unwrap();
        let revocation = format!("{}/revocation", list.body[..at].rsplit('"').next().unwrap());
        stage.teacher.done(&revocation, &[]);
        let closed = stranger.get(&shared);
        assert!(closed.status == 404 && closed.says("Ссылка не открывается") && !closed.says("Соколова"));
        assert!(stage.teacher.page("/portfolio/links").says("отозвана"));
        let made_up = stranger.get("/portfolio/shared/made-up");
        assert!(made_up.status == 404 && made_up.says("Ссылка не открывается"));
    }

    fn documents_open_only_where_the_person_said_so_and_hidden_ones_nowhere(engine) {
        let stage = stage(engine);
        stage.added("Мастер-класс");
        let item = stage.item().rsplit('/').next().unwrap().to_owned();
        let bare = address(&made(&stage, &[("last_day", "2026-07-18")]));
        let full = address(&made(&stage, &[("last_day", "2026-07-18"), ("has_files", "1")]));
        let stranger = stage.app.stranger();
        let status = |base: &str| stranger.get(&format!("{base}/files/{item}")).status;
        assert_eq!((status(&bare), status(&full)), (404, 200));
        stage.teacher.done("/portfolio/choices", &[("item", &format!("portfolio:item:{item}")), ("deed", "hide")]);
        assert_eq!(status(&full), 404);
        assert!(!stranger.get(&full).says("Мастер-класс"));
    }

    fn a_link_ends_by_itself_and_lives_a_year_at_most(engine) {
        let stage = stage(engine);
        let refused = |day: &str, said: &str| {
            let shown = made(&stage, &[("last_day", day)]);
            assert!(shown.status == 422 && shown.says(said), "{day}: {}", shown.body);
        };
        refused("2026-06-17", "уже прошёл");
        refused("2028-01-01", "не дольше года");
        refused("", "Выберите последний день");
        let shared = address(&made(&stage, &[("last_day", "2026-06-18")]));
        assert_eq!(stage.app.stranger().get(&shared).status, 200);
        stage.app.write(|tx| tx.batch("UPDATE portfolio_links SET last_day = '2026-06-17'"));
        assert_eq!(stage.app.stranger().get(&shared).status, 404);
        let kept: Vec<String> = stage.app.house.db.read(|conn| {
            Ok::<_, db::Error>(crate::store::links_of(conn, stage.person.id)?.into_iter().map(|link| link.token_hash).collect())
        }).unwrap();
        assert!(kept.iter().all(|hash| !shared.contains(hash.as_str()) && hash.len() == 64), "only a hash is kept");
    }

    fn a_link_dies_with_its_account_and_with_the_work(engine) {
        let stage = stage(engine);
        let shared = address(&made(&stage, &[("last_day", "2026-07-18"), ("has_files", "1")]));
        stage.added("Мастер-класс");
        let item = stage.item().rsplit('/').next().unwrap().to_owned();
        let stranger = stage.app.stranger();
        let status = || (stranger.get(&shared).status, stranger.get(&format!("{shared}/files/{item}")).status);
        assert_eq!(status(), (200, 200));
        let account = stage.app.house.db.read(|conn| people::store::all_of(conn, &[stage.person.id.0])).unwrap()[0].account_id.unwrap();
        let stands = |state: &str| stage.app.write(|tx| tx.batch(&format!("UPDATE accounts SET state = '{state}' WHERE id = {account}")));
        stands("blocked");
        let closed = stranger.get(&shared);
        assert!(closed.status == 404 && closed.says("Ссылка не открывается") && !closed.says("Соколова"), "{}", closed.body);
        assert_eq!(status(), (404, 404));
        stands("active");
        assert_eq!(status(), (200, 200));
        let works = stage.app.house.db.read(|conn| people::store::at_work(conn, stage.person.id, "2026-06-18".parse().unwrap())).unwrap();
        let end = format!("{}/employments/{}/end", stage.person.url(), works[0].id);
        let version = stage.deputy.page(&end).input("version").unwrap_or_default();
        stage.deputy.done(&end, &[("ended_on", "2026-06-17"), ("reason", "по собственному желанию"), ("version", &version)]);
        assert_eq!(status(), (404, 404), "who left shows nothing any more");
    }
}
