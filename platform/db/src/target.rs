//! Which database: chosen by the scheme of its address, so that a mistyped address never becomes a file.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The database an installation runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `sqlite:PATH`
    Sqlite(PathBuf),
    /// `postgres://…` or `postgresql://…`
    Postgres(String),
}

impl FromStr for Target {
    type Err = String;

    fn from_str(url: &str) -> Result<Self, Self::Err> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        match url.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path)) {
            Some(path) if !path.is_empty() => Ok(Self::Sqlite(PathBuf::from(path))),
            _ => Err(format!(
                "`{url}` is not a database address: write sqlite:PATH or postgres://USER@HOST/DATABASE"
            )),
        }
    }
}

/// Without the password: an address is shown by `doctor` and in logs.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => match (url.find("://"), url.rfind('@')) {
                (Some(scheme), Some(at)) if at > scheme => write!(f, "{}://…{}", &url[..scheme], &url[at..]),
                _ => f.write_str(url),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_scheme_is_an_address() {
        assert_eq!("sqlite:data/m.db".parse(), Ok(Target::Sqlite("data/m.db".into())));
        assert!("postgres:x".parse::<Target>().is_err());
        assert!("m.db".parse::<Target>().is_err());
    }

    #[test]
    fn a_password_is_not_shown() {
        let target: Target = "postgres://ann:secret@localhost/m".parse().unwrap();
        assert_eq!(target.to_string(), "postgres://…@localhost/m");
    }
}
