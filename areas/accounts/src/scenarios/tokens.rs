//! Access tokens: a key for a program opens what its holder's roles open, until it ends, is revoked or the holder goes.

use access::{Role, TokenScope};
use chrono::NaiveDate;
use testing::{Browser, Shown, both_databases};

use super::{Stage, stage};

fn create(browser: &Browser, fields: &[(&str, &str)]) -> Shown {
    browser.page("/account/tokens/new");
    let usual = [("name", "Выгрузка"), ("scope", "read"), ("place", ""), ("expires_on", "2026-09-01")];
    let kept = usual.into_iter().filter(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    browser.post("/account/tokens", &kept.chain(fields.iter().copied()).collect::<Vec<_>>())
}

fn secret(shown: &Shown) -> String {
    assert_eq!(shown.status, 200, "{}", shown.body);
    let begins = shown.body.find("mst_").expect("the secret is shown");
    shown.body[begins..].split('<').next().unwrap().to_owned()
}

/// The address of the first button «Отозвать».
fn revocation(page: &Shown) -> String {
    let mut actions = page.body.split("action=\"").filter_map(|part| part.split('"').next());
    actions.find(|address| address.ends_with("/revocation")).unwrap().to_owned()
}

fn names(stage: &Stage, secret: &str) -> Vec<String> {
    let found = stage.app.client_with(secret).read("/api/v1/units");
    found["items"].as_array().unwrap().iter().map(|unit| unit["name"].as_str().unwrap().to_owned()).collect()
}

fn is_refused(stage: &Stage, secret: &str) -> bool {
    let shown = stage.app.client_with(secret).get("/api/v1/units");
    let problem = shown.json();
    assert_eq!(shown.header("content-type"), "application/problem+json");
    shown.status == 401 && shown.header("www-authenticate") == "Bearer" && problem["status"] == 401
}

both_databases! {
    fn a_key_is_shown_once_opens_the_scope_and_is_revoked(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let vera = stage.entered("vera");
        assert!(vera.page("/account").says("Ключей нет"));
        let made = secret(&create(&vera, &[]));
        let page = vera.page("/account");
        assert!(page.says("Выгрузка") && page.says("только чтение") && page.says("ещё не было"));
        assert!(!page.body.contains(&made));
        assert_eq!(names(&stage, &made), ["Северный округ", "Школа № 1"]);
        assert!(vera.page("/account").says("18.06.2026"), "its first use is told");
        let card = stage.administrator().page(&format!("/accounts/{}", stage.by_login("vera").unwrap().id));
        assert!(card.says("Создан ключ доступа «Выгрузка»") && card.says("Первое обращение с ключом доступа «Выгрузка»"));
        assert!(!card.body.contains(&made[..12]));
        vera.done(&revocation(&vera.page("/account")), &[]);
        assert!(vera.page("/account").says("отозван"));
        assert!(is_refused(&stage, &made));
    }

    fn a_key_ends_with_its_day_its_holder_and_its_roles(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let day = |day| NaiveDate::from_ymd_opt(2026, 6, day).unwrap();
        let ended = stage.app.token(vera, TokenScope::Read, None, day(17));
        let last_day = stage.app.token(vera, TokenScope::Read, None, day(18));
        assert!(is_refused(&stage, &ended) && !names(&stage, &last_day).is_empty());
        assert!(is_refused(&stage, "") && is_refused(&stage, "mst_made-up"));
        let administrator = stage.administrator();
        administrator.page(&format!("/accounts/{vera}"));
        administrator.done(&format!("/accounts/{vera}/block"), &[]);
        assert!(is_refused(&stage, &last_day));
        administrator.done(&format!("/accounts/{vera}/unblock"), &[]);
        assert!(!names(&stage, &last_day).is_empty());
        stage.sql(&format!("UPDATE role_grants SET valid_to = '2026-06-17' WHERE account_id = {vera}"));
        assert_eq!(stage.app.client_with(&last_day).get("/api/v1/units").status, 403);
    }

    fn a_reset_takes_the_keys_along(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let key = stage.app.token(vera, TokenScope::Write, None, NaiveDate::from_ymd_opt(2026, 12, 1).unwrap());
        let administrator = stage.administrator();
        administrator.page(&format!("/accounts/{vera}"));
        assert_eq!(administrator.post(&format!("/accounts/{vera}/invitation"), &[]).status, 200);
        stage.sql(&format!("UPDATE accounts SET state = 'active' WHERE id = {vera}"));
        assert!(is_refused(&stage, &key));
        assert!(administrator.page(&format!("/accounts/{vera}")).says("ключи доступа отозваны"));
    }

    fn a_key_for_one_unit_opens_nothing_else(engine) {
        let stage = stage(engine);
        stage.settled("ministry", Role::Ministry, &stage.tree.region);
        let ministry = stage.entered("ministry");
        let made = secret(&create(&ministry, &[("place", "южн")]));
        assert_eq!(names(&stage, &made), ["Школа № 2", "Южный округ"]);
        let client = stage.app.client_with(&made);
        assert_eq!(client.get(&format!("/api/v1/units/{}", stage.tree.south.id)).status, 200);
        for foreign in [&stage.tree.north, &stage.tree.region, &stage.elsewhere.south] {
            assert_eq!(client.get(&format!("/api/v1/units/{}", foreign.id)).status, 404, "{}", foreign.name);
        }
        let unknown = create(&ministry, &[("place", &stage.elsewhere.south.code)]);
        assert!(unknown.status == 422 && unknown.says("Среди ваших территорий нет такого кода"));
        assert!(create(&ministry, &[("place", "школа")]).says("Подходит несколько"));
        let by_id = secret(&create(&ministry, &[("place", &stage.tree.north.id.to_string())]));
        assert_eq!(names(&stage, &by_id), ["Северный округ", "Школа № 1"]);
    }

    fn a_form_tells_what_is_wrong(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let vera = stage.entered("vera");
        assert!(create(&vera, &[("name", "")]).says("Напишите, для чего ключ"));
        assert!(create(&vera, &[("expires_on", "2027-06-20")]).says("Ключ действует не дольше года"));
        assert!(create(&vera, &[("expires_on", "2026-06-17")]).says("Этот день уже прошёл"));
        assert!(create(&vera, &[("expires_on", "")]).says("Укажите последний день ключа"));
        assert!(create(&vera, &[("scope", "всё")]).says("Выберите, что ключ может"));
        for _ in 0..20 {
            secret(&create(&vera, &[]));
        }
        assert!(create(&vera, &[]).says("Действующих ключей уже 20"));
    }

    fn an_administrator_sees_and_revokes_the_keys_of_the_own_scope(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let far = stage.settled("far", Role::ServiceHead, &stage.elsewhere.north);
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let (own, foreign) = (stage.app.token(vera, TokenScope::Write, None, day), stage.app.token(far, TokenScope::Read, None, day));
        let administrator = stage.administrator();
        let address = revocation(&administrator.page(&format!("/accounts/{vera}")));
        let number = address.split('/').nth(4).unwrap();
        for other in [format!("/accounts/{far}/tokens/{number}/revocation"), format!("/account/tokens/{number}/revocation")] {
            assert_eq!(administrator.post(&other, &[]).status, 404, "{other}");
        }
        administrator.done(&address, &[]);
        assert!(is_refused(&stage, &own) && !names(&stage, &foreign).is_empty());
    }

    fn whatever_goes_wrong_is_told_as_a_problem(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let client = stage.app.client(vera, TokenScope::Read);
        let cookie = stage.entered("vera").get("/api/v1/units");
        assert_eq!((cookie.status, cookie.json()["title"].as_str()), (401, Some("Нужен ключ доступа")));
        assert!(cookie.header("set-cookie").is_empty(), "no cookie is given either");
        for (address, status) in [("/api/v1/no-such", 404), ("/api/v1/units/abc", 404), ("/api/v1/units/99999999999999999999", 404)] {
            let shown = client.get(address);
            assert_eq!((shown.status, shown.header("content-type")), (status, "application/problem+json"), "{address}");
            assert_eq!((shown.json()["type"].as_str(), shown.json()["status"].as_i64()), (Some("about:blank"), Some(404)));
        }
        for (query, field) in [("limit=0", "limit"), ("limit=x", "limit"), ("after=x", "after"), ("level=город", "level")] {
            let shown = client.get(&format!("/api/v1/units?{}", query.replace("город", "%D0%B3")));
            assert_eq!((shown.status, shown.json()["errors"][0]["field"].as_str()), (422, Some(field)), "{query}");
        }
        for method in ["DELETE", "POST", "PUT"] {
            let shown = client.ask(method, "/api/v1/units", &[], "");
            assert_eq!((shown.status, shown.header("content-type")), (405, "application/problem+json"), "{method}");
            assert!(shown.header("allow").contains("GET"));
        }
        let open = stage.app.client_with("").read("/api/v1/openapi.json");
        assert_eq!(open["openapi"], "3.1.0");
    }

    fn a_list_is_read_page_by_page(engine) {
        let stage = stage(engine);
        let vera = stage.settled("ministry", Role::Ministry, &stage.tree.region);
        let client = stage.app.client(vera, TokenScope::Read);
        let (mut after, mut seen) = (String::new(), Vec::new());
        loop {
            let page = client.read(&web::address("/api/v1/units", &[("limit", "2"), ("after", &after)]));
            seen.extend(page["items"].as_array().unwrap().iter().map(|unit| unit["name"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            next.clone_into(&mut after);
        }
        assert_eq!(seen, ["Приозёрная область", "Северный округ", "Школа № 1", "Школа № 2", "Южный округ"]);
    }
}
