//! What a request asks of the database, statement by statement: a page that begins to ask more is seen in a test.

use std::sync::Mutex;

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};

/// Every statement of this process since the last look. Tests are processes of their own.
static HEARD: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Listener;

impl Instrumentation for Listener {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            HEARD.lock().unwrap().push(query.to_string());
        }
    }
}

/// Statements of this process from here on; called before the installation is made.
pub struct Statements(());

impl Statements {
    /// Listens on every connection made from now on.
    pub fn listen() -> Self {
        set_default_instrumentation(|| Some(Box::new(Listener))).unwrap();
        Self(())
    }

    /// What `work` asked for, without the frame of its transactions.
    pub fn of<T>(&self, work: impl FnOnce() -> T) -> (T, Vec<String>) {
        HEARD.lock().unwrap().clear();
        let outcome = work();
        let mut heard = std::mem::take(&mut *HEARD.lock().unwrap());
        heard.retain(|text| {
            ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH"].iter().any(|verb| text.starts_with(verb))
        });
        (outcome, heard)
    }
}
