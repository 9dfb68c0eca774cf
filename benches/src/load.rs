//! Asking one address by several connections for some seconds: how many answers came, and how long each took.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use testing::Wire;

use crate::Outcome;

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct Load {
    /// Answers a second.
    pub rate: f64,
    /// Half of the answers took at most this, milliseconds.
    pub p50: f64,
    /// 99 of a hundred took at most this, milliseconds.
    pub p99: f64,
    /// CPU time an answer took of all processes that made it, microseconds.
    pub cpu: f64,
}

/// Asks for `time` by `connections`, after a short warming up; `cpu` tells the CPU time used so far.
pub fn ask(
    url: &str,
    address: &str,
    headers: &str,
    connections: usize,
    time: Duration,
    cpu: impl Fn() -> Duration,
) -> Outcome<Load> {
    round(url, address, headers, connections, time / 4)?;
    let (before, begun) = (cpu(), Instant::now());
    let mut times = round(url, address, headers, connections, time)?;
    let (took, used) = (begun.elapsed(), cpu().saturating_sub(before));
    times.sort_unstable();
    let count = u32::try_from(times.len())?;
    let at = |hundredth: usize| times.get((times.len() * hundredth / 100).min(times.len() - 1)).copied();
    let milliseconds = |time: Option<Duration>| time.unwrap_or_default().as_secs_f64() * 1_000.0;
    Ok(Load {
        rate: f64::from(count) / took.as_secs_f64(),
        p50: milliseconds(at(50)),
        p99: milliseconds(at(99)),
        cpu: used.as_secs_f64() * 1_000_000.0 / f64::from(count),
    })
}

fn round(
    url: &str,
    address: &str,
    headers: &str,
    connections: usize,
    time: Duration,
) -> Outcome<Vec<Duration>> {
    let is_over = Arc::new(AtomicBool::new(false));
    let asking: Vec<_> = (0..connections)
        .map(|_| {
            let (is_over, url) = (Arc::clone(&is_over), url.to_owned());
            let host = url.trim_start_matches("http://").trim_end_matches('/').to_owned();
            let request = format!("GET {address} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n");
            thread::spawn(move || one(&url, request.as_bytes(), &is_over).map_err(|e| e.to_string()))
        })
        .collect();
    thread::sleep(time);
    is_over.store(true, Ordering::Relaxed);
    let mut times = Vec::new();
    for asked in asking {
        times.extend(asked.join().map_err(|_| "a connection panicked")??);
    }
    if times.is_empty() { Err(format!("{address} was not answered in time").into()) } else { Ok(times) }
}

fn one(url: &str, request: &[u8], is_over: &AtomicBool) -> Outcome<Vec<Duration>> {
    let mut line = Wire::to(url)?;
    let mut times = Vec::new();
    while !is_over.load(Ordering::Relaxed) {
        let begun = Instant::now();
        let reply = line.send(request)?;
        if reply.status != 200 {
            return Err(format!("status {} instead of 200", reply.status).into());
        }
        times.push(begun.elapsed());
    }
    Ok(times)
}
