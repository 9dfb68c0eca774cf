//! Memory of the program after ten thousand requests.

use testing::Wire;

use crate::Outcome;
use crate::figures::{Report, head};
use crate::installation::Installation;

/// Requests by 16 connections, over all pages.
const REQUESTS: usize = 10_000;
const CONNECTIONS: usize = 16;
/// Megabytes.
const AIM: f64 = 150.0;
/// What is asked in turn.
const ADDRESSES: [&str; 5] = ["/", "/units?level=organisation", "/monitoring", "/documents", "/account"];

/// Measures it.
pub fn measure(installation: &Installation, report: &mut Report) -> Outcome<()> {
    let server = installation.serve()?;
    let cookie = installation.sign_in(&server, "institute")?;
    let before = server.memory().0;
    let asking: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (url, cookie) = (server.url.clone(), cookie.clone());
            std::thread::spawn(move || ask(&url, &cookie).map_err(|e| e.to_string()))
        })
        .collect();
    for one in asking {
        one.join().map_err(|_| "a connection panicked")??;
    }
    let (after, most) = server.memory();
    let name = installation.engine.name();
    head("memory");
    report.add("memory", format!("{name}, after the first sign-in"), before, "MB");
    report.add("memory", format!("{name}, the most"), most, "MB");
    report.aim(
        "memory",
        format!("{name}, after {REQUESTS} requests (before {before:.0}, most {most:.0})"),
        after,
        "MB",
        AIM,
    );
    Ok(())
}

fn ask(url: &str, cookie: &str) -> Outcome<()> {
    let mut line = Wire::to(url)?;
    let headers = format!("{cookie}Accept-Encoding: br\r\n");
    for number in 0..REQUESTS / CONNECTIONS {
        let address = ADDRESSES[number % ADDRESSES.len()];
        let reply = line.get(address, &headers)?;
        if reply.status != 200 {
            return Err(format!("{address}: status {}", reply.status).into());
        }
    }
    Ok(())
}
