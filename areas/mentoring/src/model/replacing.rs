//! What stands round a replacement: what a successor needs before the order (п. 3.1, 3.3), personal applications (п. 3.6).

use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;
use documents::DocumentId;
use files::FileId;
use people::PersonId;

use super::{Mentor, MentorId, PairId};
use crate::rules::{Applied, SuccessionDays};
use crate::schema::replacing::{mentorship_applications, mentorship_successions};

/// What a successor has of what the order of replacement asks for.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_successions)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Succession {
    pub mentor_id: MentorId,
    pub mentorship_id: PairId,
    pub council_on: Option<NaiveDate>,
    pub council_document_id: Option<DocumentId>,
    pub council_note: String,
    pub deputy_on: Option<NaiveDate>,
    pub mentee_on: Option<NaiveDate>,
    pub mentee_way: String,
    pub exception: String,
    pub created_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Succession {
    /// The days of everything the order asks for, of a part and of what is kept beside it.
    pub fn days(kept: Option<&Self>, part: &Mentor) -> SuccessionDays {
        SuccessionDays {
            council: kept.and_then(|kept| kept.council_on),
            deputy: kept.and_then(|kept| kept.deputy_on),
            mentee: kept.and_then(|kept| kept.mentee_on),
            consent: part.consent_on,
            terms: part.terms_on,
        }
    }
}

db::id! {
    /// A personal application for a replacement.
    ApplicationId
}

/// A personal application for a replacement, of the mentee or of the mentor (п. 3.6).
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentorship_applications)]
#[expect(missing_docs, reason = "columns are told in the migration")]
pub struct Application {
    pub id: ApplicationId,
    pub mentorship_id: PairId,
    pub mentor_id: MentorId,
    pub person_id: PersonId,
    pub side: String,
    pub ground: String,
    pub words: String,
    pub applied_on: NaiveDate,
    pub state: String,
    pub file_id: Option<FileId>,
    pub file_name: String,
    pub answered_on: Option<NaiveDate>,
    pub answered_by: Option<i64>,
    pub answer: String,
    pub document_id: Option<DocumentId>,
    pub created_by: Option<i64>,
    pub created_at: Moment,
    pub updated_at: Moment,
}

impl Application {
    /// Where it stands.
    pub fn state(&self) -> Applied {
        Applied::of(&self.state)
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/mentoring/{}/applications/{}", self.mentorship_id, self.id)
    }
}
