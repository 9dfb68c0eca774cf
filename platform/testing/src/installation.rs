//! An installation for one test: the given areas on a database of their own, at a standing clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::{AccountId, Level, NewSession, Role, Token};
use chrono::NaiveDate;
use db::{Clock, Db, Durability, Ids, Moment, WriteTx};
use diesel::prelude::*;
use files::Vault;
use tempfile::TempDir;
use web::{Area, House, HouseParts, NoAssets, NoPress, Press, Settings};

use crate::press::PlainPress;
use crate::{Browser, Engine, Sink, TestDatabase};

/// The packs the program is built with.
fn embedded() -> packs::Library {
    packs::Library::embedded().expect("the embedded packs are whole")
}

/// The day tests take place, unless they say otherwise: the demo's day.
const DAY: (i32, u32, u32) = (2026, 6, 18);

/// An installation for one test.
pub struct TestApp {
    /// The house.
    pub house: Arc<House>,
    /// Its database, for tests that open it a second time.
    pub database: TestDatabase,
    folder: TempDir,
    people: AtomicI64,
}

impl TestApp {
    /// The areas on an empty database, on 18 June 2026 at noon in Blagoveshchensk.
    pub fn of(engine: Engine, areas: Vec<Area>) -> Self {
        let (year, month, day) = DAY;
        Self::on_day(engine, areas, NaiveDate::from_ymd_opt(year, month, day).unwrap())
    }

    /// The same on another day.
    pub fn on_day(engine: Engine, areas: Vec<Area>, day: NaiveDate) -> Self {
        let noon = db::day_start(chrono_tz::Asia::Yakutsk, day).plus_seconds(12 * 3600);
        Self::at(engine, areas, Clock::standing_at(noon), |_| {})
    }

    /// The same with a clock and settings of the test's own.
    pub fn at(engine: Engine, areas: Vec<Area>, clock: Clock, adjust: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::default();
        adjust(&mut settings);
        Self::built(engine, areas, clock, settings, (None, Box::new(NoPress), embedded()))
    }

    fn built(
        engine: Engine,
        areas: Vec<Area>,
        clock: Clock,
        settings: Settings,
        (vault, press, packs): (Option<Vault>, Box<dyn Press>, packs::Library),
    ) -> Self {
        let database = TestDatabase::new(engine);
        let folder = tempfile::tempdir().unwrap();
        let house = House::build(HouseParts {
            db: Db::open(&database.target, Durability::None).unwrap(),
            clock,
            ids: Ids::of_node(1),
            vault: vault.unwrap_or_else(|| Vault::in_folder(folder.path()).unwrap()),
            packs,
            assets: Box::new(NoAssets),
            press,
            settings,
            key: b"test key".to_vec(),
            areas,
        });
        Self { house, database, folder, people: AtomicI64::new(0) }
    }

    /// The same with a file store of the test's own.
    pub fn over(engine: Engine, areas: Vec<Area>, vault: Vault) -> Self {
        let (year, month, day) = DAY;
        let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let noon = db::day_start(chrono_tz::Asia::Yakutsk, day).plus_seconds(12 * 3600);
        Self::built(
            engine,
            areas,
            Clock::standing_at(noon),
            Settings::default(),
            (Some(vault), Box::new(NoPress), embedded()),
        )
    }

    /// The same with a press that prints words without type.
    pub fn with_press(engine: Engine, areas: Vec<Area>) -> Self {
        Self::with_packs(engine, areas, embedded())
    }

    /// The same by packs of the test's own, with such a press.
    pub fn with_packs(engine: Engine, areas: Vec<Area>, packs: packs::Library) -> Self {
        let (year, month, day) = DAY;
        let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let noon = db::day_start(chrono_tz::Asia::Yakutsk, day).plus_seconds(12 * 3600);
        let press: Box<dyn Press> = Box::new(PlainPress);
        Self::built(engine, areas, Clock::standing_at(noon), Settings::default(), (None, press, packs))
    }

    /// The same installation with letters, handed over to the sink.
    pub fn with_post(engine: Engine, areas: Vec<Area>, sink: &Sink) -> Self {
        let (year, month, day) = DAY;
        let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let noon = db::day_start(chrono_tz::Asia::Yakutsk, day).plus_seconds(12 * 3600);
        Self::at(engine, areas, Clock::standing_at(noon), |settings| letters(settings, sink))
    }

    /// A further server on the same database, `seconds` later, with a way of its own to the sink.
    pub fn server_later(&self, areas: Vec<Area>, seconds: i64, sink: &Sink) -> Arc<House> {
        let mut settings = self.house.settings.clone();
        letters(&mut settings, sink);
        House::build(HouseParts {
            db: Db::open(&self.database.target, Durability::None).unwrap(),
            clock: Clock::standing_at(self.house.now().plus_seconds(seconds)),
            ids: Ids::of_node(2),
            vault: Vault::in_folder(self.folder.path()).unwrap(),
            packs: self.house.packs.clone(),
            assets: Box::new(NoAssets),
            press: Box::new(NoPress),
            settings,
            key: b"test key".to_vec(),
            areas,
        })
    }

    /// Runs every job that is due.
    pub fn run_jobs(&self) {
        run_jobs(&self.house);
    }

    /// The folder of files of this installation.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Writes in a transaction of the test's own.
    pub fn write<T>(&self, work: impl FnOnce(&mut WriteTx) -> db::Result<T>) -> T {
        self.house.db.write(work).unwrap()
    }

    /// An account with a role at the unit whose path is given, and a signed-in browser for it.
    pub fn browser_as(&self, role: Role, level: Level, unit_path: &str) -> Browser {
        let account = self.account(role, level, unit_path);
        self.signed_in(account)
    }

    /// A browser nobody has signed in with.
    pub fn stranger(&self) -> Browser {
        Browser::new(&self.house, String::new(), String::new())
    }

    /// An active account with one role; its name is invented and counted.
    pub fn account(&self, role: Role, level: Level, unit_path: &str) -> AccountId {
        use access::schema::{accounts, role_grants};
        let number = self.people.fetch_add(1, Ordering::Relaxed) + 1;
        let (id, now) = (self.house.id(), self.house.now());
        let unit =
            unit_path.trim_matches('/').rsplit('/').next().and_then(|id| id.parse::<i64>().ok()).unwrap_or(0);
        self.write(|tx| {
            diesel::insert_into(accounts::table)
                .values((
                    (accounts::id.eq(id), accounts::login.eq(format!("person{number}"))),
                    accounts::login_key.eq(format!("person{number}")),
                    (accounts::last_name.eq("Проверкин"), accounts::first_name.eq("Пётр")),
                    (accounts::middle_name.eq("Ильич"), accounts::name_key.eq("проверкин петр ильич")),
                    accounts::password_hash.eq(None::<String>),
                    accounts::state.eq("active"),
                    (accounts::created_at.eq(now.0), accounts::updated_at.eq(now.0), accounts::version.eq(1)),
                ))
                .execute(&mut **tx)?;
            diesel::insert_into(role_grants::table)
                .values((
                    (role_grants::id.eq(self.house.id()), role_grants::account_id.eq(id)),
                    (role_grants::role.eq(role.code()), role_grants::level.eq(level.code())),
                    (role_grants::unit_id.eq(unit), role_grants::scope_path.eq(unit_path)),
                    role_grants::valid_from.eq(NaiveDate::from_ymd_opt(2020, 1, 1).unwrap()),
                    role_grants::valid_to.eq(None::<NaiveDate>),
                    (role_grants::basis.eq("тест"), role_grants::created_at.eq(now.0)),
                ))
                .execute(&mut **tx)?;
            Ok(())
        });
        AccountId(id)
    }

    /// A browser of an expert, who may little, and who stands in, for this year, for somebody with the role: «Проверкин П. И. за Проверкина П. И.».
    pub fn stand_in(&self, role: Role, level: Level, unit_path: &str) -> Browser {
        let absent = self.account(role, level, unit_path);
        let deputy = self.account(Role::Expert, Level::Region, unit_path);
        let (id, now) = (self.house.id(), self.house.now());
        self.write(|tx| {
            tx.batch(&format!(
                "INSERT INTO delegations (id, grant_id, absent_id, deputy_id, valid_from, valid_to, reason, ground, duties, \
                 created_at) SELECT {id}, g.id, {absent}, {deputy}, '2026-01-01', '2026-12-31', 'vacation', '', '', {} \
                 FROM role_grants g WHERE g.account_id = {absent}",
                now.0
            ))
        });
        self.signed_in(deputy)
    }

    /// A browser with a fresh session of the account.
    pub fn signed_in(&self, account: AccountId) -> Browser {
        let (token, csrf) = (Token::random(), Token::random());
        let (id, now): (i64, Moment) = (self.house.id(), self.house.now());
        let (token_hash, agent, address) = (token.hash(), "test", "");
        let csrf_text = csrf.reveal();
        let new = NewSession { id, account, token_hash: &token_hash, csrf: csrf_text, agent, address };
        self.write(|tx| access::store::open_session(tx, &new, now));
        Browser::new(&self.house, format!("metodset_session={}", token.reveal()), csrf.reveal().to_owned())
    }
}

/// Runs every job of this server that is due.
pub fn run_jobs(house: &House) {
    jobs::run_due(house, &house.db, &house.clock, &house.ids, &house.jobs).unwrap();
}

fn letters(settings: &mut Settings, sink: &Sink) {
    "https://metodset.example".clone_into(&mut settings.public_address);
    settings.post = Some(sink.post());
}
