//! Monitoring as a program uses it: sheets read, answers written under a version, results with every reason.

use access::{Level, Role, TokenScope};
use serde_json::{Value, json};
use testing::{Client, Shown, both_databases};

use super::stage::{Stage, open};

fn client(stage: &Stage, role: Role, level: Level, unit: &units::Unit, scope: TokenScope) -> Client {
    stage.app.client(stage.app.account(role, level, &unit.path), scope)
}

fn methodist(stage: &Stage, scope: TokenScope) -> Client {
    client(stage, Role::MunicipalMethodist, Level::Municipality, &stage.tree.north, scope)
}

fn school(stage: &Stage) -> Client {
    client(stage, Role::Principal, Level::Organisation, &stage.tree.school, TokenScope::Write)
}

fn answer(stage: &Stage, no: &str) -> String {
    format!("/api/v1/sheets/{}/answers/{no}", stage.sheet(&stage.tree.north))
}

fn problem(shown: &Shown, status: u16) -> Value {
    assert_eq!(
        (shown.status, shown.header("content-type")),
        (status, "application/problem+json"),
        "{}",
        shown.body
    );
    let problem = shown.json();
    assert_eq!(problem["status"], status, "{problem}");
    assert!(
        !problem["detail"].as_str().unwrap().is_empty() && !problem["title"].as_str().unwrap().is_empty()
    );
    problem
}

fn faults(shown: &Shown) -> String {
    problem(shown, 422)["errors"][0]["text"].as_str().unwrap_or_default().to_owned()
}

/// Publishes the northern sheet with 1.1 present; the southern one is left out.
fn publish(stage: &Stage) {
    stage.fill(&stage.methodist, &stage.tree.north, &["1.1"]);
    stage.hand_over_and_verify(&stage.methodist, &stage.tree.north);
    let url = format!("/monitoring/{}", stage.campaign);
    stage.institute.done(&format!("{url}/verification"), &[]);
    let out = format!("/monitoring/sheets/{}/exclusion", stage.sheet(&stage.tree.south));
    stage.institute.done(&out, &[("reason", "паводок")]);
    stage.institute.done(&format!("{url}/publication"), &[]);
}

both_databases! {
    fn an_answer_is_read_written_and_taken_back_under_its_version(engine) {
        let stage = open(engine);
        let client = methodist(&stage, TokenScope::Write);
        let address = answer(&stage, "1.3");
        let empty = client.get(&address);
        assert_eq!((empty.header("etag"), &empty.json()["version"]), ("\"0\"", &json!(0)));
        assert_eq!(empty.json()["state"], "no_answer");
        let saved = client.put(&address, "\"0\"", r#"{"present": false}"#);
        assert_eq!((saved.status, saved.header("etag")), (200, "\"1\""), "{}", saved.body);
        assert_eq!(saved.json()["answer"]["answer"], json!({ "present": false }));
        assert_eq!((&saved.json()["answer"]["state"], &saved.json()["sheet"]["state"]), (&json!("absent"), &json!("draft")));
        assert_eq!(client.read(&address)["answer"], json!({ "present": false }));
        let taken_back = client.put(&address, saved.header("etag"), "{}");
        assert_eq!((taken_back.status, &taken_back.json()["answer"]["answer"]), (200, &Value::Null));
        let page = stage.methodist.page(&format!("/monitoring/sheets/{}/answers/1.3", stage.sheet(&stage.tree.north)));
        assert!(page.says("ответ снят"), "the history tells of it");
    }

    fn a_missing_version_is_428_and_a_stale_one_409_with_both_values(engine) {
        let stage = open(engine);
        let client = methodist(&stage, TokenScope::Write);
        let address = answer(&stage, "1.3");
        problem(&client.put(&address, "", r#"{"present": false}"#), 428);
        problem(&client.put(&address, "*", r#"{"present": false}"#), 400);
        let nothing = problem(&client.put(&address, "\"5\"", r#"{"present": false}"#), 409);
        assert_eq!((&nothing["theirs"], &nothing["version"]), (&Value::Null, &json!(0)));
        stage.methodist.page(&format!("/monitoring/sheets/{}", stage.sheet(&stage.tree.north)));
        stage.methodist.done(&stage.answer(&stage.tree.north, "1.3"), &[("value", "no"), ("version", "0")]);
        let stale = client.put(&address, "\"0\"", r#"{"present": true}"#);
        let told = problem(&stale, 409);
        assert_eq!((&told["mine"], &told["theirs"]), (&json!({ "present": true }), &json!({ "present": false })));
        assert_eq!((&told["changed_by"], &told["version"]), (&json!("Проверкин\u{a0}П.\u{a0}И."), &json!(1)));
        assert_eq!(told["changed_at"], "2026-06-18T03:00:00Z");
        assert_eq!(client.read(&address)["answer"], json!({ "present": false }), "nothing was overwritten");
        assert_eq!(client.put(&address, stale.header("etag"), r#"{"present": true}"#).status, 200);
    }

    fn what_is_not_an_answer_is_told_by_field(engine) {
        let stage = open(engine);
        let client = methodist(&stage, TokenScope::Write);
        let address = answer(&stage, "1.3");
        let put = |body: &str| client.put(&address, "\"0\"", body);
        problem(&put("{\"present\""), 400);
        assert_eq!(problem(&put(r#"{"there": true}"#), 422)["errors"][0]["field"], "there");
        assert!(faults(&put(r#"{"present": "да"}"#)).contains("не\u{a0}того вида"));
        assert!(faults(&put("[true]")).contains("Списков здесь"), "serde would take the first field");
        assert!(faults(&put(r#"{"value": 5}"#)).contains("не\u{a0}того вида"), "decimals are strings");
        assert!(faults(&put(r#"{"mark": 5}"#)).contains("не подходит к правилу"));
        assert!(faults(&put(r#"{"text": "\u0000"}"#)).contains("кодом 0"));
        problem(&client.ask("PUT", &address, &[("if-match", "\"0\"")], "{}"), 415);
        let json = [("content-type", "application/json"), ("if-match", "\"0\"")];
        problem(&client.ask("PUT", &address, &json, &" ".repeat(1_100_000)), 413);
        assert_eq!(client.read(&address)["version"], 0);
    }

    fn a_reading_key_a_neighbour_and_a_school_write_nothing(engine) {
        let stage = open(engine);
        let body = r#"{"present": false}"#;
        let address = answer(&stage, "1.3");
        let reading = problem(&methodist(&stage, TokenScope::Read).put(&address, "\"0\"", body), 403);
        assert!(reading["detail"].as_str().unwrap().contains("только читает"));
        let institute = client(&stage, Role::InstituteMethodist, Level::Region, &stage.tree.region, TokenScope::Write);
        assert!(problem(&institute.put(&address, "\"0\"", body), 403)["detail"].as_str().unwrap().contains("Заполнять"));
        problem(&school(&stage).put(&address, "\"0\"", body), 404);
        let neighbour = client(&stage, Role::MunicipalMethodist, Level::Municipality, &stage.tree.south, TokenScope::Write);
        for shown in [neighbour.put(&address, "\"0\"", body), neighbour.get(&address)] {
            problem(&shown, 404);
        }
        problem(&methodist(&stage, TokenScope::Write).put(&answer(&stage, "9.9"), "\"0\"", body), 404);
        problem(&stage.app.client_with("").put(&address, "\"0\"", body), 401);
        problem(&stage.app.client_with("").put(&address, "\"0\"", "{"), 401);
    }

    fn a_sheet_handed_over_is_refused_with_the_rule(engine) {
        let stage = open(engine);
        stage.fill(&stage.methodist, &stage.tree.north, &[]);
        stage.methodist.done(&format!("/monitoring/sheets/{}/submission", stage.sheet(&stage.tree.north)), &[]);
        let late = methodist(&stage, TokenScope::Write).put(&answer(&stage, "1.1"), "\"1\"", r#"{"present": true}"#);
        assert!(problem(&late, 422)["detail"].as_str().unwrap().contains("ответы в ней не меняются"));
    }

    fn sheets_are_those_of_the_own_scope_with_their_totals(engine) {
        let stage = open(engine);
        stage.fill(&stage.methodist, &stage.tree.north, &["1.1"]);
        let list = format!("/api/v1/campaigns/{}/sheets", stage.campaign);
        let own = methodist(&stage, TokenScope::Read).read(&list);
        assert_eq!((own["items"].as_array().unwrap().len(), &own["next"]), (1, &Value::Null));
        let sheet = &own["items"][0];
        assert_eq!((&sheet["name"], &sheet["state"], &sheet["due"]), (&json!("Северный округ"), &json!("draft"), &json!("2026-06-30")));
        assert_eq!((&sheet["level"], &sheet["subject"]), (&json!("municipality"), &Value::Null));
        assert_eq!((sheet["score"].as_str().is_some_and(|score| score != "0"), sheet["id"].is_string()), (true, true));
        let one = methodist(&stage, TokenScope::Read).read(&format!("/api/v1/sheets/{}", stage.sheet(&stage.tree.north)));
        assert_eq!(&one, sheet);
        let institute = client(&stage, Role::InstituteMethodist, Level::Region, &stage.tree.region, TokenScope::Read);
        let first = institute.read(&format!("{list}?limit=1"));
        let second = institute.read(&web::address(&list, &[("limit", "1"), ("after", first["next"].as_str().unwrap())]));
        assert_eq!((&second["items"][0]["name"], &second["next"]), (&json!("Южный округ"), &Value::Null));
        let answers = institute.read(&format!("/api/v1/sheets/{}/answers?limit=200", stage.sheet(&stage.tree.north)));
        let all = answers["items"].as_array().unwrap();
        assert_eq!((&all[0]["no"], &all[0]["evidence"][0]["title"]), (&json!("1.1"), &json!("Положение №\u{a0}1 от\u{a0}02.09.2025")));
        let campaign = institute.read(&format!("/api/v1/campaigns/{}", stage.campaign));
        assert_eq!(campaign["indicators"], all.len());
    }

    fn a_school_learns_of_a_campaign_when_it_is_published(engine) {
        let stage = open(engine);
        let (school, url) = (school(&stage), format!("/api/v1/campaigns/{}", stage.campaign));
        assert!(school.read("/api/v1/campaigns")["items"].as_array().unwrap().is_empty());
        for address in [url.clone(), format!("{url}/results"), format!("{url}/sheets")] {
            problem(&school.get(&address), 404);
        }
        publish(&stage);
        assert_eq!(school.read("/api/v1/campaigns")["items"][0]["state"], "published");
        assert_eq!(school.read(&url)["revisions"][0]["revision"], 1);
        assert!(school.read(&format!("{url}/sheets"))["items"].as_array().unwrap().is_empty());
        let object = school.read(&format!("{url}/results/{}", stage.tree.north.id));
        let indicator = &object["explained"][0];
        assert_eq!((&indicator["no"], &indicator["state"]), (&json!("1.1"), &json!("scored")));
        assert!(indicator["why"].as_str().is_some_and(|why| !why.is_empty()));
        let evidence = &indicator["evidence"][0];
        assert!(evidence["document"].is_null() && evidence["title"].as_str().unwrap().starts_with("Положение"));
        let own = methodist(&stage, TokenScope::Read).read(&format!("{url}/results/{}", stage.tree.north.id));
        assert!(own["explained"][0]["evidence"][0]["document"].is_string());
    }

    fn published_sums_agree_and_places_are_told_only_when_they_are_on(engine) {
        let stage = open(engine);
        publish(&stage);
        let client = methodist(&stage, TokenScope::Read);
        let address = format!("/api/v1/campaigns/{}/results", stage.campaign);
        let found = client.read(&address);
        let (north, south) = (&found["items"][0], &found["items"][1]);
        assert_eq!((&north["place"], &found["places_by"]), (&Value::Null, &Value::Null));
        assert_eq!((&south["score"], &south["left_out_reason"]), (&Value::Null, &json!("паводок")));
        let number = |value: &Value| value.as_str().unwrap().parse::<rust_decimal::Decimal>().unwrap();
        for part in ["criteria", "indicators"] {
            let scored = north[part].as_array().unwrap().iter().filter(|one| one["score"].is_string());
            assert_eq!(scored.map(|one| number(&one["score"])).sum::<rust_decimal::Decimal>(), number(&north["score"]), "{part}");
        }
        let page = stage.institute.page(&format!("/monitoring/{}/results", stage.campaign));
        assert!(page.says(&web::russian::decimal(north["score"].as_str().unwrap())));
        let first = client.read(&format!("{address}?limit=1"));
        let second = client.read(&web::address(&address, &[("limit", "1"), ("after", first["next"].as_str().unwrap())]));
        assert_eq!((&second["items"][0]["name"], &second["next"]), (&json!("Южный округ"), &Value::Null));
        problem(&client.get(&format!("{address}?revision=2")), 404);
        problem(&client.get(&format!("{address}?revision=x")), 422);
        problem(&client.get(&format!("{address}/{}", stage.tree.school.id)), 404);
    }

    fn documents_are_those_of_the_own_scope(engine) {
        let stage = open(engine);
        let own = stage.document(&stage.tree.north, "mms_regulation", "1");
        let foreign = stage.document(&stage.tree.south, "mms_regulation", "2");
        let client = methodist(&stage, TokenScope::Read);
        let found = client.read("/api/v1/documents");
        assert_eq!((found["items"].as_array().unwrap().len(), &found["items"][0]["id"]), (1, &json!(own)));
        assert_eq!(client.read(&format!("/api/v1/documents/{own}"))["signed_on"], "2025-09-02");
        problem(&client.get(&format!("/api/v1/documents/{foreign}")), 404);
        problem(&client.get(&format!("/api/v1/documents?unit={}", stage.tree.south.id)), 404);
        assert!(client.read("/api/v1/documents?period=2025")["items"].as_array().unwrap().is_empty());
        assert!(faults(&client.get("/api/v1/documents?period=x")).contains("2025/26"));
    }
}
