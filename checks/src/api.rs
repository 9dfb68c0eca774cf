//! The API over the demo says the same as the pages do.

use std::collections::BTreeMap;

use access::store::tokens;
use access::{AccessToken, AccessTokenId, AccountId, Token, TokenScope};
use db::Ranges;
use serde_json::Value;

use crate::demo::Demo;
use crate::wire::Wire;

/// Everybody who has published results in the whole demo, and how many campaigns each has.
const OWNERS: [(&str, &str, usize); 3] =
    [("institute", "Амурская область", 2), ("vladimir", "Владимир", 3), ("terek", "Терский район", 1)];

#[test]
fn totals_of_pages_files_and_the_api_are_the_same_over_the_whole_demo() {
    let demo = Demo::whole();
    let mut compared = 0;
    for (login, owner, campaigns) in OWNERS {
        let token = token(&demo, login);
        let mut wire = Wire::signed_in_with(&demo, login);
        let published = lines(&demo, owner);
        assert_eq!(published.len(), campaigns, "{owner}");
        for campaign in published {
            let api = of_api(&demo, &campaign, &token);
            let (mut pages, mut files) = (BTreeMap::new(), BTreeMap::new());
            for level in ["municipality", "okrug", "organisation", "person"] {
                if !api.keys().any(|(of, _)| of == level) {
                    continue;
                }
                let page = wire.get(&format!("/monitoring/{campaign}/results?level={level}")).text();
                pages
                    .extend(totals(&page).into_iter().map(|(name, total)| ((level.to_owned(), name), total)));
                let file =
                    wire.get(&format!("/monitoring/{campaign}/download?what=heat&as=xlsx&level={level}"));
                let rows = crate::results::totals_of(&file.body);
                files.extend(rows.into_iter().map(|(name, (score, _))| ((level.to_owned(), name), score)));
            }
            assert_eq!(api, pages, "{owner}: the page");
            if login == "institute" {
                let told: BTreeMap<String, String> =
                    api.iter().map(|((_, name), total)| (name.clone(), total.clone())).collect();
                assert_eq!(of_report(&demo, &mut wire, &campaign), told, "{owner}: the report");
            }
            for (object, total) in &api {
                assert_eq!(
                    files.get(object).map(|score| score.replace('.', ",")).as_ref(),
                    Some(total),
                    "{object:?}"
                );
            }
            compared += api.len();
            let anew = wire.get(&format!("/monitoring/{campaign}/recomputation")).text();
            assert!(anew.contains("Все показатели сошлись"), "{owner}: {anew}");
        }
    }
    assert_eq!(compared, 2 * 29 + 3 + 34, "objects of the whole demo");
    passport_of_terek(&demo);
}

/// 24 organisations, 940 staff, the site's seven schools, the library's two hosts: as the programme says (TE-1-fact-a…m).
fn passport_of_terek(demo: &Demo) {
    let all = demo.house.db.read(|conn| units::store::all_within(conn, &Ranges::under(["/"]))).unwrap();
    let terek = all.iter().find(|unit| unit.short_name == "Терский район").unwrap();
    let page = Wire::signed_in_with(demo, "terek").get(&format!("{}/census", terek.url())).text();
    assert!(page.contains("Сходится 16 из\u{a0}16\u{a0}чисел"), "{page}");
}

fn lines(demo: &Demo, owner: &str) -> Vec<String> {
    let query = format!(
        "SELECT DISTINCT CAST(c.id AS TEXT) AS line FROM campaigns c JOIN units u ON u.id = c.unit_id \
         JOIN publications p ON p.campaign_id = c.id WHERE u.short_name = '{owner}' ORDER BY 1"
    );
    demo.all(&query)
}

/// Totals by level and name.
type Totals = BTreeMap<(String, String), String>;

fn of_api(demo: &Demo, campaign: &str, token: &str) -> Totals {
    let sent = Wire::stranger(demo).ask(&format!("/api/v1/campaigns/{campaign}/results?limit=200"), token);
    assert_eq!(sent.status, 200, "{}", sent.text());
    let told: Value = serde_json::from_str(&sent.text()).unwrap();
    let text = |one: &Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
    let scored = told["items"].as_array().unwrap().iter().filter(|one| one["left_out_reason"].is_null());
    let name = |one: &Value| match text(one, "subject").as_str() {
        "" => text(one, "name"),
        subject => subject.to_owned(),
    };
    scored.map(|one| ((text(one, "level"), name(one)), text(one, "score").replace('.', ","))).collect()
}

/// Names with the totals of the summary table of the report on a monitoring.
fn of_report(demo: &Demo, wire: &mut Wire<'_>, campaign: &str) -> BTreeMap<String, String> {
    let report = demo.ask(&format!(
        "SELECT CAST(id AS TEXT) AS line FROM reports WHERE campaign_id = {campaign} AND is_whole = TRUE ORDER BY id"
    ));
    let page = wire.get(&format!("/reports/{report}")).text();
    let table =
        page.split("<h3>Результаты</h3>").nth(1).expect("a summary table").split("</table>").next().unwrap();
    let rows = table.split("<tbody>").nth(1).unwrap().split("<tr>").skip(1);
    let cells = |row: &str| -> Vec<(bool, String)> {
        let each = row.split("<td").skip(1);
        let cell = |cell: &str| {
            let text = cell.split("<a ").nth(1).and_then(|rest| rest.split('>').nth(1)).unwrap_or_default();
            (cell.starts_with(" class=\"number\""), text.split('<').next().unwrap().to_owned())
        };
        each.map(cell).collect()
    };
    let line = |row: &str| {
        let cells = cells(row);
        let name = cells.iter().find(|(is_figure, _)| !is_figure).expect("a name").1.clone();
        // The last three are the total, the maximum and the percent.
        (name, cells[cells.len() - 3].1.clone())
    };
    rows.map(line).collect()
}

/// Names with the totals of the heat map's rows.
fn totals(page: &str) -> BTreeMap<String, String> {
    let rows = page.split("<tr>").filter(|row| row.contains("heat-name") && row.contains("/results/"));
    let between = |text: &str, from: &str, to: &str| -> String {
        let rest = text.split(from).nth(1).unwrap_or_else(|| panic!("no {from}: {text}"));
        rest.split(to).next().unwrap().to_owned()
    };
    let name = |row: &str| between(&between(row, "heat-name\"><a", "/a>"), ">", "<");
    rows.map(|row| (name(row), between(row, "trend-total\">", "<"))).collect()
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
