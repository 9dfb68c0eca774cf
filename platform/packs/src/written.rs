//! A template written back as the TOML a methodist reads: the order and the inline tables of the packs in the tree.

use crate::{
    Act, Assessment, Criterion, Drawn, FirstPeriod, Indicator, Number, ParamValue, PeriodKind, RollupKind,
    Template,
};
use std::fmt::Write;

mod rule;

/// The text of `monitoring/<id>.toml`.
pub(crate) fn template(table: &Template) -> String {
    let mut out = head(table);
    for level in &table.levels {
        let _ = write!(out, "\n[[level]]\nid = {}\ntitle = {}\n", quoted(&level.id), quoted(&level.title));
        if level.optional {
            out.push_str("optional = true\n");
        }
    }
    for band in &table.bands {
        let (title, from, to) = (quoted(&band.title), number(band.from), number(band.to));
        let _ = write!(out, "\n[[band]]\ntitle = {title}\nfrom = {from}\nto = {to}\n");
    }
    if let Some(drawn) = &table.drawn {
        out.push_str(&printed(drawn));
    }
    for criterion in &table.criteria {
        out.push_str(&head_of(criterion));
        for one in &criterion.indicators {
            out.push_str(&indicator(one));
        }
    }
    out
}

/// One `key = value` line.
fn line(out: &mut String, key: &str, value: impl std::fmt::Display) {
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{key} = {value}");
}

fn head(table: &Template) -> String {
    let rows = table.indicators().count();
    let mut out =
        format!("# {}: критериев – {}, строк – {rows}.\n", plain(&table.title), table.criteria.len());
    out.push_str(
        "# У каждой строки – формулировка положения, пункт, правило оценки и то, чем она подтверждается.\n",
    );
    line(&mut out, "id", quoted(&table.id));
    line(&mut out, "title", quoted(&table.title));
    line(&mut out, "clause", quoted(&table.clause));
    if let Some(act) = &table.act {
        line(&mut out, "act", requisites(act));
    }
    let period = match table.period {
        PeriodKind::SchoolYear => "school_year",
        PeriodKind::CalendarYear => "calendar_year",
        PeriodKind::HalfYear => "half_year",
    };
    line(&mut out, "period", quoted(period));
    if let Some(max) = table.max {
        line(&mut out, "max", number(max));
    }
    if table.first_period == FirstPeriod::Same {
        line(&mut out, "first_period", "\"same\"");
    }
    line(&mut out, "objection_days", table.objection_days);
    line(&mut out, "decimals", table.decimals);
    for (key, is_on) in [("ranks", table.ranks), ("groups", table.groups)] {
        if is_on {
            line(&mut out, key, true);
        }
    }
    out
}

/// The printed form: a title and its columns.
fn printed(drawn: &Drawn) -> String {
    let mut out = format!("\n[drawn]\ntitle = {}\n", quoted(&drawn.title));
    for column in &drawn.columns {
        out.push_str("\n[[drawn.column]]\n");
        line(&mut out, "title", quoted(&column.title));
        for (key, text) in [("over", &column.over), ("no", &column.no)] {
            if !text.is_empty() {
                line(&mut out, key, quoted(text));
            }
        }
        line(&mut out, "shows", quoted(column.shows.code()));
        line(&mut out, "width", column.width);
    }
    out
}

/// The act as an inline table; the document's id means nothing outside the installation.
fn requisites(act: &Act) -> String {
    let mut parts = vec![format!("title = {}", quoted(&act.title))];
    if !act.number.is_empty() {
        parts.push(format!("number = {}", quoted(&act.number)));
    }
    if let Some(day) = act.date {
        parts.push(format!("date = {}", day.0));
    }
    format!("{{ {} }}", parts.join(", "))
}

fn head_of(criterion: &Criterion) -> String {
    let mut out = format!("\n# Критерий {}: до {} б.\n[[criterion]]\n", criterion.no, criterion.max);
    line(&mut out, "no", quoted(&criterion.no));
    line(&mut out, "title", quoted(&criterion.title));
    line(&mut out, "short", quoted(&criterion.short));
    if let Some(level) = &criterion.level {
        line(&mut out, "level", quoted(level));
    }
    line(&mut out, "clause", quoted(&criterion.clause));
    line(&mut out, "max", number(criterion.max));
    if let Some(weight) = criterion.weight {
        line(&mut out, "weight", number(weight));
    }
    out
}

fn indicator(one: &Indicator) -> String {
    let mut out = String::from("\n[[criterion.indicator]]\n");
    line(&mut out, "no", quoted(&one.no));
    line(&mut out, "title", quoted(&one.title));
    line(&mut out, "source", quoted(&one.source));
    for (key, text) in [("group", &one.group), ("purpose", &one.purpose)] {
        if !text.is_empty() {
            line(&mut out, key, quoted(text));
        }
    }
    line(&mut out, "clause", quoted(&one.clause));
    line(&mut out, "max", number(one.max));
    line(&mut out, "scoring", rule::inline(&one.scoring));
    if let Some(condition) = &one.condition {
        line(&mut out, "condition", quoted(condition));
    }
    if let Some(weight) = one.weight {
        line(&mut out, "weight", number(weight));
    }
    let assessment = match one.assessment {
        Assessment::Auto => "auto",
        Assessment::Semi => "semi",
        Assessment::Manual => "manual",
    };
    line(&mut out, "assessment", quoted(assessment));
    line(&mut out, "evidence", evidence(one));
    if let Some(rollup) = &one.rollup {
        let kind = if rollup.kind == RollupKind::Share { "share" } else { "mean" };
        line(&mut out, "rollup", format!("{{ kind = \"{kind}\", of = {} }}", quoted(&rollup.of)));
    }
    if let Some(fact) = &one.fact {
        line(&mut out, "fact", quoted(fact));
    }
    if !one.params.is_empty() {
        let params: Vec<String> =
            one.params.iter().map(|(name, value)| format!("{} = {}", bare(name), param(value))).collect();
        line(&mut out, "with", format!("{{ {} }}", params.join(", ")));
    }
    out
}

fn evidence(one: &Indicator) -> String {
    let mut parts = vec![format!("text = {}", quoted(&one.evidence.text))];
    if !one.evidence.kinds.is_empty() {
        parts.push(format!("kinds = {}", list(&one.evidence.kinds)));
    }
    if let Some(limit) = one.evidence.limit {
        parts.push(format!("limit = {limit}"));
    }
    format!("{{ {} }}", parts.join(", "))
}

fn param(value: &ParamValue) -> String {
    match value {
        ParamValue::Text(one) => quoted(one),
        ParamValue::Number(number) => number.to_string(),
        ParamValue::Any(many) => list(many),
    }
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A basic string of TOML.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

/// A key, quoted where it has to be.
fn bare(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// A number as a methodist writes it; a long one in quotes, since a float of TOML would lose its end.
fn number(value: Number) -> String {
    let text = value.to_string();
    if text.len() > 12 { quoted(&text) } else { text }
}

/// A text for a comment: one line.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
