//! What a candidate carries already, in words; nothing of it forbids anything (п. 1.6).

use super::Candidate;

/// «наставляемых 1; ставка 1,25; руководитель ШМО»
pub fn load(one: &Candidate) -> String {
    let mentees = match one.mentees.len() {
        0 => "наставляемых нет".to_owned(),
        count => format!("наставляемых {count}"),
    };
    [mentees, besides(one)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// «ставка 1,25, должностей 2; 27 ч в неделю; руководитель ШМО»: what is carried beside mentoring.
pub fn besides(one: &Candidate) -> String {
    let (whole, part) = (one.rate / 100, one.rate % 100);
    let rate = match (one.rate, part) {
        (0, _) => String::new(),
        (_, 0) => format!("ставка {whole}"),
        _ => format!("ставка {whole},{part:02}").trim_end_matches('0').to_owned(),
    };
    let rate = if one.posts > 1 { format!("{rate}, должностей {}", one.posts) } else { rate };
    let hours = match (one.teaching_hours / 100, one.teaching_hours % 100) {
        (0, 0) => String::new(),
        (whole, 0) => format!("{whole}\u{a0}ч в\u{a0}неделю"),
        (whole, part) => {
            format!("{}\u{a0}ч в\u{a0}неделю", format!("{whole},{part:02}").trim_end_matches('0'))
        }
    };
    let member = if one.bodies.is_empty() {
        String::new()
    } else {
        format!("состоит: {}", one.bodies.join(", "))
    };
    let parts = [rate, hours].into_iter().chain(one.roles.iter().cloned()).chain([member]);
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
