//! A report put together: the words of its sections with their figures, and the tables and pictures each section has of itself.

mod criteria;
mod deficits;
mod dynamics;
mod followed;
mod groups;
mod leaders;
mod method;
mod procedures;
mod steps;
mod summary;
mod topics;
pub(crate) mod trend;

pub(crate) use groups::groups_of;
pub(crate) use procedures::told;
pub(crate) use topics::indicators;

use web::russian;

use crate::content::{Block, Content, Part, Run};
use crate::figures::Figures;
use crate::rules::{Mark, Topic, marks};
use crate::source::View;

/// A section's code, heading and words.
pub(crate) type Words<'a> = (&'a str, &'a str, &'a str);

/// Everything a report says now.
pub(crate) fn content<'a>(view: View<'_>, sections: impl Iterator<Item = Words<'a>>) -> Content {
    let figures = Figures::of(view);
    let part = |(code, title, body): Words<'a>| {
        let mut blocks = text(body, &figures);
        blocks.extend(own(view, code));
        Part { code: code.to_owned(), title: title.to_owned(), blocks }
    };
    Content { parts: sections.map(part).collect(), source: source(view) }
}

/// «Источник: результаты мониторинга «…», 2024/25, редакция 1 от 20.08.2025».
fn source(view: View<'_>) -> String {
    let now = &view.source.now;
    format!(
        "Источник: результаты мониторинга «{}», {}, редакция {} от\u{a0}{}",
        now.campaign.title,
        now.title(),
        now.publication.revision,
        russian::date(view.source.published_on()),
    )
}

/// The paragraphs of a text with their figures.
pub(crate) fn text(body: &str, figures: &Figures) -> Vec<Block> {
    let run = |mark: Mark<'_>| match mark {
        Mark::Words(words) => Run::words(words),
        Mark::Figure(name) => figures.run(name),
    };
    let paragraph = |line: &str| Block::Text(marks(line.trim()).into_iter().map(run).collect());
    body.lines().filter(|line| !line.trim().is_empty()).map(paragraph).collect()
}

/// What a section has of itself: it follows the figures, nobody edits it.
fn own(view: View<'_>, code: &str) -> Vec<Block> {
    match code {
        "method" => method::blocks(view),
        "summary" => summary::blocks(view),
        "criteria" => criteria::blocks(view),
        "leaders" => leaders::blocks(view),
        "deficits" => deficits::blocks(view),
        "dynamics" => dynamics::blocks(view),
        "groups" => groups::blocks(view),
        "distribution" => steps::blocks(view),
        "procedures" => procedures::blocks(view),
        "measures" => followed::measures(view),
        "effect" => followed::effect(view),
        "forecast" => trend::blocks(view),
        _ => Topic::from_code(code).map(|topic| topics::blocks(view, topic)).unwrap_or_default(),
    }
}
