//! The only crate that sees axum: routes with a permission in their type, one request one transaction, the frame.
//!
//! An area writes `fn(&mut Cx<Read|Write>, Granted<P>) -> Result<Reply>` and registers it with [`get`] or [`post`];
//! a handler without its permission does not compile (see [`Route`]).

pub mod api;
mod area;
mod assets;
mod authors;
mod built;
mod carried;
mod cookies;
mod cx;
mod design;
mod dispatch;
mod door;
mod error;
mod export;
mod form;
pub mod forms;
mod frame;
mod gate;
mod guard;
mod held;
mod house;
mod kept;
mod letters;
mod pending;
mod press;
mod progress;
mod provider;
mod readiness;
mod receive;
mod refusal;
mod reply;
mod request;
mod retold;
mod route;
pub mod russian;
mod scrape;
mod sender;
mod server;
mod session;
mod stamp;
mod told;
mod turnstile;
pub mod view;
mod watch;
mod ways;

pub use area::Area;
pub use assets::{Asset, AssetSource, NoAssets};
pub use authors::Authors;
pub use carried::{Carried, is_carried, reopen};
pub use cx::{Cx, Mode, Read, Write};
pub use dispatch::dispatch;
pub use error::{Error, FieldFault, Result};
pub use export::whole_file;
pub use form::{Check, Form, Upload};
pub use held::{Copy, unless_held};
pub use house::{House, HouseParts, Patience, Settings};
pub use kept::Kept;
pub use pending::{begin_pending, end_pending, pending};
pub use press::{NoPress, PaperForm, Press};
pub use progress::{Progress, UnderWay};
pub use provider::{Astray, Departure, Identity, JOURNEY_SECONDS, Provider};
pub use readiness::Readiness;
pub use refusal::{Refusal, Way};
pub use reply::{Body, Page, Reply};
pub use request::{Request, address};
pub use route::{Method, Prepared, Route, get, post, put};
pub use scrape::{FiguresText, serve_figures};
pub use sender::Network;
pub use server::{router, serve};
pub use session::{sign_in, sign_out};
pub use stamp::Signer;
pub use told::told;

/// Routes of the house itself, before any area's.
pub fn routes() -> Vec<Route> {
    frame::routes().into_iter().chain(api::routes()).collect()
}
