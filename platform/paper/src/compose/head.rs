//! The head of the first page: letterhead, date and number, addressee, kind, heading to the text, approvals.

use crate::compose::{GAP, TEXT, at_right, line, width};
use crate::{Align, Approval, DrawnColumn, Letterhead, Line, Paper, Part, Requisites, Style};

/// A letter sets its addressee beside the requisites of the sender; any other paper goes down the middle.
pub(super) fn parts(paper: &Paper, is_landscape: bool) -> Vec<Part> {
    let requisites = &paper.requisites;
    let mut parts = Vec::new();
    if requisites.addressee.is_empty() {
        parts.extend(
            paper.letterhead.as_ref().map(|letterhead| names(letterhead, is_landscape)).unwrap_or_default(),
        );
        parts.extend(approvals(requisites, is_landscape));
        parts.extend(middle(requisites, is_landscape));
    } else {
        parts.extend(letter(paper, is_landscape));
    }
    if !requisites.heading.is_empty() {
        parts.push(heading(requisites));
    }
    parts
}

const NAME: Style = Style { align: Align::Center, ..TEXT };
/// White between two columns.
const WHITE: u32 = 280;
const SMALL: Style = Style { size: 10, align: Align::Center, ..TEXT };

/// The issuer, a column a language, details under all of them.
fn names(letterhead: &Letterhead, is_landscape: bool) -> Vec<Part> {
    let mut parts = match letterhead.languages.as_slice() {
        [one] => issuer(one, 14).into_iter().map(Part::Line).collect(),
        several => {
            vec![Part::Side(beside(several.iter().map(|lines| issuer(lines, 12)).collect(), is_landscape))]
        }
    };
    parts.push(line("", Style { size: 4, ..TEXT }));
    parts.extend(letterhead.details.iter().map(|text| line(text, SMALL)));
    parts.push(line("", Style { size: 8, ..TEXT }));
    parts
}

/// Columns of one width with white between them.
fn beside(columns: Vec<Vec<Line>>, is_landscape: bool) -> Vec<DrawnColumn> {
    let count = u32::try_from(columns.len()).unwrap_or(1).max(1);
    let each = (width(is_landscape) - WHITE * (count - 1)) / count;
    let mut drawn = Vec::new();
    for lines in columns {
        if !drawn.is_empty() {
            drawn.push(DrawnColumn { width: WHITE, lines: Vec::new(), is_low: false });
        }
        drawn.push(DrawnColumn { width: each, lines, is_low: false });
    }
    drawn
}

fn issuer(lines: &[String], size: u32) -> Vec<Line> {
    let last = lines.len().saturating_sub(1);
    let style = |index| Style { size, is_bold: index == last, ..NAME };
    lines.iter().enumerate().map(|(index, text)| Line { text: text.clone(), style: style(index) }).collect()
}

/// Kind, date and number in one row, place.
fn middle(requisites: &Requisites, is_landscape: bool) -> Vec<Part> {
    let title = Style {
        align: Align::Center,
        is_bold: true,
        before: 120,
        after: 120,
        heading: 1,
        is_kept: true,
        ..TEXT
    };
    let mut parts = Vec::new();
    if !requisites.kind.is_empty() {
        parts.push(line(&requisites.kind, title));
    }
    if requisites.is_registered {
        let half = width(is_landscape) / 2;
        let column = |text, align| DrawnColumn {
            width: half,
            lines: vec![Line { text, style: Style { align, ..TEXT } }],
            is_low: false,
        };
        parts.push(Part::Side(vec![
            column(date(requisites), Align::Left),
            column(format!("№\u{a0}{}", number(requisites)), Align::Right),
        ]));
    }
    if !requisites.place.is_empty() {
        parts.push(line(&requisites.place, Style { before: 120, ..NAME }));
    }
    parts
}

/// At the left the sender with date and number, at the right to whom.
fn letter(paper: &Paper, is_landscape: bool) -> Vec<Part> {
    let requisites = &paper.requisites;
    let all = width(is_landscape);
    let mut parts = Vec::new();
    let mut sender = Vec::new();
    match &paper.letterhead {
        Some(letterhead) if letterhead.languages.len() == 1 => {
            sender.extend(issuer(&letterhead.languages[0], 12));
            sender.extend(letterhead.details.iter().map(|text| Line { text: text.clone(), style: SMALL }));
        }
        Some(letterhead) => parts.extend(names(letterhead, is_landscape)),
        None => {}
    }
    let registered = format!("{} №\u{a0}{}", date(requisites), number(requisites));
    let style = Style { size: 12, align: Align::Left, before: 120, ..TEXT };
    let of_reply = Some(&requisites.reference).filter(|text| !text.is_empty()).cloned();
    sender.extend(std::iter::once(registered).chain(of_reply).map(|text| Line { text, style }));
    let left = all * 9 / 20;
    parts.push(Part::Side(vec![
        DrawnColumn { width: left, lines: sender, is_low: false },
        DrawnColumn { width: all / 20, lines: Vec::new(), is_low: false },
        DrawnColumn { width: all - left - all / 20, lines: addressees(requisites), is_low: false },
    ]));
    parts
}

/// A space between two addressees.
fn addressees(requisites: &Requisites) -> Vec<Line> {
    let lines = requisites.addressee.iter().flat_map(|one| {
        one.iter().enumerate().map(|(index, text)| {
            let before = if index == 0 { GAP / 2 } else { 0 };
            Line { text: text.clone(), style: Style { before, ..TEXT } }
        })
    });
    lines.collect()
}

/// A letter's heading stands at the left, a table's title in the middle.
fn heading(requisites: &Requisites) -> Part {
    let is_left = requisites.is_registered;
    let style = Style {
        align: if is_left { Align::Left } else { Align::Center },
        is_bold: !is_left,
        before: if is_left { GAP } else { 0 },
        after: GAP,
        is_kept: true,
        ..TEXT
    };
    line(&requisites.heading, style)
}

/// One stands at the right, two side by side.
fn approvals(requisites: &Requisites, is_landscape: bool) -> Vec<Part> {
    let after = line("", Style { size: 8, ..TEXT });
    match requisites.approvals.as_slice() {
        [] => Vec::new(),
        [one] => vec![at_right(approval(one), is_landscape), after],
        several => {
            vec![Part::Side(beside(several.iter().map(approval).collect(), is_landscape)), after]
        }
    }
}

fn approval(approval: &Approval) -> Vec<Line> {
    let mut lines = vec![approval.word.clone()];
    lines.extend(approval.lines.iter().cloned());
    let day = approval.date.map(|day| day.format("%d.%m.%Y").to_string());
    if !approval.name.is_empty() {
        lines.push(format!("_____________ {}", approval.name));
        lines.push(day.unwrap_or_else(|| "___.___.______".to_owned()));
    } else if let Some(day) = day {
        lines.push(day);
    }
    lines.into_iter().map(|text| Line { text, style: TEXT }).collect()
}

fn date(requisites: &Requisites) -> String {
    requisites.date.map_or_else(|| "___.___.______".to_owned(), |day| day.format("%d.%m.%Y").to_string())
}

fn number(requisites: &Requisites) -> &str {
    if requisites.number.is_empty() { "________" } else { &requisites.number }
}
