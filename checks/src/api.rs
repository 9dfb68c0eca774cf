//! The API over the demo says the same as the pages do.

use std::collections::BTreeMap;

use access::store::tokens;
use access::{AccessToken, AccessTokenId, AccountId, Token, TokenScope};
use serde_json::Value;
use testing::Engine;

use crate::demo::Demo;
use crate::wire::Wire;

#[test]
fn published_totals_are_those_of_the_page_for_every_object() {
    let demo = Demo::on(Engine::Sqlite);
    let token = token(&demo, "institute");
    let campaign = demo.ask("SELECT CAST(id AS TEXT) AS line FROM campaigns WHERE period = '2025'");
    let page =
        Wire::signed_in(&demo, "institute_methodist").get(&format!("/monitoring/{campaign}/results")).text();
    let shown = totals(&page);
    let sent = Wire::stranger(&demo).ask(&format!("/api/v1/campaigns/{campaign}/results?limit=200"), &token);
    assert_eq!(sent.status, 200, "{}", sent.text());
    let told: Value = serde_json::from_str(&sent.text()).unwrap();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let scored = told["items"].as_array().unwrap().iter().filter(|one| one["left_out_reason"].is_null());
    let told: BTreeMap<String, String> =
        scored.map(|one| (text(one, "unit"), text(one, "score").replace('.', ","))).collect();
    assert!(told.len() >= 3, "only {} objects", told.len());
    assert_eq!(told, shown);
}

/// Units with the totals of the heat map's rows.
fn totals(page: &str) -> BTreeMap<String, String> {
    let rows = page.split("<tr>").filter(|row| row.contains("heat-name") && row.contains("/results/"));
    let between = |text: &str, from: &str, to: &str| -> String {
        let rest = text.split(from).nth(1).unwrap_or_else(|| panic!("no {from}: {text}"));
        rest.split(to).next().unwrap().to_owned()
    };
    rows.map(|row| (between(row, "/results/", "\""), between(row, "<strong>", "</strong>"))).collect()
}

/// A fresh key of the demo's account with this login.
fn token(demo: &Demo, login: &str) -> String {
    let account = demo.ask(&format!("SELECT CAST(id AS TEXT) AS line FROM accounts WHERE login = '{login}'"));
    let (secret, now) = (Token::for_program(), demo.house.now());
    let token = AccessToken {
        id: AccessTokenId(demo.house.id()),
        account: AccountId(account.parse().unwrap()),
        name: "проверка".to_owned(),
        scope: TokenScope::Read,
        unit: None,
        expires_on: now.day(demo.house.settings.zone),
        created_at: now,
        last_used_at: None,
        revoked_at: None,
    };
    demo.house.db.write(|tx| tokens::add(tx, &token, &secret.hash(), None)).unwrap();
    secret.reveal().to_owned()
}
