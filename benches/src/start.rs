//! From the start of the process to its first answer.

use testing::Wire;

use crate::Outcome;
use crate::figures::{Report, head};
use crate::installation::Installation;

/// Starts so often; the median counts.
const TIMES: usize = 5;
/// Seconds.
const AIM: f64 = 1.0;

/// Measures it.
pub fn measure(installation: &Installation, report: &mut Report) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let server = installation.serve()?;
        let reply = Wire::to(&server.url)?.get("/sign-in", "")?;
        if reply.status != 200 {
            return Err(format!("the first answer was {}", reply.status).into());
        }
        times.push(server.begun.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    let median = times.get(TIMES / 2).copied().unwrap_or_default();
    head("start");
    report.aim("start", format!("{}, start to first answer", installation.engine.name()), median, "s", AIM);
    Ok(())
}
