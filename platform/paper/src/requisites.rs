//! Requisites: what kind of paper it is, its date, number, place, addressee, heading to the text, approval, signatures.

use chrono::NaiveDate;

/// What identifies a paper. Empty ones are not printed, but for date and number, which leave a place to write them in.
#[derive(Debug, Clone, Default)]
pub struct Requisites {
    /// «ПРИКАЗ»; empty for a letter.
    pub kind: String,
    /// The day it was dated; none: a place for it.
    pub date: Option<NaiveDate>,
    /// Its number; empty: a place for it.
    pub number: String,
    /// Whether date and number are printed at all: a table on plain paper has none.
    pub is_registered: bool,
    /// Where it was issued.
    pub place: String,
    /// To whom: one list of lines an addressee, as they are to be read («Руководителям …»).
    pub addressee: Vec<Vec<String>>,
    /// «На № … от …» of a reply.
    pub reference: String,
    /// The heading to the text: «О проведении мониторинга».
    pub heading: String,
    /// «УТВЕРЖДАЮ» or «СОГЛАСОВАНО» above the text, to the right.
    pub approvals: Vec<Approval>,
}

impl Requisites {
    /// An issued paper of a kind: date and number are printed.
    pub fn of(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), is_registered: true, ..Self::default() }
    }

    /// A paper with a title and no registration: a table, an appendix, a print-out.
    pub fn titled(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), ..Self::default() }
    }

    /// A letter to an addressee.
    pub fn letter(addressee: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { is_registered: true, ..Self::default() }.to(addressee)
    }

    /// A further addressee; the standard allows four.
    #[must_use]
    pub fn to(mut self, addressee: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.addressee.push(addressee.into_iter().map(Into::into).collect());
        self
    }

    /// Dated and numbered.
    #[must_use]
    pub fn registered(mut self, date: NaiveDate, number: impl Into<String>) -> Self {
        self.date = Some(date);
        self.number = number.into();
        self
    }

    /// Issued here.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// Headed «О …».
    #[must_use]
    pub fn about(mut self, heading: impl Into<String>) -> Self {
        self.heading = heading.into();
        self
    }

    /// In reply to «№ … от …».
    #[must_use]
    pub fn replying(mut self, reference: impl Into<String>) -> Self {
        self.reference = reference.into();
        self
    }

    /// Approved or agreed above the text.
    #[must_use]
    pub fn approved(mut self, approval: Approval) -> Self {
        self.approvals.push(approval);
        self
    }
}

/// «УТВЕРЖДАЮ» of an official, «УТВЕРЖДЕНО» by a paper, «СОГЛАСОВАНО».
#[derive(Debug, Clone)]
pub struct Approval {
    /// «УТВЕРЖДАЮ»
    pub word: String,
    /// Post or paper, line by line.
    pub lines: Vec<String>,
    /// Who signs; empty where a paper approves.
    pub name: String,
    /// When; empty leaves a place where an official signs.
    pub date: Option<NaiveDate>,
}

impl Approval {
    /// An official approves or agrees: post and name.
    pub fn by_official(word: &str, post: impl Into<String>, name: impl Into<String>) -> Self {
        Self { word: word.to_owned(), lines: vec![post.into()], name: name.into(), date: None }
    }

    /// A paper approves: «приказом управления образования», «от 01.09.2026 № 114».
    pub fn by_paper(word: &str, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let lines = lines.into_iter().map(Into::into).collect();
        Self { word: word.to_owned(), lines, name: String::new(), date: None }
    }

    /// Dated.
    #[must_use]
    pub fn on(mut self, day: NaiveDate) -> Self {
        self.date = Some(day);
        self
    }
}

/// A signature under the text: post to the left, name to the right.
#[derive(Debug, Clone)]
pub struct Signature {
    /// «Начальник управления»
    pub post: String,
    /// «И.О. Фамилия»; empty leaves a place.
    pub name: String,
}

impl Signature {
    /// Who signs.
    pub fn of(post: impl Into<String>, name: impl Into<String>) -> Self {
        Self { post: post.into(), name: name.into() }
    }
}
