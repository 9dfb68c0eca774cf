//! «Мои дела» belong to an area above all others: a page of the tests' own tells the duties of whoever opens it.

use access::{Granted, SignedIn};
use web::{Area, Body, Cx, Read, Reply, Result};

/// An area with `/duties`: a line a duty – its day, title, note and address – in the order of the offers, then of days.
pub fn duties() -> Area {
    Area { name: "home", routes: vec![web::get("/duties", told)], ..Area::default() }
}

fn told(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let (house, today) = (cx.house_handle(), cx.today()?);
    let person = cx.person().cloned().ok_or(web::Error::NotFound)?;
    let page = registry::Page { after: None, limit: 100 };
    let mut lines = Vec::new();
    for offer in &house.registry.obligations {
        let duties = page.of(offer.all(cx.conn(), &person, today)?);
        lines.extend(
            duties.iter().map(|duty| format!("{} {} {} {}", duty.due, duty.title, duty.note, duty.url)),
        );
    }
    Ok(Reply::of(Body::Fragment(lines.join("\n"))))
}
