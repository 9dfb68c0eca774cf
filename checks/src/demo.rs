//! The small demo, filled into a folder or a PostgreSQL database of one test and served on a free port.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use chrono::NaiveDate;
use metodset::config::{Config, Sources};
use metodset::demo::{Plan, Ready, Scale, SignIn};
use metodset::house::Ground;
use tempfile::TempDir;
use testing::{CLIENT_ID, CLIENT_SECRET, Engine, IdentityProvider, TestDatabase};
use tokio::sync::oneshot;
use web::House;

/// A demo and its server; both go when this is dropped.
pub struct Demo {
    pub house: Arc<House>,
    /// `http://127.0.0.1:40123`, without a slash at the end.
    pub url: String,
    sign_ins: Vec<SignIn>,
    server: Option<Server>,
    _ground: Ground,
    _database: Option<TestDatabase>,
    _folder: TempDir,
}

impl Demo {
    /// Fills the small demo with its first seed and serves it.
    pub fn on(engine: Engine) -> Self {
        Self::of(engine, Scale::Small, &[])
    }

    /// Served as a proxy with TLS would be in front of it.
    pub fn behind_tls() -> Self {
        Self::of(Engine::Sqlite, Scale::Small, &[("behind-tls", "true")])
    }

    /// The whole region with its neighbours, on SQLite.
    pub fn whole() -> Self {
        Self::of(Engine::Sqlite, Scale::Region, &[])
    }

    /// An archive of an earlier version, restored and brought up to this one.
    pub fn stored(engine: Engine, archive: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        Self::begun(engine, Scale::Small, listener, &[], |config| {
            metodset::restored::restore(config, archive, false, &|_, _, _| {}).unwrap();
        })
    }

    /// With an identity provider beside it that sends people back.
    pub fn with_provider(title: &str) -> (Self, IdentityProvider) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let provider = IdentityProvider::start(&format!("{address}/sign-in/provider/return"));
        let flags = [
            ("public-address", address.as_str()),
            ("oidc-issuer", &provider.issuer),
            ("oidc-client-id", CLIENT_ID),
            ("oidc-client-secret", CLIENT_SECRET),
            ("oidc-title", title),
        ];
        (Self::begun(Engine::Sqlite, Scale::Small, listener, &flags, |_| {}), provider)
    }

    fn of(engine: Engine, scale: Scale, flags: &[(&'static str, &str)]) -> Self {
        Self::begun(engine, scale, TcpListener::bind("127.0.0.1:0").unwrap(), flags, |_| {})
    }

    fn begun(
        engine: Engine,
        scale: Scale,
        listener: TcpListener,
        flags: &[(&'static str, &str)],
        before: impl FnOnce(&Config),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = (engine == Engine::Postgres).then(|| TestDatabase::bare("LOCALE 'C' ENCODING 'UTF8'"));
        let mut flags: BTreeMap<_, _> =
            flags.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        flags.insert("dir", folder.path().display().to_string());
        if let Some(db::Target::Postgres(url)) = database.as_ref().map(|database| &database.target) {
            flags.insert("database", url.clone());
        }
        let config = Config::from_sources(&Sources { flags, ..Sources::default() }).unwrap();
        before(&config);
        let today = NaiveDate::from_ymd_opt(2026, 6, 18).unwrap();
        let plan = Plan { seed: 1, today, scale };
        let Ready { ground, sign_ins, clock, .. } = metodset::demo::open(&config, &plan, None).unwrap();
        let house = ground.house(clock).unwrap();
        let (url, server) = serve_on(listener, &house);
        Self {
            house,
            url,
            sign_ins,
            server: Some(server),
            _ground: ground,
            _database: database,
            _folder: folder,
        }
    }

    /// Login and password of the role's account.
    pub fn sign_in(&self, role: &str) -> (&str, &str) {
        let found = self.sign_ins.iter().find(|one| one.role == role);
        let found = found.unwrap_or_else(|| panic!("nobody signs in as {role}"));
        (&found.login, &found.password)
    }

    /// Password of the account with this login.
    pub fn password_of(&self, login: &str) -> &str {
        let found = self.sign_ins.iter().find(|one| one.login == login);
        &found.unwrap_or_else(|| panic!("nobody signs in as {login}")).password
    }

    /// The first line a query with one text column called `line` answers.
    pub fn ask(&self, query: &str) -> String {
        self.all(query).into_iter().next().unwrap_or_else(|| panic!("nothing found: {query}"))
    }

    /// Every line of such a query.
    pub fn all(&self, query: &str) -> Vec<String> {
        self.house.db.read(|conn| Ok::<_, db::Error>(crate::tables::lines(conn, query))).unwrap()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if let Some((stop, server)) = self.server.take() {
            // A server that stopped by itself has nobody to tell.
            let _ = stop.send(());
            let _ = server.join();
        }
    }
}

type Server = (oneshot::Sender<()>, JoinHandle<()>);

pub(crate) fn serve(house: &Arc<House>) -> (String, Server) {
    serve_on(TcpListener::bind("127.0.0.1:0").unwrap(), house)
}

fn serve_on(listener: TcpListener, house: &Arc<House>) -> (String, Server) {
    listener.set_nonblocking(true).unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel();
    let house = Arc::clone(house);
    let server = thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            // A browser keeps its connections open: the server does not wait for them.
            tokio::select! {
                served = web::serve(house, listener, std::future::pending()) => served.unwrap(),
                _ = stopped => {}
            }
        });
        runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    });
    (url, (stop, server))
}
