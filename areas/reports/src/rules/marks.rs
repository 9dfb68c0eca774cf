//! The text of a section as a person writes it: words, and names of figures in braces – «{средний процент}».

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark<'a> {
    /// Words, as they are.
    Words(&'a str),
    /// The name of a figure, without its braces.
    Figure(&'a str),
}

/// The longest name of a figure: what is longer is a pair of braces in a text.
const LONGEST: usize = 120;

/// The pieces of one paragraph. A brace that is not closed, or closes nothing, stays a brace.
pub fn marks(text: &str) -> Vec<Mark<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((at, name, end)) = next(rest) {
        if at > 0 {
            found.extend(rest.get(..at).map(Mark::Words));
        }
        found.push(Mark::Figure(name));
        rest = rest.get(end..).unwrap_or_default();
    }
    if !rest.is_empty() {
        found.push(Mark::Words(rest));
    }
    found
}

/// The next figure: where it begins, its name, where it ends.
fn next(text: &str) -> Option<(usize, &str, usize)> {
    let close_at = |from: usize| text.get(from..).and_then(|rest| rest.find('}')).map(|at| from + at);
    let mut from = 0;
    loop {
        let close = close_at(from)?;
        let before = text.get(from..close)?;
        if let Some(open) = before.rfind('{').map(|at| from + at) {
            let name = text.get(open + 1..close)?.trim();
            if !name.is_empty() && name.chars().count() <= LONGEST {
                return Some((open, name, close + 1));
            }
        }
        from = close + 1;
    }
}
