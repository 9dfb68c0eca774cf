//! A person's name in a case, whole or with initials.

use crate::Case;
use crate::rules::RULES;

/// What endings go by; nobody is asked for it where a patronymic tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Иванов
    Male,
    /// Иванова
    Female,
    /// The name does not tell.
    Unknown,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Name {
    /// «Иванова»
    pub surname: String,
    /// «Анна»
    pub given: String,
    /// «Петровна»; empty where there is none.
    pub patronymic: String,
}

impl Name {
    /// A name of its parts.
    pub fn of(surname: &str, given: &str, patronymic: &str) -> Self {
        Self { surname: surname.to_owned(), given: given.to_owned(), patronymic: patronymic.to_owned() }
    }

    /// A name written in one line, surname first; what follows the given name is the patronymic («Гасан оглы»).
    pub fn read(line: &str) -> Self {
        let mut words = line.split_whitespace();
        let (surname, given) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        Self::of(surname, given, &words.collect::<Vec<_>>().join(" "))
    }

    /// By the patronymic, else by the ending of the surname together with the given name's.
    pub fn gender(&self) -> Gender {
        let (patronymic, surname) = (self.patronymic.to_lowercase(), self.surname.to_lowercase());
        let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        if ends(&patronymic, &["ич", "оглы", "улы", "уулу"]) {
            return Gender::Male;
        }
        if ends(&patronymic, &["на", "кызы", "гызы"]) {
            return Gender::Female;
        }
        if ends(&surname, &["ова", "ева", "ёва", "ина", "ына", "ая", "яя"]) {
            return Gender::Female;
        }
        if ends(&surname, &["ов", "ев", "ёв", "ин", "ын", "кий", "ый", "ой"]) {
            return Gender::Male;
        }
        Gender::Unknown
    }

    /// The whole name in a case. A name that does not tell its gender stays as it is: better than a wrong ending.
    #[must_use]
    pub fn inflected(&self, case: Case) -> Self {
        let gender = self.gender();
        if gender == Gender::Unknown {
            return self.clone();
        }
        self.inflected_as(gender, case)
    }

    /// The same where the gender is known otherwise.
    #[must_use]
    pub fn inflected_as(&self, gender: Gender, case: Case) -> Self {
        Self {
            surname: RULES.lastname.inflected(&self.surname, gender, case),
            given: RULES.firstname.inflected(&self.given, gender, case),
            patronymic: RULES.middlename.inflected(&self.patronymic, gender, case),
        }
    }

    /// «Ивановой Анне Петровне».
    pub fn whole(&self) -> String {
        let parts = [&self.surname, &self.given, &self.patronymic];
        parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// «Ивановой А.П.»: initials before the surname only in signatures («А.П. Иванова»).
    pub fn short(&self) -> String {
        let initials = self.initials();
        if initials.is_empty() { self.surname.clone() } else { format!("{}\u{a0}{initials}", self.surname) }
    }

    /// «А.П. Иванова»: as a paper is signed.
    pub fn signed(&self) -> String {
        let initials = self.initials();
        if initials.is_empty() { self.surname.clone() } else { format!("{initials}\u{a0}{}", self.surname) }
    }

    fn initials(&self) -> String {
        let first = |part: &String| part.chars().next().map(|letter| format!("{letter}."));
        [&self.given, &self.patronymic].into_iter().filter_map(first).collect()
    }
}
