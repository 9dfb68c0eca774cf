//! What may be an emblem: a picture a browser draws without running anything, small enough for a page.

/// The largest emblem, bytes.
const LARGEST_EMBLEM: i64 = 1_000_000;
/// Kinds of pictures taken; a drawing in SVG may carry programs and is none.
const TAKEN: [&str; 2] = ["image/png", "image/jpeg"];

/// Why a file is no emblem.
pub fn emblem_fault(media_type: &str, size: i64) -> Option<String> {
    if !TAKEN.contains(&media_type) {
        return Some("Эмблема – картинка PNG или JPG: сохраните её в\u{a0}одном из этих видов.".to_owned());
    }
    (size > LARGEST_EMBLEM).then(|| {
        "Картинка больше 1\u{a0}МБ: уменьшите её, для страницы хватит 400 точек по\u{a0}стороне.".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_picture_is_taken_and_nothing_else() {
        assert_eq!(emblem_fault("image/png", LARGEST_EMBLEM), None);
        assert_eq!(emblem_fault("image/jpeg", 1), None);
        assert!(emblem_fault("image/png", LARGEST_EMBLEM + 1).is_some());
        for other in ["image/svg+xml", "application/pdf", "image/gif"] {
            assert!(emblem_fault(other, 1).is_some_and(|text| text.contains("PNG")), "{other}");
        }
    }
}
