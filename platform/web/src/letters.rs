//! Letters from a transaction: written down with it and sent by a job after it; and the addresses their links begin with.

use access::AccountId;
use db::Moment;
use jobs::Kind;
use mail::Letter;
use mail::store::NewMail;

use crate::{Cx, House, Mode, Result, Write};

/// Letters that ended are kept so long, seconds: their keys keep the same letter from being written again.
const KEPT: i64 = 30 * 24 * 3600;

impl<M: Mode> Cx<M> {
    /// Whether letters are sent at all.
    pub fn has_post(&self) -> bool {
        self.house().settings.post.is_some()
    }

    /// The whole address of a path: by the configured public address, or by the `Host` of this request.
    pub fn whole_address(&self, path: &str) -> String {
        let settings = &self.house().settings;
        if !settings.public_address.is_empty() {
            return format!("{}{path}", settings.public_address);
        }
        let scheme = if settings.is_secure { "https" } else { "http" };
        format!("{scheme}://{}{path}", self.request().host)
    }
}

impl Cx<Write> {
    /// Writes a letter down, to be sent after this transaction; false when no letters are sent, or one of its key was.
    pub fn mail(
        &mut self,
        key: &str,
        to: (AccountId, &str),
        good_until: Moment,
        letter: &Letter,
    ) -> Result<bool> {
        if !self.has_post() {
            return Ok(false);
        }
        let (account, address) = to;
        let (id, now) = (self.id(), self.now());
        Ok(mail::store::put(self.tx(), id, &NewMail { key, account, address, good_until, letter }, now)?)
    }
}

/// The house's own jobs: letters are sent, old ones are removed.
pub(crate) fn jobs() -> Vec<Kind<House>> {
    vec![
        Kind { name: mail::JOB, every: None, run: send },
        Kind { name: "mail.sweep", every: Some(3600), run: sweep },
    ]
}

fn send(house: &House, payload: &str) -> std::result::Result<(), String> {
    mail::deliver(house.settings.post.as_ref(), &house.db, &house.clock, &house.ids, payload)
}

fn sweep(house: &House, _payload: &str) -> std::result::Result<(), String> {
    let before = house.now().plus_seconds(-KEPT);
    house.db.write(|tx| mail::store::sweep(tx, before).map(drop)).map_err(|error| error.to_string())
}
