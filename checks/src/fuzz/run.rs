//! The loop of one reader: kept inputs first, then changed ones, until the time is over. A panic, five seconds, half a
//! gigabyte or what the reader itself calls a fault ends it with the input kept beside the corpus.

use std::collections::HashSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::mutate::{Dice, mutated};

/// So long a run takes in `./test`; `tools/fuzz.sh` says more.
const SECONDS: u64 = 2;
/// A reader that is silent so long hangs, milliseconds.
const HANG: u64 = 5_000;
/// A reader that takes so much is an attack's best friend, kilobytes.
const MEMORY: u64 = 500_000;

/// What a reader did with an input: a word for a new kind of outcome, or a fault.
pub type Outcome = Result<String, String>;

/// Inputs under which the reader once went another way are changed further.
pub fn run(reader: &'static str, seeds: Vec<Vec<u8>>, read: impl Fn(&[u8]) -> Outcome) {
    let seconds =
        std::env::var("METODSET_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(SECONDS);
    let seed = std::env::var("METODSET_FUZZ_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let watch = Watch::over(reader);
    let (mut pool, mut known) = (kept(reader), HashSet::new());
    assert!(!seeds.is_empty(), "{reader} has nothing to begin with");
    pool.extend(seeds);
    for input in &pool {
        known.insert(watch.tried(input, &read));
    }
    let (mut dice, mut executions, begun) = (Dice::of(seed), 0_u64, Instant::now());
    while begun.elapsed() < Duration::from_secs(seconds) {
        let (one, other) = (dice.below(pool.len()), dice.below(pool.len()));
        let input = mutated(&mut dice, &pool[one], &pool[other]);
        if known.insert(watch.tried(&input, &read)) && pool.len() < 2_000 && input.len() < 60_000 {
            pool.push(input);
        }
        executions += 1;
    }
    println!(
        "{reader}: {executions} executions in {} s, {} kinds of outcome, {} inputs in the pool, peak memory {} MB",
        begun.elapsed().as_secs(),
        known.len(),
        pool.len(),
        peak() / 1_000
    );
}

/// The inputs that broke something once.
fn kept(reader: &str) -> Vec<Vec<u8>> {
    let folder = root().join("checks/corpus").join(reader);
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect()
}

fn root() -> PathBuf {
    super::super::tidy::root()
}

/// The input under way, for whatever ends the process.
struct Watch {
    reader: &'static str,
    current: PathBuf,
    begun: &'static AtomicU64,
    clock: Instant,
}

impl Watch {
    fn over(reader: &'static str) -> Self {
        let folder = root().join("target/fuzz");
        fs::create_dir_all(&folder).unwrap();
        let (begun, clock): (&'static AtomicU64, _) = (Box::leak(Box::default()), Instant::now());
        let current = folder.join(reader);
        let shown = current.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_millis(200));
                let (at, now) = (begun.load(Ordering::Relaxed), millis(clock));
                if at > 0 && now > at + HANG {
                    eprintln!("{reader} hangs on {}", shown.display());
                    std::process::abort();
                }
            }
        });
        Self { reader, current, begun, clock }
    }

    fn tried(&self, input: &[u8], read: &impl Fn(&[u8]) -> Outcome) -> String {
        // Written before it is tried: a stack that runs out takes the process with it.
        fs::write(&self.current, input).unwrap();
        self.begun.store(millis(self.clock).max(1), Ordering::Relaxed);
        let before = forget_peak();
        let outcome = catch_unwind(AssertUnwindSafe(|| read(input)));
        self.begun.store(0, Ordering::Relaxed);
        let where_kept = self.current.display();
        let memory = peak();
        assert!(memory < before + MEMORY, "{} takes {memory} kB with {where_kept}", self.reader);
        match outcome {
            // A word may hold what was sent: the memory measured is the reader's, not that of our notes.
            Ok(Ok(word)) => word.chars().take(80).collect(),
            Ok(Err(fault)) => panic!("{}: {fault} with {where_kept}", self.reader),
            Err(panic) => {
                eprintln!("{} panics with {where_kept}", self.reader);
                std::panic::resume_unwind(panic)
            }
        }
    }
}

fn millis(clock: Instant) -> u64 {
    u64::try_from(clock.elapsed().as_millis()).unwrap_or(u64::MAX)
}

/// Begins to measure anew; returns what is held now, kilobytes.
fn forget_peak() -> u64 {
    // Where the system refuses, the peak is that of the whole run: stricter, not laxer.
    let _ = fs::write("/proc/self/clear_refs", "5");
    peak()
}

/// The most memory this process held since, kilobytes.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
