//! 18:55 on the last day: 29 municipalities save 60 answers each over the loopback while entry closes. What was acknowledged
//! is there, what was not is told why, and after the owner extends the day everything arrives.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use access::{Level, NewSession, Role, Token};
use monitoring::actions::campaign::{self, Plan};
use monitoring::actions::deadline;
use monitoring::model::{CampaignId, SheetId};
use monitoring::{RunCampaign, store};
use testing::{Engine, TestApp, both_databases};
use units::{NewUnit, Unit, UnitId};
use web::Cx;

/// Clients at once, as many as Амурская область has municipalities.
const CLIENTS: usize = 29;
/// Seconds from the beginning of the rush to the closing.
const UNTIL_CLOSING: i64 = 3;

/// One methodist at one machine.
struct Client {
    sheet: SheetId,
    cookie: String,
    csrf: String,
}

/// What the server said to one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Kept,
    Closed,
    Other(u16),
}

both_databases! {
    fn every_acknowledged_answer_of_the_closing_rush_is_there(engine) {
        let stage = Rush::new(engine);
        let (url, (stop, server)) = crate::demo::serve(&stage.app.house);
        stage.close_in(UNTIL_CLOSING);
        let first = stage.round(&url);
        let kept = count(&first, Said::Kept);
        let closed = count(&first, Said::Closed);
        println!("{engine:?}: {kept} kept, {closed} told that entry is closed, of {}", first.len());
        assert!(kept > 0 && closed > 0, "the closing did not fall into the rush: {kept} kept, {closed} closed");
        assert_eq!(kept + closed, first.len(), "{:?}", first.iter().find(|one| matches!(one.2, Said::Other(_))));
        stage.check(&first);
        stage.extend();
        let second = stage.round(&url);
        assert!(second.iter().all(|one| one.2 == Said::Kept), "{:?}", second.iter().find(|one| one.2 != Said::Kept));
        stage.check(&second);
        assert_eq!(stage.stored().len(), CLIENTS * 59, "every answer of every municipality");
        let _ = stop.send(());
        let _ = server.join();
    }
}

fn count(all: &[(SheetId, String, Said)], what: Said) -> usize {
    all.iter().filter(|one| one.2 == what).count()
}

struct Rush {
    app: TestApp,
    region: Unit,
    campaign: CampaignId,
    clients: Arc<Vec<Client>>,
    numbers: Arc<Vec<String>>,
}

impl Rush {
    /// A region with its municipalities, an open campaign, everybody signed in. The clock runs.
    fn new(engine: Engine) -> Self {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 6, 30).unwrap();
        let five_to_seven = db::day_start(chrono_tz::Asia::Yakutsk, day).plus_seconds(18 * 3600 + 55 * 60);
        let clock = db::Clock::running_from(five_to_seven);
        let app = TestApp::at(engine, metodset::areas::all(), clock, |_| {});
        let region = plant(&app);
        let mut cx = Cx::outside(&app.house, None).unwrap();
        let may = cx.operator::<RunCampaign>().unwrap();
        let date = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let days = [date(6, 1), date(6, 30), date(7, 31), date(8, 20)];
        let hour = chrono::NaiveTime::from_hms_opt(19, 0, 0);
        let plan = Plan { template: "amur-2020/mms", period: "2026", days, hour };
        let campaign = campaign::plan(&mut cx, &may, &region, &plan).unwrap();
        campaign::open(&mut cx, &may, campaign).unwrap();
        let sheets = store::sheets::of_campaign(cx.conn(), campaign, may.ranges()).unwrap();
        cx.finish().unwrap();
        let clients = sheets.iter().map(|sheet| client(&app, sheet.id, &sheet.unit_path)).collect();
        let template = app.house.packs.template("amur-2020/mms").unwrap();
        let asked = template.indicators().filter(|(_, one)| !one.is_judgement());
        let numbers = asked.map(|(_, one)| one.no.clone()).collect();
        Self { campaign, region, clients: Arc::new(clients), numbers: Arc::new(numbers), app }
    }

    fn close_in(&self, seconds: i64) {
        let at = self.app.house.now();
        let day = at.day(self.app.house.settings.zone);
        let ids: Vec<SheetId> = self.clients.iter().map(|client| client.sheet).collect();
        self.app.write(|tx| store::sheets::extend(tx, &ids, day, at.plus_seconds(seconds), at));
    }

    fn extend(&self) {
        let mut cx = Cx::outside(&self.app.house, None).unwrap();
        let may = cx.operator::<RunCampaign>().unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
        let extended = deadline::extend(&mut cx, &may, self.campaign, &[], (day, None), "час пик").unwrap();
        assert_eq!(extended, CLIENTS, "{}", self.region.name);
        cx.finish().unwrap();
    }

    /// Everybody saves everything at once: 59 answers, and the first one once more.
    fn round(&self, url: &str) -> Vec<(SheetId, String, Said)> {
        let place = url.trim_start_matches("http://").to_owned();
        let threads: Vec<_> = (0..CLIENTS)
            .map(|index| {
                let (clients, numbers) = (Arc::clone(&self.clients), Arc::clone(&self.numbers));
                let place = place.clone();
                std::thread::spawn(move || {
                    let client = &clients[index];
                    let again = numbers.iter().take(1);
                    let said = numbers
                        .iter()
                        .chain(again)
                        .map(|no| (client.sheet, no.clone(), save(&place, client, no)));
                    said.collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    }

    /// Answers in the database: (sheet, number).
    fn stored(&self) -> Vec<(SheetId, String)> {
        let ids: Vec<SheetId> = self.clients.iter().map(|client| client.sheet).collect();
        let rows = self.app.house.db.read(|conn| store::answers::of_sheets(conn, &ids)).unwrap();
        let answered = rows.into_iter().filter(|row| !row.declared.is_empty());
        answered.map(|row| (row.sheet_id, row.no)).collect()
    }

    /// Acknowledged answers are there, and no other came with them.
    fn check(&self, said: &[(SheetId, String, Said)]) {
        let stored = self.stored();
        let kept: Vec<_> = said.iter().filter(|one| one.2 == Said::Kept).collect();
        for (sheet, no, _) in &kept {
            assert!(stored.contains(&(*sheet, no.clone())), "{sheet} {no} was acknowledged and is not there");
        }
        let is_kept = |row: &(SheetId, String)| kept.iter().any(|one| one.0 == row.0 && one.1 == row.1);
        assert!(stored.iter().all(is_kept), "an answer is there that nobody was told of");
    }
}

fn plant(app: &TestApp) -> Unit {
    let house = &app.house;
    app.write(|tx| {
        let unit = |tx: &mut db::WriteTx, parent: Option<&Unit>, level, kind, name: &str| {
            let new = NewUnit::named(UnitId(house.id()), parent, level, kind, name, house.now());
            units::store::add(tx, house.id(), &new)
        };
        let region = unit(tx, None, Level::Region, "region", "Приозёрная область")?;
        let since = chrono::NaiveDate::from_ymd_opt(2020, 7, 13).unwrap();
        units::store::bind(tx, house.id(), region.id, "amur-2020", since)?;
        for number in 1..=CLIENTS {
            unit(tx, Some(&region), Level::Municipality, "municipal_district", &format!("Округ {number}"))?;
        }
        Ok(region)
    })
}

fn client(app: &TestApp, sheet: SheetId, path: &str) -> Client {
    let account = app.account(Role::MunicipalMethodist, Level::Municipality, path);
    let (token, csrf) = (Token::random(), Token::random());
    let (id, now) = (app.house.id(), app.house.now());
    let (token_hash, agent, address) = (token.hash(), "test", "");
    let new = NewSession { id, account, token_hash: &token_hash, csrf: csrf.reveal(), agent, address };
    app.write(|tx| access::store::open_session(tx, &new, now));
    let cookie = format!("metodset_session={}", token.reveal());
    Client { sheet, cookie, csrf: csrf.reveal().to_owned() }
}

/// One answer as the script of the page sends it.
fn save(place: &str, client: &Client, no: &str) -> Said {
    let body = format!("_csrf={}&value=no&version=0", client.csrf);
    let head = format!(
        "POST /monitoring/sheets/{}/answers/{no} HTTP/1.1\r\nHost: {place}\r\nCookie: {}\r\nX-Requested-With: fetch\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        client.sheet,
        client.cookie,
        body.len()
    );
    let mut stream = TcpStream::connect(place).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    let mut sent = Vec::new();
    stream.read_to_end(&mut sent).unwrap();
    let text = String::from_utf8_lossy(&sent);
    match text.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0) {
        200 => Said::Kept,
        422 if text.contains("Сбор закрылся") => Said::Closed,
        status => Said::Other(status),
    }
}
