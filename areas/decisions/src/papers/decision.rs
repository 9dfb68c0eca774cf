//! Papers of a decision: the order (directive, instruction, recommendation), the decision of a protocol and its extract, the
//! act of its fulfilment, the sheet of acquaintance.

use chrono::NaiveDate;
use documents::Document;
use paper::{
    Block, Cell, Column, Letterhead, Paper, Requisites, Row, Signature, Table, numbered, paragraph,
    signatures,
};
use web::russian;

use crate::model::{Decision, Measure};
use crate::rules::{DecisionKind, Declension, Forms, TakenAt};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// The decision itself.
    Decision,
    /// An extract from the protocol.
    Extract,
    /// The act of fulfilment.
    Act,
    /// The sheet of acquaintance.
    Acquaintance,
}

impl What {
    pub const ALL: [Self; 4] = [Self::Decision, Self::Extract, Self::Act, Self::Acquaintance];

    /// Its code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Extract => "extract",
            Self::Act => "act",
            Self::Acquaintance => "acquaintance",
        }
    }
}

/// A decision as its papers tell it.
pub(crate) struct Told<'a> {
    pub head: Letterhead,
    pub one: &'a Decision,
    pub document: Option<Document>,
    /// «По итогам мониторинга …»
    pub grounds: String,
    pub points: &'a [Measure],
    /// The unit of each point, by its place.
    pub places: Vec<String>,
    /// Whom it goes to.
    pub addressees: Vec<String>,
    /// Proofs of points, by their place.
    pub proofs: Vec<String>,
    pub forms: &'a Forms,
    pub day: NaiveDate,
}

impl Told<'_> {
    /// The paper asked for.
    pub fn paper(&self, what: What) -> Paper {
        match what {
            What::Decision => self.decision(),
            What::Extract => self.extract(),
            What::Act => self.act(),
            What::Acquaintance => self.acquaintance(),
        }
    }

    fn blank(&self, title: String) -> Paper {
        Paper::of(self.document.as_ref().map_or(self.day, |held| held.signed_on), title)
            .from(self.head.clone())
    }

    fn decision(&self) -> Paper {
        let kind = self.one.kind();
        let word = match kind {
            DecisionKind::Protocol => "РЕШЕНИЕ".to_owned(),
            other => other.title().to_uppercase(),
        };
        let requisites = self.registered(Requisites::of(word).about(self.one.title.clone()));
        let mut text = vec![paragraph(format!("{} {}", self.led(), orders(kind)))];
        let mut points = self.numbered_points();
        points.push(self.control());
        text.push(numbered(points));
        text.push(self.signed());
        self.blank(format!("{} «{}»", kind.title(), self.one.title)).with(requisites).portrait(text)
    }

    /// The grounds as they lead to «ПРИКАЗЫВАЮ»: one sentence with it where a list of indicators ends them.
    fn led(&self) -> &str {
        self.grounds.strip_suffix(").").map_or(self.grounds.as_str(), |rest| &self.grounds[..=rest.len()])
    }

    fn extract(&self) -> Paper {
        let requisites = self.registered(Requisites::of("ВЫПИСКА ИЗ\u{a0}ПРОТОКОЛА"));
        let text = vec![
            paragraph(format!("СЛУШАЛИ: {}", self.one.title)),
            paragraph(match self.grounds.strip_prefix("По") {
                Some(rest) => format!("Вопрос рассмотрен по{rest}"),
                None => self.grounds.clone(),
            }),
            paragraph("РЕШИЛИ:"),
            numbered(self.numbered_points()),
            paragraph(self.control()),
            signatures([Signature::of("Верно: секретарь", "")]),
        ];
        self.blank(format!("Выписка из протокола – {}", self.one.title)).with(requisites).portrait(text)
    }

    fn act(&self) -> Paper {
        let widths = [("№", 6), ("Что решено", 34), ("Исполнитель", 22), ("Срок", 12), ("Исполнение", 26)];
        let columns = widths.map(|(title, width)| Column::text(title, width)).to_vec();
        let rows = self.points.iter().zip(&self.places).zip(&self.proofs).map(|((point, place), proof)| {
            Row::cells(vec![
                Cell::of(point.ordinal.to_string()),
                Cell::of(&point.title),
                Cell::of(format!("{place}, {}", point.responsible)),
                Cell::of(russian::date(point.due_on)),
                Cell::of(fulfilled(point, proof)),
            ])
        });
        let of = self.document.as_ref().map_or_else(|| self.one.title.clone(), Document::title_line);
        let text: Vec<Block> = vec![
            paragraph(format!("Проверено исполнение решения «{}» ({of}).", self.one.title)),
            Table::of(columns).filled(rows).into(),
            paragraph(match self.one.word.as_str() {
                "" => "Вывод:".to_owned(),
                word => format!("Вывод: {word}"),
            }),
            signatures([Signature::of(russian::capital(&self.one.controller), "")]),
        ];
        let requisites = Requisites::of("АКТ").about("о\u{a0}проверке исполнения решения");
        let title = format!("Акт об исполнении – {}", self.one.title);
        Paper::of(self.day, title).from(self.head.clone()).with(requisites).portrait(text)
    }

    fn acquaintance(&self) -> Paper {
        let widths = [
            ("№", 6),
            ("Организация, фамилия, инициалы", 46),
            ("Должность", 22),
            ("Дата", 12),
            ("Подпись", 14),
        ];
        let columns = widths.map(|(title, width)| Column::text(title, width)).to_vec();
        let mut names = self.addressees.clone();
        names.resize(names.len().max(10), String::new());
        let row = |(place, name): (usize, &String)| {
            let mut cells = vec![Cell::of((place + 1).to_string()), Cell::of(name)];
            cells.extend([const { "" }; 3].map(Cell::of));
            Row::cells(cells)
        };
        let of = self.document.as_ref().map(|one| format!(" ({})", one.title_line())).unwrap_or_default();
        let text: Vec<Block> = vec![
            paragraph(format!("С\u{a0}решением «{}»{of} ознакомлены:", self.one.title)),
            Table::of(columns).filled(names.iter().enumerate().map(row)).into(),
        ];
        let title = format!("Лист ознакомления – {}", self.one.title);
        Paper::of(self.day, title).with(Requisites::titled("ЛИСТ ОЗНАКОМЛЕНИЯ")).portrait(text)
    }

    /// Date and number of the document; a draft leaves places for them.
    fn registered(&self, requisites: Requisites) -> Requisites {
        match &self.document {
            Some(held) => requisites.registered(held.signed_on, held.number.clone()),
            None => requisites,
        }
    }

    /// One line a point, whoever many carry it out: «Заместителю директора (Школа № 1): утвердить … Срок – до …».
    fn numbered_points(&self) -> Vec<String> {
        let mut lines: Vec<(i64, String, Vec<&str>, &Measure)> = Vec::new();
        for (point, place) in self.points.iter().zip(&self.places) {
            if let Some((_, _, places, _)) = lines.iter_mut().find(|(ordinal, ..)| *ordinal == point.ordinal)
            {
                places.push(place);
            } else {
                let whom = self.forms.form(&point.responsible, Declension::Dative);
                lines.push((point.ordinal, russian::capital(&whom), vec![place], point));
            }
        }
        let told = |(_, whom, places, point): (i64, String, Vec<&str>, &Measure)| {
            let places = match places.as_slice() {
                [] => String::new(),
                many if many.len() > 5 => {
                    format!(" ({} и\u{a0}ещё {})", many[..5].join(", "), many.len() - 5)
                }
                few => format!(" ({})", few.join(", ")),
            };
            let title = point.title.trim_end_matches('.');
            format!(
                "{whom}{places}: {}. Срок – до\u{a0}{}.",
                small(title),
                russian::date_long(point.due_on).trim_end_matches('.')
            )
        };
        lines.into_iter().map(told).collect()
    }

    fn control(&self) -> String {
        let word = match self.one.kind() {
            DecisionKind::Order => "приказа",
            DecisionKind::Directive => "распоряжения",
            DecisionKind::Instruction => "указания",
            DecisionKind::Protocol => "решения",
            DecisionKind::Recommendation => "рекомендаций",
        };
        let whom = self.forms.form(&self.one.controller, Declension::Accusative);
        format!("Контроль за\u{a0}исполнением {word} возложить на\u{a0}{}.", small(&whom))
    }

    fn signed(&self) -> Block {
        let post = match self.one.taken_by.as_str() {
            "" if self.one.taken_at() == TakenAt::Head => "Руководитель",
            "" => self.one.taken_at().title(),
            by => by,
        };
        signatures([Signature::of(russian::capital(post), "")])
    }
}

fn orders(kind: DecisionKind) -> &'static str {
    match kind {
        DecisionKind::Order => "ПРИКАЗЫВАЮ:",
        DecisionKind::Directive | DecisionKind::Instruction => "ОБЯЗЫВАЮ:",
        DecisionKind::Protocol => "РЕШИЛИ:",
        DecisionKind::Recommendation => "РЕКОМЕНДУЮ:",
    }
}

fn fulfilled(point: &Measure, proof: &str) -> String {
    let said = match (point.status.as_str(), point.done_on) {
        ("done", Some(day)) => format!("Исполнен {}", russian::date(day)),
        ("cancelled", _) => "Снят с\u{a0}контроля".to_owned(),
        _ => "Не\u{a0}исполнен".to_owned(),
    };
    [said.as_str(), &point.outcome, proof]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(". ")
}

/// The first letter small, unless a whole word is in capitals or the second letter is a dot or a capital.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let is_word = text.chars().nth(1).is_some_and(char::is_lowercase) || text.chars().nth(1) == Some(' ');
    if is_word { first.to_lowercase().chain(letters).collect() } else { text.to_owned() }
}
