//! The press of the program: pictures in dots with the font of the screen, papers with a serif, from `web/dist`.

use web::PaperForm;

use crate::Failure;
use crate::assets;

/// The family pictures name.
const FAMILY: &str = "Golos Text";

/// The press with the built fonts.
pub struct Built(press::Press);

impl Built {
    /// Reads the fonts; a program built without them refuses to start.
    pub fn open() -> Result<Self, Failure> {
        let absent = |folder: &str| {
            Failure::Refused(format!("web/dist/{folder} has no font: run `npm ci && npm run build` in web/"))
        };
        let press = press::Press::with_fonts(FAMILY, assets::fonts("press/"));
        if press.count() == 0 {
            return Err(absent("press"));
        }
        press.with_paper_fonts(assets::fonts("paper/")).map(Self).map_err(|_| absent("paper"))
    }

    /// The signs of a picture that the fonts lack.
    pub fn missing(&self, svg: &str) -> Result<Vec<char>, press::Fault> {
        self.0.missing(svg)
    }
}

impl web::Press for Built {
    fn png(&self, svg: &str) -> Result<Vec<u8>, String> {
        self.0.png(svg).map_err(|fault| fault.to_string())
    }

    fn paper(&self, paper: &paper::Paper, form: PaperForm) -> Result<Vec<u8>, String> {
        let printed = match form {
            PaperForm::Pdf => self.0.pdf(paper),
            PaperForm::Docx => self.0.docx(paper),
        };
        printed.map_err(|fault| fault.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use web::Press as _;

    fn words(text: &str, weight: u32) -> String {
        format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="800" height="40"><text x="4" y="28" font-family="Golos Text" font-size="16" font-weight="{weight}">{text}</text></svg>"#
        )
    }

    #[test]
    fn every_sign_of_a_picture_has_its_glyph() {
        let press = Built::open().unwrap();
        let russian: String = ('А'..='я').chain("Ёё".chars()).collect();
        let marks = "0123456789 «»„“–—−+±%№.,:;!?()/·…\u{a0}АаZz";
        for weight in [400, 600] {
            for text in [russian.as_str(), marks] {
                let missing = press.missing(&words(text, weight)).unwrap();
                assert!(missing.is_empty(), "{missing:?}");
            }
        }
        // The check can fail: no font of the screen has a snowman.
        assert_eq!(press.missing(&words("снег ☃", 400)).unwrap(), ['☃']);
    }

    #[test]
    fn letters_leave_ink() {
        let press = Built::open().unwrap();
        let (empty, full) =
            (press.png(&words("", 400)).unwrap(), press.png(&words("Щёкинский округ", 400)).unwrap());
        assert!(full.starts_with(b"\x89PNG") && full.len() > empty.len() + 1_000);
    }
}
