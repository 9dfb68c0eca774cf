//! What people offer of activity: records of the card over a time – awards, courses, internships, publications, participation,
//! expert work.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{ActivityOffer, Deed};

use crate::store::{self, records};
use crate::{Record, RecordKind};

/// The offer.
pub(crate) struct Recorded;

impl ActivityOffer for Recorded {
    fn deeds(&self, conn: &mut Conn, people: &[i64], period: (NaiveDate, NaiveDate)) -> Result<Vec<Deed>> {
        let told = records::within(conn, people, period)?;
        let mut owners: Vec<i64> = told.iter().map(|one| one.person_id.0).collect();
        owners.dedup();
        let paths: BTreeMap<i64, String> =
            store::all_of(conn, &owners)?.into_iter().map(|one| (one.id.0, one.unit_path)).collect();
        let deed = |one: Record| {
            let path = paths.get(&one.person_id.0).cloned().unwrap_or_default();
            Some(Deed {
                person: one.person_id.0,
                kind: kind(one.kind())?,
                title: if one.title.is_empty() { one.kind().title().to_owned() } else { one.title },
                on: one.happened_on,
                document: one.document,
                url: format!("/people/{}", one.person_id),
                unit_path: path,
            })
        };
        Ok(told.into_iter().filter_map(deed).collect())
    }

    fn counted(&self) -> &'static str {
        records::COUNTED
    }
}

/// What a record weighs as; education and breaks are nobody's activity.
fn kind(kind: RecordKind) -> Option<&'static str> {
    match kind {
        RecordKind::Award => Some("award"),
        RecordKind::Course | RecordKind::Retraining => Some("course"),
        RecordKind::Internship => Some("internship"),
        RecordKind::Publication => Some("publication"),
        RecordKind::Participation => Some("participation"),
        RecordKind::ExpertWork => Some("expert_work"),
        RecordKind::Education
        | RecordKind::Degree
        | RecordKind::Help
        | RecordKind::Break
        | RecordKind::Leave => None,
    }
}
