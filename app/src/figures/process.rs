//! Memory, processor, threads and open files of this process, as Linux tells them in /proc.

use std::fs;

use metrics::gauge;

/// Linux counts processor time in hundredths of a second for programs, whatever the kernel's own tick is.
const TICKS: f64 = 100.0;

/// Sets the figures; on another system they are missing.
pub(super) fn gather() {
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        if let Some(kilobytes) = field(&status, "VmRSS:") {
            gauge!("process_resident_memory_bytes").set(f64::from(kilobytes) * 1024.0);
        }
        if let Some(threads) = field(&status, "Threads:") {
            gauge!("process_threads").set(f64::from(threads));
        }
    }
    if let Some(seconds) = fs::read_to_string("/proc/self/stat").ok().and_then(|stat| cpu_seconds(&stat)) {
        gauge!("process_cpu_seconds_total").set(seconds);
    }
    if let Ok(open) = fs::read_dir("/proc/self/fd") {
        gauge!("process_open_fds").set(f64::from(u32::try_from(open.count()).unwrap_or(u32::MAX)));
    }
}

fn field(status: &str, name: &str) -> Option<u32> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Fields 14 and 15, counted behind the name of the program, which may hold anything.
fn cpu_seconds(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    let mut ticks = || -> Option<f64> { Some(f64::from(fields.next()?.parse::<u32>().ok()?)) };
    Some((ticks()? + ticks()?) / TICKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn processor_time_is_read_behind_a_name_with_brackets() {
        let stat = "7 (meto) (x) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 4 0 100 1000 200";
        assert_eq!(cpu_seconds(stat), Some(3.0));
        assert_eq!(cpu_seconds("7 no brackets"), None);
    }

    #[test]
    fn a_field_of_the_status_is_its_first_number() {
        assert_eq!(field("Name:\tx\nVmRSS:\t  1536 kB\nThreads:\t4\n", "VmRSS:"), Some(1536));
        assert_eq!(field("Name:\tx\n", "Threads:"), None);
    }
}
