//! What processes of this machine have used: CPU time and memory, as Linux tells.

use std::fs;
use std::path::Path;
use std::time::Duration;

/// Ticks of a second in /proc; Linux shows them so on every machine we run on.
const TICKS: u64 = 100;

/// CPU time of a process so far, its own and that of the children it has waited for.
pub fn cpu_of(process: u32) -> Duration {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name in brackets may hold spaces: what counts comes after it.
    let fields: Vec<u64> = text
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .map(|f| f.parse().unwrap_or(0))
        .collect();
    let ticks: u64 = fields.iter().skip(11).take(4).sum();
    Duration::from_millis(ticks * 1_000 / TICKS)
}

/// CPU time of a process and of everything that lives below it.
pub fn cpu_of_tree(root: u32) -> Duration {
    let children = children_of(root);
    children.into_iter().map(cpu_of_tree).sum::<Duration>() + cpu_of(root)
}

fn children_of(process: u32) -> Vec<u32> {
    let text = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap_or_default();
    text.split_whitespace().filter_map(|id| id.parse().ok()).collect()
}

/// (memory now, the most it ever was) of a process, megabytes.
pub fn memory_of(process: u32) -> (f64, f64) {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = |name: &str| {
        let found = text.lines().find_map(|line| line.strip_prefix(name));
        let kilobytes =
            found.and_then(|rest| rest.split_whitespace().next()).and_then(|kb| kb.parse::<f64>().ok());
        kilobytes.unwrap_or(0.0) / 1024.0
    };
    (line("VmRSS:"), line("VmHWM:"))
}

/// The process whose id stands first in a file, as PostgreSQL keeps it.
pub fn process_in(file: &Path) -> Option<u32> {
    fs::read_to_string(file).ok()?.lines().next()?.trim().parse().ok()
}

/// «2 × Some Processor»
pub fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let names: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("model name"))
        .filter_map(|line| line.split(": ").nth(1))
        .collect();
    format!("{} × {}", names.len(), names.first().copied().unwrap_or("unknown processor"))
}

/// How busy the machine was in the last minute.
pub fn busyness() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}
