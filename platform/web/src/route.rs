//! Routes: the address, the handler, and the permission that stands in the handler's type.

use std::any::Any;

use access::{Denied, Granted, Permission, Person};

use crate::api::Doc;
use crate::{Cx, House, Read, Reply, Result, Write};

/// The methods of the house: a GET reads, a POST writes, a PUT of the API replaces. No other is routed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Reads, in a transaction that cannot write.
    #[default]
    Get,
    /// Writes, in one transaction.
    Post,
    /// Writes a whole record of the API, in one transaction.
    Put,
}

/// Where a preparation waits for its turn, unless it reads files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// With the hashes of passwords.
    Passwords,
    /// With the calls to the identity provider.
    Provider,
}

/// What a preparation made before the transaction began.
pub type Prepared = Box<dyn Any + Send>;

type Check = fn(&House, Option<&Person>) -> std::result::Result<(), Denied>;
type Prepare = fn(&mut Cx<Read>) -> Result<Prepared>;

type Erased<M> = Box<dyn Fn(&mut Cx<M>) -> Result<Reply> + Send + Sync>;

pub(crate) enum Handler {
    Read(Erased<Read>),
    Write(Erased<Write>),
}

/// A route. Its handler takes a [`Granted`] permission; one that does not is no handler:
///
/// ```
/// use access::Granted;
/// use web::{Cx, Read, Reply, Result, get};
/// access::permission!(SeeUnits, "Смотреть территории");
/// fn list(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> { Ok(Reply::to("/")) }
/// let route = get("/units", list);
/// ```
///
/// ```compile_fail
/// use web::{Cx, Read, Reply, Result, get};
/// fn list(cx: &mut Cx<Read>) -> Result<Reply> { Ok(Reply::to("/")) }
/// let route = get("/units", list);
/// ```
///
/// Nor can anybody but the policy make a `Granted`:
///
/// ```compile_fail
/// access::permission!(SeeUnits, "Смотреть территории");
/// let may = access::Granted::<SeeUnits>::new(Vec::new());
/// ```
///
/// And a GET cannot write:
///
/// ```compile_fail
/// use access::Granted;
/// use web::{Cx, Read, Reply, Result, get};
/// access::permission!(SeeUnits, "Смотреть территории");
/// fn list(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> { cx.tx().lock("units", 1)?; Ok(Reply::to("/")) }
/// let route = get("/units", list);
/// ```
pub struct Route {
    /// GET, POST or PUT.
    pub method: Method,
    /// `/monitoring/{campaign}`
    pub path: &'static str,
    /// The permission's unique name.
    pub permission: &'static str,
    pub(crate) check: Check,
    pub(crate) handler: Handler,
    pub(crate) prepare: Option<Prepare>,
    pub(crate) uploads: bool,
    pub(crate) doc: Option<Doc>,
    pub(crate) asks_proof: bool,
    pub(crate) is_before_factor: bool,
    pub(crate) line: Line,
    /// The field and value of a post that needs no token.
    pub(crate) one_click: Option<(&'static str, &'static str)>,
}

impl Route {
    /// The route's form may carry files; any other refuses them unread.
    #[must_use]
    pub fn uploads(mut self) -> Self {
        self.uploads = true;
        self
    }

    /// Asked about twice: whoever did not prove who they are within the last quarter of an hour does so first.
    #[must_use]
    pub fn step_up(mut self) -> Self {
        self.asks_proof = true;
        self
    }

    /// Whether it is asked about twice.
    pub fn is_step_up(&self) -> bool {
        self.asks_proof
    }

    /// Open to somebody who must set up the second factor first: the way to do so, and the way out.
    #[must_use]
    pub fn before_factor(mut self) -> Self {
        self.is_before_factor = true;
        self
    }

    /// Its preparation asks another server: such requests wait in a line of their own.
    #[must_use]
    pub fn calls_out(mut self) -> Self {
        self.line = Line::Provider;
        self
    }

    /// A mail program may post to it by itself (RFC 8058): its address is a secret of the letter, so no token is asked for.
    #[must_use]
    pub fn one_click(mut self) -> Self {
        self.one_click = Some(("List-Unsubscribe", "One-Click"));
        self
    }

    /// The route belongs to the API and says so of itself: it takes a bearer token and never a cookie.
    #[must_use]
    pub fn api(mut self, doc: Doc) -> Self {
        self.doc = Some(doc);
        self
    }

    /// Whether it belongs to the API.
    pub fn is_api(&self) -> bool {
        self.doc.is_some()
    }

    /// Slow work done before the transaction begins, after the permission was checked: a password hash, a parsed file.
    #[must_use]
    pub fn prepare(mut self, prepare: Prepare) -> Self {
        self.prepare = Some(prepare);
        self
    }
}

fn check<P: Permission>(house: &House, person: Option<&Person>) -> std::result::Result<(), Denied> {
    house.policy.check::<P>(person).map(|_| ())
}

/// A page.
pub fn get<P: Permission>(
    path: &'static str,
    handler: fn(&mut Cx<Read>, Granted<P>) -> Result<Reply>,
) -> Route {
    let handler = Handler::Read(Box::new(move |cx| {
        let may = cx.house().policy.check::<P>(cx.person())?;
        cx.permission = P::NAME;
        handler(cx, may)
    }));
    Route {
        method: Method::Get,
        path,
        permission: P::NAME,
        check: check::<P>,
        handler,
        prepare: None,
        uploads: false,
        doc: None,
        asks_proof: false,
        is_before_factor: false,
        line: Line::Passwords,
        one_click: None,
    }
}

/// An action.
pub fn post<P: Permission>(
    path: &'static str,
    handler: fn(&mut Cx<Write>, Granted<P>) -> Result<Reply>,
) -> Route {
    writing(Method::Post, path, handler)
}

/// A record of the API written whole.
pub fn put<P: Permission>(
    path: &'static str,
    handler: fn(&mut Cx<Write>, Granted<P>) -> Result<Reply>,
) -> Route {
    writing(Method::Put, path, handler)
}

fn writing<P: Permission>(
    method: Method,
    path: &'static str,
    handler: fn(&mut Cx<Write>, Granted<P>) -> Result<Reply>,
) -> Route {
    let handler = Handler::Write(Box::new(move |cx| {
        let may = cx.house().policy.check::<P>(cx.person())?;
        cx.permission = P::NAME;
        handler(cx, may)
    }));
    Route {
        method,
        path,
        permission: P::NAME,
        check: check::<P>,
        handler,
        prepare: None,
        uploads: false,
        doc: None,
        asks_proof: false,
        is_before_factor: false,
        line: Line::Passwords,
        one_click: None,
    }
}
