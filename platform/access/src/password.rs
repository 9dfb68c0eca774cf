//! Passwords: argon2id, and what may be one.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use thiserror::Error;

/// The shortest password accepted, in characters.
pub const MIN_PASSWORD: usize = 10;

/// The longest password accepted, in characters.
pub const MAX_PASSWORD: usize = 200;

/// Why a password is not accepted.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum PasswordFault {
    /// Fewer than [`MIN_PASSWORD`] characters.
    #[error("Пароль короче {MIN_PASSWORD} знаков. Придумайте длиннее: подойдёт фраза из нескольких слов.")]
    Short,
    /// More than [`MAX_PASSWORD`] characters.
    #[error("Пароль длиннее {MAX_PASSWORD} знаков. Сократите его.")]
    Long,
    /// The login itself, or one sign repeated.
    #[error("Такой пароль легко угадать. Придумайте фразу из нескольких слов.")]
    Guessable,
}

/// Checks a new password against the house rules.
pub fn may_be_password(password: &str, login: &str) -> Result<(), PasswordFault> {
    if password.chars().count() < MIN_PASSWORD {
        return Err(PasswordFault::Short);
    }
    if password.chars().count() > MAX_PASSWORD {
        return Err(PasswordFault::Long);
    }
    let first = password.chars().next();
    let is_one_sign = password.chars().all(|c| Some(c) == first);
    if is_one_sign || password.to_lowercase() == login.to_lowercase() {
        return Err(PasswordFault::Guessable);
    }
    Ok(())
}

/// The argon2id hash to store. Slow on purpose: call it before a transaction begins.
pub fn hash_password(password: &str) -> String {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .expect("argon2 hashes any password with its default settings")
}

/// Whether the password is the one hashed. Slow on purpose.
pub fn verify_password(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_verified_and_another_is_not() {
        let hash = hash_password("лесная тропа 7");
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify_password("лесная тропа 7", &hash));
        assert!(!verify_password("лесная тропа 8", &hash));
        assert!(!verify_password("лесная тропа 7", "не хеш"));
    }

    #[test]
    fn ten_characters_are_enough_and_nine_are_not() {
        assert_eq!(may_be_password("девятьзна", "anna"), Err(PasswordFault::Short));
        assert_eq!(may_be_password("десятьзнак", "anna"), Ok(()));
        assert_eq!(may_be_password("aaaaaaaaaaaa", "anna"), Err(PasswordFault::Guessable));
    }
}
