//! The area through HTTP on both databases: signing in, forms carried on, invitations, managing, the journal.

mod carrying;
mod demanding;
mod exporting;
mod factor;
mod inviting;
mod journal;
mod letters;
mod managing;
mod parting;
mod providing;
mod proving;
mod readings;
mod recovering;
mod sealing;
mod sheets;
mod signing_in;
mod standing_in;
mod tokens;

use std::sync::LazyLock;

use access::{AccountId, Level, Role};
use db::Clock;
use testing::{Browser, Engine, TestApp};
use units::fixture::{SmallTree, plant};
use web::{Cx, Settings, Write};

use crate::model::{Account, Name, NewAccount, NewHolding, Place, Secret};
use crate::{ManageAccounts, store};

const PASSWORD: &str = "лесная тропа 7";
static HASH: LazyLock<Secret> = LazyLock::new(|| Secret::hash_of(PASSWORD));

/// An installation with a small tree; a second region for what lies outside.
struct Stage {
    app: TestApp,
    tree: SmallTree,
    elsewhere: SmallTree,
}

fn stage(engine: Engine) -> Stage {
    let app = TestApp::of(engine, vec![units::area(), crate::area()]);
    let (tree, elsewhere) = (plant(&app.house).unwrap(), plant(&app.house).unwrap());
    Stage { app, tree, elsewhere }
}

/// The same with letters, handed over to a mail server.
fn stage_with(engine: Engine, sink: &testing::Sink) -> Stage {
    let app = TestApp::with_post(engine, areas(), sink);
    let (tree, elsewhere) = (plant(&app.house).unwrap(), plant(&app.house).unwrap());
    Stage { app, tree, elsewhere }
}

/// The same at a clock and with settings of the test's own.
fn stage_at(engine: Engine, clock: Clock, adjust: impl FnOnce(&mut Settings)) -> Stage {
    let app = TestApp::at(engine, areas(), clock, adjust);
    let (tree, elsewhere) = (plant(&app.house).unwrap(), plant(&app.house).unwrap());
    Stage { app, tree, elsewhere }
}

fn areas() -> Vec<web::Area> {
    vec![units::area(), crate::area()]
}

impl Stage {
    fn administrator(&self) -> Browser {
        self.app.browser_as(Role::Administrator, Level::Region, &self.tree.region.path)
    }

    /// An active account that signs in with [`PASSWORD`].
    fn settled(&self, login: &str, role: Role, unit: &units::Unit) -> AccountId {
        let mut cx = Cx::<Write>::outside(&self.app.house, None).unwrap();
        let may = cx.operator::<ManageAccounts>().unwrap();
        let place =
            Place { unit: unit.id.0, path: unit.path.clone(), level: unit.level(), title: unit.name.clone() };
        let today = cx.today().unwrap();
        let holding = NewHolding { role, place, from: today, to: None, basis: "приказ № 1".into() };
        let name = Name {
            last: "Кедрова".into(), first: "Вера".into(), middle: "Ильинична".into()
        };
        let new = NewAccount { login: login.to_owned(), name, holding };
        let id = crate::settle(&mut cx, &may, &new, &HASH).unwrap();
        cx.finish().unwrap();
        id
    }

    fn account(&self, id: AccountId) -> Account {
        self.app.house.db.read(|conn| store::own(conn, id)).unwrap().unwrap()
    }

    /// The confirmed address of an account.
    fn address(&self, id: AccountId, address: &str) {
        let now = self.app.house.now();
        self.app.write(|tx| mail::addresses::set(tx, id, address, Some(now), now, now));
    }

    fn by_login(&self, login: &str) -> Option<Account> {
        self.app.house.db.read(|conn| store::by_login(conn, login)).unwrap()
    }

    fn sql(&self, text: &str) {
        self.app.write(|tx| tx.batch(text));
    }

    /// A browser in which the person has just signed in.
    fn entered(&self, login: &str) -> Browser {
        let browser = self.app.stranger();
        browser.page("/sign-in");
        browser.done("/sign-in", &[("login", login), ("password", PASSWORD)]);
        browser
    }
}
