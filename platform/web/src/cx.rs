//! The context of one request or command: the person, one transaction, the time, and nothing else of the world.

use std::any::{Any, TypeId};
use std::sync::Arc;

use access::{Denied, Granted, Permission, Person};
use audit::{Action, Entry};
use chrono::NaiveDate;
use chrono_tz::Tz;
use db::{Conn, Moment, ReadTx, WriteTx};
use registry::Way;
use serde_json::Value;

use crate::route::Method;
use crate::{House, Prepared, Request, Result, cookies};

/// A context that can only read.
pub struct Read(ReadTx);
/// A context that writes.
pub struct Write(WriteTx);

/// Reading or writing: what both can do.
pub trait Mode: Sized {
    /// Whether the database stays as it is until the request ends.
    const IS_STILL: bool;
    /// The connection of the transaction.
    fn conn(&mut self) -> &mut Conn;
    /// Begins the transaction.
    fn begin(house: &House) -> Result<Self>;
    /// Ends it: a writing one commits.
    fn end(self) -> Result<()>;
}

impl Mode for Read {
    const IS_STILL: bool = true;

    fn conn(&mut self) -> &mut Conn {
        &mut self.0
    }
    fn begin(house: &House) -> Result<Self> {
        Ok(Self(house.db.begin_read()?))
    }
    fn end(self) -> Result<()> {
        Ok(())
    }
}

impl Mode for Write {
    const IS_STILL: bool = false;

    fn conn(&mut self) -> &mut Conn {
        &mut self.0
    }
    fn begin(house: &House) -> Result<Self> {
        Ok(Self(house.db.begin_write()?))
    }
    fn end(self) -> Result<()> {
        Ok(self.0.commit()?)
    }
}

/// Personal data shown by a page, noted in the journal before the reply leaves.
#[derive(Debug, Clone)]
pub(crate) struct Saw {
    pub kind: &'static str,
    pub ids: Vec<i64>,
    pub unit_path: String,
    /// In whose stead it was looked at.
    pub stead: Option<i64>,
}

/// What a handler or an action works in.
pub struct Cx<M> {
    pub(crate) mode: M,
    pub(crate) house: Arc<House>,
    pub(crate) request: Arc<Request>,
    pub(crate) person: Option<Person>,
    pub(crate) csrf: String,
    pub(crate) now: Moment,
    pub(crate) saw: Vec<Saw>,
    pub(crate) exports: crate::export::Exports,
    pub(crate) cookies: Vec<String>,
    pub(crate) prepared: Option<Prepared>,
    /// Ways asked for already.
    ways: Vec<(String, Arc<Way>)>,
    /// What else was asked for, by what it is and whose it is.
    known: Vec<(TypeId, String, Arc<dyn Any + Send + Sync>)>,
    /// The permission of the route: by what right its handler acts.
    pub(crate) permission: &'static str,
    /// Made by [`Cx::outside`]: no request of a browser stands behind it.
    is_outside: bool,
}

impl<M: Mode> Cx<M> {
    /// A context outside any request: commands and jobs act in the name of `person`, or of nobody.
    pub fn outside(house: &Arc<House>, person: Option<Person>) -> Result<Self> {
        let cx = Self::new(house, Arc::new(Request::default()), person, String::new())?;
        Ok(Self { is_outside: true, ..cx })
    }

    /// A permission over the whole installation for commands of its operator; a request never gets one.
    pub fn operator<P: Permission>(&self) -> Result<Granted<P>> {
        if self.is_outside && self.person.is_none() {
            return Ok(self.house.policy.operator::<P>());
        }
        Err(Denied::Stranger.into())
    }

    pub(crate) fn new(
        house: &Arc<House>,
        request: Arc<Request>,
        person: Option<Person>,
        csrf: String,
    ) -> Result<Self> {
        Ok(Self {
            mode: M::begin(house)?,
            house: Arc::clone(house),
            request,
            person,
            csrf,
            now: house.now(),
            saw: Vec::new(),
            exports: crate::export::Exports::default(),
            cookies: Vec::new(),
            prepared: None,
            ways: Vec::new(),
            known: Vec::new(),
            permission: "",
            is_outside: false,
        })
    }

    /// Ends the transaction; a writing one commits.
    pub fn finish(self) -> Result<()> {
        self.mode.end()
    }

    /// The connection, for a store's reading functions.
    pub fn conn(&mut self) -> &mut Conn {
        self.mode.conn()
    }

    /// The house.
    pub fn house(&self) -> &House {
        &self.house
    }

    /// A handle on the house that does not borrow the context: to read its registry while the connection is in use.
    pub fn house_handle(&self) -> Arc<House> {
        Arc::clone(&self.house)
    }

    /// The request.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// A handle on the request that does not borrow the context.
    pub fn request_handle(&self) -> Arc<Request> {
        Arc::clone(&self.request)
    }

    /// The signed-in person.
    pub fn person(&self) -> Option<&Person> {
        self.person.as_ref()
    }

    /// The token every writing form carries.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// The instant of this request; the same all through it.
    pub fn now(&self) -> Moment {
        self.now
    }

    /// Today in the zone of the unit at `path`, or in the installation's zone.
    pub fn today_at(&mut self, path: &str) -> Result<NaiveDate> {
        Ok(self.now.day(self.zone_at(path)?))
    }

    /// The zone of the unit at `path`, inherited down the tree.
    pub fn zone_at(&mut self, path: &str) -> Result<Tz> {
        let way = self.way_to(path)?;
        let named = way.zone.as_ref().and_then(|name| name.parse().ok());
        Ok(named.unwrap_or(self.house.settings.zone))
    }

    /// The way to the unit at `path`; asked of the database once a request.
    pub fn way_to(&mut self, path: &str) -> Result<Arc<Way>> {
        if let Some((_, known)) = self.ways.iter().find(|(of, _)| of == path) {
            return Ok(Arc::clone(known));
        }
        let house = Arc::clone(&self.house);
        let found = match &house.registry.places {
            Some(places) => Arc::new(places.way(self.conn(), path)?),
            None => Arc::default(),
        };
        self.ways.push((path.to_owned(), Arc::clone(&found)));
        Ok(found)
    }

    /// Asks for what several parts of a page need once a request, by its type and `key`; a request that writes asks each time,
    /// for it may have changed the answer itself.
    pub fn once<T: Any + Send + Sync>(
        &mut self,
        key: &str,
        ask: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<Arc<T>> {
        let known = self.known.iter().find(|(kind, of, _)| *kind == TypeId::of::<T>() && of == key);
        if let Some(known) = known.and_then(|(_, _, known)| Arc::clone(known).downcast().ok()) {
            return Ok(known);
        }
        let found = Arc::new(ask(self)?);
        if M::IS_STILL {
            self.known.push((TypeId::of::<T>(), key.to_owned(), Arc::<T>::clone(&found)));
        }
        Ok(found)
    }

    /// Whether the page of a pattern is one the person may open somewhere: a link to it is no dead end.
    pub fn opens(&self, pattern: &str) -> bool {
        let mut pages = self.house.routes.iter().filter(|route| route.method == Method::Get);
        let page = pages.find(|route| route.path == pattern);
        page.is_some_and(|page| (page.check)(&self.house, self.person.as_ref()).is_ok())
    }

    /// Today in the zone of the person's own place.
    pub fn today(&mut self) -> Result<NaiveDate> {
        let path =
            self.person().and_then(Person::main_scope).map(|scope| scope.path.clone()).unwrap_or_default();
        self.today_at(&path)
    }

    /// Notes that personal data of these people was shown: the journal keeps it before the reply leaves.
    pub fn saw(&mut self, kind: &'static str, ids: &[i64], unit_path: &str) {
        let stead = self.stead(unit_path);
        self.saw.push(Saw { kind, ids: ids.to_vec(), unit_path: unit_path.to_owned(), stead });
    }

    /// In whose stead the person acts under the unit at `unit_path`: their account.
    fn stead(&self, unit_path: &str) -> Option<i64> {
        let person = self.person.as_ref()?;
        Some(self.house.policy.in_stead(self.permission, person, unit_path)?.absent.0)
    }

    /// Says something on the next page shown: «Таблица отправлена».
    pub fn notice(&mut self, text: &str) {
        let value = self.house.signer.sign(crate::stamp::NOTICE, text);
        self.cookies.push(cookies::set(cookies::NOTICE, &value, Some(60), self.house.settings.is_secure));
    }

    /// What the route's preparation made, if it was of this type.
    pub fn prepared<T: 'static>(&mut self) -> Option<Box<T>> {
        self.prepared.take().and_then(|made| made.downcast().ok())
    }

    /// The same, and it stays: a transaction that is run again finds it there, and nobody outside is asked twice.
    pub fn prepared_once<T: Clone + 'static>(&self) -> Option<T> {
        self.prepared.as_ref().and_then(|made| made.downcast_ref()).cloned()
    }
}

impl Cx<Write> {
    /// The transaction, for a store's writing functions.
    pub fn tx(&mut self) -> &mut WriteTx {
        &mut self.mode.0
    }

    /// A new id.
    pub fn id(&self) -> i64 {
        self.house.ids.next_at(self.now)
    }

    /// Coming in and going out are kept with where from, so that a stranger at the door is found by the address.
    fn with_sender(&self, action: Action, details: Value) -> Value {
        match (action, details) {
            (Action::Access, Value::Null) if !self.request.from.is_empty() => {
                serde_json::json!({ "from": self.request.from })
            }
            (_, details) => details,
        }
    }

    /// Writes a line of the journal about an object under the unit at `unit_path`. No personal data in `text`.
    pub fn journal(
        &mut self,
        action: Action,
        what: (&'static str, &'static str, i64),
        unit_path: &str,
        text: &str,
        details: Value,
    ) -> Result<()> {
        let (area, kind, object) = what;
        let entry = Entry {
            at: self.now,
            account: self.person().map(|person| person.account.0),
            action,
            area,
            kind,
            object,
            unit_path: unit_path.to_owned(),
            text: text.to_owned(),
            details: audit::in_stead(self.with_sender(action, details), self.stead(unit_path)),
        };
        let id = self.id();
        audit::store::add(self.tx(), id, &entry)?;
        Ok(())
    }

    /// Enqueues a job in this transaction; a second one with the same key while the first waits changes nothing.
    pub fn enqueue(&mut self, kind: &str, key: &str, payload: &Value) -> Result<()> {
        let (id, now) = (self.id(), self.now);
        jobs::enqueue(self.tx(), id, kind, key, &payload.to_string(), now)?;
        Ok(())
    }
}
