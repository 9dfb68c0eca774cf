//! The fence: until when this process may write. Ids carry the number of the node it has leased; once the lease has run
//! out somebody else may make the same ones, so nothing is written until it is renewed.

use std::time::{Duration, Instant};

use parking_lot::Mutex;

use crate::{Clock, Error, Moment, Result};

/// Closes by itself: by the time that has passed, and by the machine's clock, which a suspended machine finds ahead.
#[derive(Debug, Default)]
pub(crate) struct Fence(Mutex<Option<(Instant, Moment)>>);

impl Fence {
    /// Open for so long from an instant before the lease was asked for.
    pub(crate) fn open_for(&self, lifetime: Duration, (since, at): (Instant, Moment)) {
        let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        *self.0.lock() = Some((since + lifetime, at.plus_seconds(seconds)));
    }

    /// Refuses once it is closed; a process without a lease has no fence.
    pub(crate) fn pass(&self) -> Result<()> {
        match *self.0.lock() {
            Some((until, at)) if Instant::now() >= until || Clock::system().now() >= at => {
                Err(Error::Unavailable("the lease of this node has run out".to_owned()))
            }
            _ => Ok(()),
        }
    }
}
