//! Tables and properties of the rules.

use rust_decimal::Decimal;

use super::{Mark, carried_on, marks};

#[test]
fn names_in_braces_are_found_and_other_braces_stay_words() {
    let (words, figure) = (Mark::Words, Mark::Figure);
    let cases: [(&str, Vec<Mark<'_>>); 8] = [
        ("", vec![]),
        ("просто текст", vec![words("просто текст")]),
        ("{год}", vec![figure("год")]),
        ("в { средний процент } среднем", vec![words("в "), figure("средний процент"), words(" среднем")]),
        ("скобка { без пары", vec![words("скобка { без пары")]),
        ("лишняя } и {год}.", vec![words("лишняя } и "), figure("год"), words(".")]),
        ("{} и {{год}}", vec![words("{} и {"), figure("год"), words("}")]),
        ("{a}{b}", vec![figure("a"), figure("b")]),
    ];
    for (text, told) in cases {
        assert_eq!(marks(text), told, "{text}");
    }
    let long = format!("{{{}}}", "я".repeat(121));
    assert_eq!(marks(&long), [words(&long)], "no name is that long");
}

#[test]
fn a_line_is_carried_on_through_two_years_or_more_and_stays_a_percent() {
    let of = |years: &[(i32, i64)]| {
        let years: Vec<(i32, Decimal)> =
            years.iter().map(|(year, tenths)| (*year, Decimal::new(*tenths, 1))).collect();
        carried_on(&years).map(|next| next.to_string())
    };
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[(2025, 600)]), None, "one year is no line");
    assert_eq!(of(&[(2024, 600), (2025, 625)]).as_deref(), Some("65"));
    assert_eq!(of(&[(2023, 500), (2024, 600), (2025, 600)]).as_deref(), Some("66.7"));
    assert_eq!(of(&[(2024, 500), (2025, 990)]).as_deref(), Some("100"), "no more than everything");
    assert_eq!(of(&[(2024, 500), (2025, 10)]).as_deref(), Some("0"));
    assert_eq!(
        of(&[(2022, 400), (2025, 700)]).as_deref(),
        Some("80"),
        "a year without figures counts as time"
    );
}
