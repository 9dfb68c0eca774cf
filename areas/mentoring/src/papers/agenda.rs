//! The agenda of a meeting of the methodical council on mentoring: what is to be chosen, reviewed, heard (пп. 3.3, 8.3).

use chrono::NaiveDate;
use paper::{Letterhead, Paper, Requisites, Signature, numbered, paragraph, signatures};
use web::russian;

/// An agenda as its paper tells it.
pub(crate) struct AgendaPaper {
    /// The school.
    pub head: Letterhead,
    /// The day of the meeting.
    pub day: NaiveDate,
    /// What is on it.
    pub points: Vec<String>,
}

impl AgendaPaper {
    /// The paper.
    pub fn paper(self) -> Paper {
        let day = russian::date_long(self.day);
        let mut text = vec![paragraph(format!("Дата заседания: {day}"))];
        if self.points.is_empty() {
            text.push(paragraph("Вопросов о\u{a0}наставничестве нет."));
        } else {
            text.push(numbered(self.points.iter().map(|point| super::unparted(point))));
        }
        text.push(signatures([Signature::of("Председатель методического совета", "")]));
        Paper::of(self.day, "Повестка заседания методического совета".to_owned())
            .from(self.head)
            .with(Requisites::titled("ПОВЕСТКА").about("заседания методического совета: наставничество"))
            .portrait(text)
    }
}
