//! The two threads that do the jobs, the second beside the first: at the end each finishes the one in hand in time, or gives
//! it back to another server.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use jobs::Shift;
use parking_lot::Mutex;
use web::House;

/// How long giving a job back may take: on SQLite the job itself may hold the only connection that writes.
const GIVING_BACK: Duration = Duration::from_secs(1);

/// The hands of a server: while one is at an archive, the other sends letters.
pub(super) struct Hands([Hand; 2]);

struct Hand {
    shift: Arc<Shift>,
    done: Mutex<Receiver<()>>,
    until: Mutex<Option<Instant>>,
}

impl Hands {
    /// Begins to work.
    pub(super) fn begin(house: &Arc<House>) -> Self {
        Self([false, true].map(|is_second| Hand::begin(house, is_second)))
    }

    /// Begins nothing new; what is in hand has until then.
    pub(super) fn end(&self, until: Instant) {
        self.0.iter().for_each(|hand| hand.end(until));
    }

    /// Waits for the jobs in hand, or gives them back; false when a thread ended by a fault.
    pub(super) fn finish(&self, house: &Arc<House>) -> bool {
        self.0.iter().for_each(|hand| hand.shift.end());
        let ends = self.0.each_ref().map(|hand| hand.finish(house));
        ends.into_iter().all(|is_fine| is_fine)
    }
}

impl Hand {
    fn begin(house: &Arc<House>, is_second: bool) -> Self {
        let (shift, house) = (Arc::new(Shift::default()), Arc::clone(house));
        let (tell, done) = mpsc::channel();
        let own = Arc::clone(&shift);
        let work = if is_second { jobs::help_until } else { jobs::work_until };
        thread::spawn(move || {
            let house: &House = &house;
            work(&own, house, &house.db, &house.clock, &house.ids, &house.jobs);
            // Nobody listens any more where the job in hand was given back.
            let _ = tell.send(());
        });
        Self { shift, done: Mutex::new(done), until: Mutex::new(None) }
    }

    fn end(&self, until: Instant) {
        self.shift.end();
        *self.until.lock() = Some(until);
    }

    fn finish(&self, house: &Arc<House>) -> bool {
        let left = self.until.lock().map_or(Duration::ZERO, |until| until.duration_since(Instant::now()));
        match self.done.lock().recv_timeout(left.max(Duration::from_millis(200))) {
            Ok(()) => true,
            Err(RecvTimeoutError::Disconnected) => false,
            Err(RecvTimeoutError::Timeout) => {
                self.give_back(house);
                true
            }
        }
    }

    fn give_back(&self, house: &Arc<House>) {
        let (shift, house) = (Arc::clone(&self.shift), Arc::clone(house));
        let (tell, done) = mpsc::channel();
        thread::spawn(move || tell.send(shift.give_back(&house.db, &house.clock)));
        match done.recv_timeout(GIVING_BACK) {
            Ok(Ok(Some(job))) => tracing::info!(job, "a job was interrupted and given back"),
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                tracing::warn!(%error, "the job in hand could not be given back; its lease ends within a minute");
            }
            Err(_) => {
                tracing::warn!("the job in hand holds the database; its lease ends within a minute");
            }
        }
    }
}
