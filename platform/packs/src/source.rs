//! A TOML file with its text kept, so that any finding can be given its line, and a reader that goes on after
//! an error: what cannot be read is told and set aside, and the rest is read again.

use crate::Problem;
use crate::wording;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

/// One step of a path inside a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum At {
    Key(String),
    Item(usize),
}

/// A file of a pack with its text.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) file: String,
    pub(crate) text: String,
}

/// What reading a file gave.
pub(crate) struct Reading<T> {
    pub(crate) value: Option<T>,
    pub(crate) problems: Vec<Problem>,
    /// Nothing was set aside except unknown keys and missing clauses: places and sums may be checked.
    pub(crate) whole: bool,
}

impl Source {
    /// Reads the file into a type, telling every problem rather than the first.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Reading<T> {
        let (mut tree, errors) = DeTable::parse_recoverable(&self.text);
        let mut problems: Vec<Problem> =
            errors.iter().map(|error| self.problem(error.span(), wording::syntax(error.message()))).collect();
        problems.dedup_by(|second, first| second.line == first.line);
        let mut reading = Reading { value: None, whole: problems.is_empty(), problems };
        let mut removed: Vec<String> = Vec::new();
        while reading.whole || reading.problems.iter().all(|problem| problem.line > 0) {
            let error = match T::deserialize(Deserializer::from(tree.clone())) {
                Ok(value) => {
                    reading.value = Some(value);
                    break;
                }
                Err(error) => error,
            };
            let missing = wording::missing_field(error.message());
            if !errors.is_empty() || missing.is_some_and(|key| removed.iter().any(|gone| gone == key)) {
                reading.whole = false;
                break;
            }
            reading.problems.push(self.problem(error.span(), wording::schema(error.message())));
            if reading.problems.len() >= MOST_PROBLEMS
                || self.text.len() > LARGE
                || !repair(&mut tree, &error, &mut removed, &mut reading.whole)
            {
                reading.whole = false;
                break;
            }
        }
        reading
    }

    /// Problem at a path inside the file; the nearest known ancestor gives the line.
    pub(crate) fn at(&self, path: &[At], sentence: impl Into<String>) -> Problem {
        let span = DeTable::parse(&self.text).ok().map(|tree| span_of(&tree, path));
        self.problem(span, sentence.into())
    }

    /// Line from 1 of a path.
    pub(crate) fn line(&self, path: &[At]) -> usize {
        self.at(path, "").line
    }

    fn problem(&self, span: Option<Range<usize>>, sentence: String) -> Problem {
        let start = span.map_or(0, |span| span.start);
        let line = self.text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
        Problem { file: self.file.clone(), line, sentence }
    }
}

/// A text so long is told its first problem only: each one more costs a reading of the whole.
const LARGE: usize = 200_000;

/// More findings in one file than this help nobody.
const MOST_PROBLEMS: usize = 100;

fn span_of(tree: &Spanned<DeTable<'_>>, path: &[At]) -> Range<usize> {
    let Some((At::Key(first), rest)) = path.split_first() else {
        return tree.span();
    };
    let Some((key, mut value)) = tree.get_ref().get_key_value(first.as_str()) else {
        return tree.span();
    };
    let mut span = key.span();
    for step in rest {
        let found = match step {
            At::Item(index) => {
                value.get_ref().as_array().and_then(|items| items.get(*index)).map(|item| (item.span(), item))
            }
            At::Key(name) => value
                .get_ref()
                .as_table()
                .and_then(|table| table.get_key_value(name.as_str()))
                .map(|(key, inner)| (key.span(), inner)),
        };
        let Some(found) = found else { break };
        (span, value) = found;
    }
    span
}

/// Sets aside what an error points at; false when nothing can be set aside.
fn repair(
    tree: &mut Spanned<DeTable<'_>>,
    error: &toml::de::Error,
    removed: &mut Vec<String>,
    whole: &mut bool,
) -> bool {
    let Some(span) = error.span() else { return false };
    let mut path = Vec::new();
    locate(tree.get_ref(), &span, &mut path);
    let message = error.message();
    if wording::missing_field(message) == Some("clause") {
        let unknown = Spanned::new(0..0, DeValue::String("?".into()));
        return table_at(tree.get_mut(), &path)
            .map(|table| table.insert(Spanned::new(0..0, "clause".into()), unknown))
            .is_some();
    }
    if message.starts_with("unknown field") {
        let Some(At::Key(key)) = path.pop() else {
            return false;
        };
        return table_at(tree.get_mut(), &path).is_some_and(|table| table.remove(key.as_str()).is_some());
    }
    *whole = false;
    while matches!(path.last(), Some(At::Key(_))) && path.len() > 1 {
        path.pop();
    }
    match path.pop() {
        Some(At::Item(index)) => remove_item(tree.get_mut(), &path, index),
        Some(At::Key(key)) => {
            let gone = tree.get_mut().remove(key.as_str()).is_some();
            removed.push(key);
            gone
        }
        None => false,
    }
}

/// Path of the deepest key or value whose span holds the given one.
fn locate(table: &DeTable<'_>, span: &Range<usize>, path: &mut Vec<At>) -> bool {
    for (key, value) in table {
        path.push(At::Key(key.get_ref().to_string()));
        if holds(&key.span(), span) || locate_value(value, span, path) {
            return true;
        }
        path.pop();
    }
    false
}

fn locate_value(value: &Spanned<DeValue<'_>>, span: &Range<usize>, path: &mut Vec<At>) -> bool {
    let inside = match value.get_ref() {
        DeValue::Table(table) => locate(table, span, path),
        DeValue::Array(items) => items.iter().enumerate().any(|(index, item)| {
            path.push(At::Item(index));
            let found = locate_value(item, span, path);
            if !found {
                path.pop();
            }
            found
        }),
        _ => false,
    };
    inside || holds(&value.span(), span)
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && inner.start < outer.end
}

fn value_at<'t, 'i>(table: &'t mut DeTable<'i>, path: &[At]) -> Option<&'t mut DeValue<'i>> {
    let (At::Key(first), rest) = path.split_first()? else {
        return None;
    };
    let mut value = table.get_mut(first.as_str())?.get_mut();
    for step in rest {
        value = match (step, value) {
            (At::Item(index), DeValue::Array(items)) => items.get_mut(*index)?.get_mut(),
            (At::Key(key), DeValue::Table(table)) => table.get_mut(key.as_str())?.get_mut(),
            _ => return None,
        };
    }
    Some(value)
}

fn table_at<'t, 'i>(table: &'t mut DeTable<'i>, path: &[At]) -> Option<&'t mut DeTable<'i>> {
    if path.is_empty() {
        return Some(table);
    }
    match value_at(table, path)? {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

fn remove_item(table: &mut DeTable<'_>, path: &[At], index: usize) -> bool {
    let Some(DeValue::Array(items)) = value_at(table, path) else {
        return false;
    };
    let mut kept = DeArray::new();
    for (at, item) in items.iter().enumerate() {
        if at != index {
            kept.push(item.clone());
        }
    }
    *items = kept;
    true
}
