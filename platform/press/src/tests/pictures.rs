//! Pictures in dots.

use resvg::tiny_skia::Pixmap;

use crate::{Fault, Press};

#[test]
fn a_picture_comes_out_in_dots_and_another_text_does_not() {
    let press = Press::with_fonts("Golos Text", Vec::new());
    let square = r##"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="4" height="3" fill="#2b68a9"/></svg>"##;
    let dots = Pixmap::decode_png(&press.png(square).unwrap()).unwrap();
    assert_eq!((dots.width(), dots.height()), (8, 6));
    assert_eq!(dots.pixel(5, 5).unwrap().demultiply().blue(), 0xa9);
    assert!(matches!(press.png("<html></html>"), Err(Fault::Unreadable(_))));
    let vast = square.replace("width=\"4\"", "width=\"90000\"").replace("height=\"3\"", "height=\"9000\"");
    assert!(matches!(press.png(&vast), Err(Fault::TooLarge(..))));
}

#[test]
fn a_picture_stands_even_where_its_words_cannot_be_drawn() {
    let press = Press::with_fonts("Golos Text", Vec::new());
    let text =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><text x="1" y="20">Ж</text></svg>"#;
    assert!(press.png(text).is_ok());
    assert_eq!(press.count(), 0);
}
