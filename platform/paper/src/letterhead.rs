//! The letterhead: who writes, in one language or in several side by side (Терский район: three).

/// Lines of the issuer.
#[derive(Debug, Clone, Default)]
pub struct Letterhead {
    /// One list of lines a language; several stand side by side. The last line of each is the issuer, set in bold.
    pub languages: Vec<Vec<String>>,
    /// Address, telephone, ОКПО, ОГРН: small, under the names.
    pub details: Vec<String>,
}

impl Letterhead {
    /// In one language, from the authority above down to the issuer.
    pub fn of(lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self::default().also(lines)
    }

    /// Beside it the same in a further language.
    #[must_use]
    pub fn also(mut self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.languages.push(lines.into_iter().map(Into::into).collect());
        self
    }

    /// A line of address or codes.
    #[must_use]
    pub fn detail(mut self, line: impl Into<String>) -> Self {
        self.details.push(line.into());
        self
    }
}
