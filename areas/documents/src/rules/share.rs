//! The share of units that have a document, beside what the regulation told of it.

/// Per cent of a part in tenths, the half rounded up; of nothing none.
pub(crate) fn tenths(part: usize, whole: usize) -> Option<usize> {
    (part * 2_000 + whole).checked_div(whole * 2)
}

/// «13,6\u{a0}%», «15\u{a0}%»
pub(crate) fn percent(tenths: usize) -> String {
    format!("{}\u{a0}%", number(tenths))
}

fn number(tenths: usize) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{},{rest}", tenths / 10),
    }
}

/// Against a share of the regulation: «на 1,4 процентного пункта меньше».
pub(crate) fn against(tenths: usize, told: u32) -> String {
    let told = usize::try_from(told).unwrap_or(0) * 10;
    match tenths.cmp(&told) {
        std::cmp::Ordering::Equal => "столько\u{a0}же".to_owned(),
        std::cmp::Ordering::Greater => format!("на\u{a0}{} п.\u{a0}п. больше", number(tenths - told)),
        std::cmp::Ordering::Less => format!("на\u{a0}{} п.\u{a0}п. меньше", number(told - tenths)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_once_and_told_against_the_regulation() {
        let cases = [
            (3, 22, "13,6"),
            (3, 20, "15"),
            (1, 3, "33,3"),
            (2, 3, "66,7"),
            (1, 8, "12,5"),
            (0, 5, "0"),
            (5, 5, "100"),
        ];
        for (part, whole, said) in cases {
            assert_eq!(percent(tenths(part, whole).unwrap()), format!("{said}\u{a0}%"), "{part} of {whole}");
        }
        assert_eq!(tenths(0, 0), None);
        let told = |tenths: usize| against(tenths, 15).replace('\u{a0}', " ");
        assert_eq!(
            [told(136), told(150), told(165)],
            ["на 1,4 п. п. меньше", "столько же", "на 1,5 п. п. больше"]
        );
    }
}
