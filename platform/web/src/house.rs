//! The house: everything a request needs besides itself, made once at start.

use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use access::{AccountId, FactorDemand, Keyring, Policy};
use chrono_tz::Tz;
use db::{Clock, Db, Ids, Moment};
use files::Vault;
use parking_lot::Mutex;
use registry::{Door, Registry};

use crate::area::SignInPage;
use crate::{Area, AssetSource, PaperForm, Press, Route, Signer};

/// How long somebody waits for the press.
const PRINTING: std::time::Duration = std::time::Duration::from_secs(1);

/// What the configuration says about serving.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The zone where a unit names none.
    pub zone: Tz,
    /// The largest upload, bytes.
    pub upload_limit: u64,
    /// Cookies only over HTTPS.
    pub is_secure: bool,
    /// Pages for those who build the house: /design.
    pub is_development: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<crate::Network>,
    /// How long a client may take.
    pub patience: Patience,
    /// `https://metodset.example`, without a slash at the end; empty: links are built from the request's `Host`.
    pub public_address: String,
    /// The way to the mail server; none: no letters.
    pub post: Option<mail::Post>,
    /// From whom the second factor is demanded.
    pub second_factor: FactorDemand,
    /// Objects a person takes away in files in a day.
    pub export_limit: access::ExportLimits,
    /// Who else may say who a person is; none: passwords alone.
    pub provider: Option<Arc<dyn crate::Provider>>,
    /// The keys of the installation, for secrets that must be read again.
    pub keys: Keyring,
}

/// How long a client may take: whoever is slower gives the place to others.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// From the opened connection, or from the last reply on it, to the whole head of the next request.
    pub head: Duration,
    /// For a form or a JSON document.
    pub form: Duration,
    /// For a form with files: 50 MB over a line of 256 kbit/s and as much again.
    pub upload: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(30), form: Duration::from_mins(1), upload: Duration::from_mins(50) }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            zone: chrono_tz::Asia::Yakutsk,
            upload_limit: 50_000_000,
            is_secure: false,
            is_development: false,
            trusted_proxies: Vec::new(),
            patience: Patience::default(),
            public_address: String::new(),
            post: None,
            second_factor: FactorDemand::Off,
            export_limit: access::ExportLimits::default(),
            provider: None,
            keys: Keyring::default(),
        }
    }
}

/// What the house is built from.
pub struct HouseParts {
    /// The database, migrated.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// The ids of this process's node.
    pub ids: Ids,
    /// The file store.
    pub vault: Vault,
    /// Regulation packs.
    pub packs: packs::Library,
    /// The built browser side.
    pub assets: Box<dyn AssetSource>,
    /// Prints pictures in dots.
    pub press: Box<dyn Press>,
    /// Settings.
    pub settings: Settings,
    /// The installation's signing key.
    pub key: Vec<u8>,
    /// The areas.
    pub areas: Vec<Area>,
}

/// Everything a request needs besides itself.
pub struct House {
    own: Weak<Self>,
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Clock,
    /// Makes ids.
    pub ids: Ids,
    /// The file store.
    pub vault: Vault,
    /// Regulation packs.
    pub packs: packs::Library,
    /// The built browser side.
    pub assets: Box<dyn AssetSource>,
    /// Prints pictures in dots.
    pub press: Box<dyn Press>,
    /// Settings.
    pub settings: Settings,
    /// Signs what a browser brings back.
    pub signer: Signer,
    /// Who may do what.
    pub policy: Policy,
    /// What areas offer.
    pub registry: Registry,
    /// All routes.
    pub routes: Vec<Route>,
    /// What was worked out once and never changes.
    pub kept: crate::kept::Kept,
    /// How far long work of this process has come.
    pub progress: crate::progress::Progress,
    /// All kinds of jobs.
    pub jobs: Vec<jobs::Kind<House>>,
    pub(crate) sign_in_page: Option<SignInPage>,
    pub(crate) proof_page: Option<SignInPage>,
    pub(crate) factor_page: Option<SignInPage>,
    /// The OpenAPI document, made when first asked for.
    pub(crate) openapi: std::sync::OnceLock<String>,
    /// Passwords.
    pub(crate) turnstile: crate::turnstile::Turnstile,
    /// Files that are parsed: they never keep a sign-in waiting.
    pub(crate) parsing: crate::turnstile::Turnstile,
    /// Calls to the identity provider: a slow one keeps no password waiting.
    pub(crate) calling: crate::turnstile::Turnstile,
    /// Pictures drawn in dots.
    pub(crate) drawing: crate::turnstile::Turnstile,
    /// So many papers printed at a time.
    pub(crate) printing: crate::turnstile::Turnstile,
    /// Whether requests may be sent here.
    pub readiness: crate::Readiness,
    pub(crate) badges: Mutex<HashMap<AccountId, (Moment, i64)>>,
}

impl House {
    /// A handle of its own, for a job that acts as a command does; none: it is being taken down.
    pub fn handle(&self) -> Option<Arc<Self>> {
        self.own.upgrade()
    }

    /// Builds the house from its parts.
    pub fn build(parts: HouseParts) -> Arc<Self> {
        let mut house = Self {
            own: Weak::new(),
            db: parts.db,
            clock: parts.clock,
            ids: parts.ids,
            vault: parts.vault,
            packs: parts.packs,
            assets: parts.assets,
            press: parts.press,
            settings: parts.settings,
            signer: Signer::with_key(&parts.key),
            policy: Policy::default(),
            registry: Registry::default(),
            routes: crate::routes(),
            kept: crate::kept::Kept::default(),
            progress: crate::progress::Progress::default(),
            jobs: crate::letters::jobs(),
            sign_in_page: None,
            proof_page: None,
            factor_page: None,
            openapi: std::sync::OnceLock::new(),
            turnstile: crate::turnstile::Turnstile::of(2),
            parsing: crate::turnstile::Turnstile::of(2),
            calling: crate::turnstile::Turnstile::of(2),
            drawing: crate::turnstile::Turnstile::of(1),
            printing: crate::turnstile::Turnstile::of(2),
            readiness: crate::Readiness::default(),
            badges: Mutex::default(),
        };
        if house.settings.is_development {
            house.routes.extend(crate::design::routes());
        }
        let mut rows = Vec::new();
        for mut area in parts.areas {
            area.obligations.iter_mut().for_each(|offer| offer.learn(&house.packs));
            area.portfolio.iter_mut().for_each(|offer| offer.learn(&house.packs));
            area.directions.iter_mut().for_each(|offer| offer.learn(&house.packs));
            area.facts.iter_mut().for_each(|offer| offer.learn(&house.packs));
            area.tallies.iter_mut().for_each(|offer| offer.learn(&house.packs));
            area.papers.iter_mut().for_each(|offer| offer.learn(&house.packs));
            area.findings.iter_mut().for_each(|offer| offer.learn(&house.packs));
            rows.extend(area.access);
            house.routes.extend(area.routes);
            house.jobs.extend(area.jobs);
            house.registry.doors.push(Door { area: area.name, lines: area.menu.clone() });
            house.registry.menu.extend(area.menu);
            house.registry.facts.extend(area.facts);
            house.registry.obliging.extend(area.obligations.iter().map(|_| area.name));
            house.registry.obligations.extend(area.obligations);
            house.registry.tallies.extend(area.tallies);
            house.registry.figures.extend(area.figures);
            house.registry.findings.extend(area.findings);
            house.registry.of_people.extend(area.of_people);
            house.registry.mergings.extend(area.mergings);
            house.registry.dividings.extend(area.dividings);
            house.registry.erasures.extend(area.erasures);
            house.registry.papers.extend(area.papers);
            house.registry.folders.extend(area.folders);
            house.registry.portfolio.extend(area.portfolio);
            house.registry.support.extend(area.support);
            house.registry.activity.extend(area.activity);
            house.registry.directions.extend(area.directions);
            house.registry.paths.extend(area.paths);
            house.registry.places = house.registry.places.take().or(area.places);
            house.registry.staff = house.registry.staff.take().or(area.staff);
            house.sign_in_page = house.sign_in_page.or(area.sign_in_page);
            house.proof_page = house.proof_page.or(area.proof_page);
            house.factor_page = house.factor_page.or(area.factor_page);
        }
        house.registry.findings.sort_by_key(|offer| offer.findable().place);
        house.policy = Policy::of(rows);
        Arc::new_cyclic(|own| Self { own: Weak::clone(own), ..house })
    }

    /// A picture in dots; one is drawn at a time, and whoever comes meanwhile is sent away at once.
    pub fn png(&self, svg: &str) -> crate::Result<Vec<u8>> {
        let _turn = self.drawing.try_enter().ok_or(crate::Error::Busy)?;
        self.press.png(svg).map_err(crate::Error::Broken)
    }

    /// A paper in a form. Two are printed at a time – each takes a core and tens of megabytes; its request holds a connection,
    /// so whoever comes meanwhile waits for a second and is then sent away.
    pub fn paper(&self, paper: &paper::Paper, form: PaperForm) -> crate::Result<Vec<u8>> {
        let _turn = self.printing.enter_within(PRINTING).ok_or(crate::Error::Busy)?;
        self.press.paper(paper, form).map_err(crate::Error::Broken)
    }

    /// The present instant.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// A new id.
    pub fn id(&self) -> i64 {
        self.ids.next(&self.clock)
    }
}
