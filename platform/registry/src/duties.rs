//! All duties of a person from every area: their own, and those of whom they stand in for, marked so.

use access::{Person, StandIn};
use chrono::NaiveDate;
use db::{Conn, Result};

use crate::{Counts, Obligation, Page, Registry};

/// A duty, and in whose stead it is done.
#[derive(Debug, Clone)]
pub struct PersonalDuty {
    /// The duty.
    pub duty: Obligation,
    /// The area it comes from: its kind for whoever chooses what to be reminded of.
    pub area: &'static str,
    /// The role in somebody's stead; none: it is the person's own.
    pub stead: Option<StandIn>,
}

impl Registry {
    /// A page of everything required of the person, ordered by (due, key). What a person does anyway is not named a second
    /// time for somebody else.
    pub fn duties(
        &self,
        conn: &mut Conn,
        person: &Person,
        today: NaiveDate,
        page: &Page,
    ) -> Result<Vec<PersonalDuty>> {
        let mut found: Vec<PersonalDuty> = Vec::new();
        for (area, offer) in self.offering() {
            for duty in page.of(offer.all(conn, person, today)?) {
                found.push(PersonalDuty { duty, area, stead: None });
            }
            for (stead, absent) in person.in_stead().filter(|(stead, _)| stead.covers_area(area)) {
                for duty in page.of(offer.all(conn, &absent, today)?) {
                    if found.iter().all(|known| known.duty.key != duty.key) {
                        found.push(PersonalDuty { duty, area, stead: Some(stead.clone()) });
                    }
                }
            }
        }
        found.sort_by(|a, b| (a.duty.due, &a.duty.key).cmp(&(b.duty.due, &b.duty.key)));
        found.truncate(usize::try_from(page.limit).unwrap_or(0));
        Ok(found)
    }

    /// How many duties there are, for the number beside the menu's line.
    pub fn duty_counts(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Counts> {
        if !person.standing.is_empty() {
            let all = self.duties(conn, person, today, &Page { after: None, limit: ALL })?;
            let duties: Vec<Obligation> = all.into_iter().map(|one| one.duty).collect();
            return Ok(Counts::of(&duties, today));
        }
        let mut counts = Counts::default();
        for (_, offer) in self.offering() {
            counts = counts.and(Counts::of(&offer.all(conn, person, today)?, today));
        }
        Ok(counts)
    }

    fn offering(&self) -> impl Iterator<Item = (&'static str, &dyn crate::ObligationOffer)> {
        let areas = self.obliging.iter().copied().chain(std::iter::repeat(""));
        areas.zip(self.obligations.iter().map(AsRef::as_ref))
    }
}

/// More duties than anybody has: a region of 400 municipalities waits with a line each.
const ALL: i64 = 10_000;
