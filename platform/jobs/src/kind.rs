//! A kind of job: its name, what runs it, and how often it comes by itself.

/// A kind of job over the house `H` it runs in. `run` gets the payload and must bear being run twice.
pub struct Kind<H> {
    /// `area.verb`, as stored.
    pub name: &'static str,
    /// Seconds between runs of a recurring job; none for one that is enqueued.
    pub every: Option<i64>,
    /// Does the work; the error is a sentence for the log, without personal data.
    pub run: fn(&H, &str) -> Result<(), String>,
}
