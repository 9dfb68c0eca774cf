//! The post: hands a letter to the mail server and says what came of it.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use db::Moment;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::{SmtpTransport, Transport};
use parking_lot::Mutex;

use crate::{Letter, Server};

/// After a server that did not answer, nobody asks it again so soon, seconds: other jobs are not kept waiting.
const REST: i64 = 60;

/// A letter to be sent.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// The id of its row, which is also its Message-ID: a letter sent twice is seen to be one.
    pub id: i64,
    /// Where it goes.
    pub address: String,
    /// When it was written.
    pub written: Moment,
    /// What it says.
    pub letter: Letter,
}

/// Why a letter was not taken; the sentence holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// Never will be.
    #[error("{0}")]
    Refused(String),
    /// May be later.
    #[error("{0}")]
    NotNow(String),
}

/// The way to the mail server; cheap to clone.
#[derive(Clone)]
pub struct Post(Arc<Inner>);

struct Inner {
    server: Server,
    transport: SmtpTransport,
    from: Mailbox,
    /// Right side of Message-ID.
    host: String,
    rests_until: Mutex<Moment>,
}

impl Post {
    /// A post that sends in the name of `from`; `host` is that of the installation's public address.
    pub fn of(server: &Server, from: Mailbox, host: &str) -> Result<Self, String> {
        let (transport, host) = (server.transport()?, host.to_owned());
        let rests_until = Mutex::new(Moment(0));
        Ok(Self(Arc::new(Inner { server: server.clone(), transport, from, host, rests_until })))
    }

    /// Sends a letter at `now`.
    pub fn send(&self, outgoing: &Outgoing, now: Moment) -> Result<(), Undelivered> {
        if now < *self.0.rests_until.lock() {
            return Err(Undelivered::NotNow(SILENT.to_owned()));
        }
        let message = self.message(outgoing).map_err(Undelivered::Refused)?;
        self.0.transport.send(&message).map(drop).map_err(|error| self.told(&error, now))
    }

    /// Whether the server answers and lets this sender in.
    pub fn try_server(&self) -> Result<(), String> {
        match self.0.transport.test_connection() {
            Ok(true) => Ok(()),
            Ok(false) => Err("it closed the connection".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn message(&self, outgoing: &Outgoing) -> Result<Message, String> {
        let letter = &outgoing.letter;
        let to = outgoing.address.parse().map_err(|_| "адрес не\u{a0}похож на адрес почты".to_owned())?;
        let written = u64::try_from(outgoing.written.0).unwrap_or_default();
        let mut builder = Message::builder()
            .from(self.0.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.clone())
            .date(UNIX_EPOCH + Duration::from_micros(written))
            .message_id(Some(format!("<{}@{}>", outgoing.id, self.0.host)))
            .raw_header(header("Auto-Submitted", "auto-generated"));
        if !letter.stop.is_empty() {
            builder = builder.raw_header(header("List-Unsubscribe", &format!("<{}>", letter.stop)));
            builder = builder.raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let text = letter.text().map_err(|error| error.to_string())?;
        let html = letter.html().map_err(|error| error.to_string())?;
        builder.multipart(MultiPart::alternative_plain_html(text, html)).map_err(|error| error.to_string())
    }

    /// A refusal of the server's own sign-in is the installation's fault, not the letter's: it is tried again.
    fn told(&self, error: &lettre::transport::smtp::Error, now: Moment) -> Undelivered {
        let Some(code) = error.status() else {
            *self.0.rests_until.lock() = now.plus_seconds(REST);
            tracing::warn!(server = %self.0.server, "the mail server does not answer");
            return Undelivered::NotNow(SILENT.to_owned());
        };
        let code = u16::from(code);
        if error.is_permanent() && !SIGN_IN.contains(&code) {
            return Undelivered::Refused(format!("почтовый сервер не\u{a0}принял письмо (код\u{a0}{code})"));
        }
        Undelivered::NotNow(format!("почтовый сервер просит повторить позже (код\u{a0}{code})"))
    }
}

const SILENT: &str = "почтовый сервер не\u{a0}отвечает";
/// Codes that speak of the sender's password, not of the letter.
const SIGN_IN: [u16; 4] = [530, 534, 535, 538];

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").field("server", &self.0.server).finish_non_exhaustive()
    }
}
