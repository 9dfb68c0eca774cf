//! Bytes on the wire: the first page with everything it needs, and the next ones.

use std::collections::BTreeSet;

use testing::{Sent, Wire};

use crate::Outcome;
use crate::figures::{Report, head};
use crate::installation::{Engine, Installation};

/// Bytes of the first page with styles, scripts and fonts.
const FIRST_AIM: f64 = 150_000.0;
/// Bytes of a next page.
const NEXT_AIM: f64 = 20_000.0;

/// Measures it; the bytes are the same on both databases.
pub fn measure(installation: &Installation, report: &mut Report) -> Outcome<()> {
    if installation.engine == Engine::Postgres {
        return Ok(());
    }
    let server = installation.serve()?;
    let mut line = Wire::to(&server.url)?;
    let cookie = installation.sign_in(&server, "institute")?;
    let headers = format!("{cookie}Accept-Encoding: br\r\n");
    head("bytes on the wire, brotli, heads included");
    let plain = line.get("/", &cookie)?.text();
    let mut first = line.get("/", &headers)?.size;
    let built: BTreeSet<&str> = plain.split('"').filter(|part| part.starts_with("/assets/")).collect();
    for address in &built {
        let sent = line.get(address, "Accept-Encoding: br\r\n")?;
        must_be_kept(address, &sent)?;
        first += sent.size;
        let again = line.get(address, &format!("If-None-Match: {}\r\n", sent.header("etag")))?;
        if again.status != 304 {
            return Err(format!("{address} is sent twice: status {}", again.status).into());
        }
    }
    let bytes = |size: usize| u32::try_from(size).map(f64::from);
    report.aim("wire", format!("first page with {} files", built.len()), bytes(first)?, "bytes", FIRST_AIM);
    for address in ["/units?level=organisation", "/units", "/monitoring", "/documents", "/account"] {
        let sent = line.get(address, &headers)?;
        report.aim("wire", format!("next page: {address}"), bytes(sent.size)?, "bytes", NEXT_AIM);
    }
    Ok(())
}

fn must_be_kept(address: &str, sent: &Sent) -> Outcome<()> {
    if sent.header("cache-control").contains("immutable") && !sent.header("etag").is_empty() {
        return Ok(());
    }
    Err(format!("{address} is not kept by the browser").into())
}
