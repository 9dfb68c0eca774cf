//! The places a setting is looked for, in their order.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::NAMES;
use crate::Failure;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "from", content = "place")]
pub enum Origin {
    /// The command line: the flag.
    Flag(String),
    /// The environment: the variable.
    Environment(String),
    /// The TOML file.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Environment(name) => f.write_str(name),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// What the flags, the environment and the file say.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Flags by name.
    pub flags: BTreeMap<&'static str, String>,
    /// Variables by their whole name.
    pub environment: BTreeMap<String, String>,
    /// The file and its values.
    pub file: Option<(PathBuf, BTreeMap<String, String>)>,
}

impl Sources {
    /// The sources of this process: its environment, and the file it names or `./metodset.toml`.
    pub fn of_the_process(flags: &[(&'static str, Option<String>)]) -> Result<Self, Failure> {
        let flags: BTreeMap<_, _> =
            flags.iter().filter_map(|(name, value)| Some((*name, value.clone()?))).collect();
        let environment: BTreeMap<_, _> = std::env::vars()
            .filter(|(name, value)| name.starts_with("METODSET_") && !value.is_empty())
            .collect();
        let named = flags.get("config").or_else(|| environment.get("METODSET_CONFIG")).map(PathBuf::from);
        let beside = Path::new("metodset.toml");
        let path = named.or_else(|| beside.is_file().then(|| beside.to_owned()));
        let file = path.map(|path| read_file(&path).map(|values| (path, values))).transpose()?;
        Ok(Self { flags, environment, file })
    }

    /// The file read.
    pub fn file(&self) -> Option<PathBuf> {
        self.file.as_ref().map(|(path, _)| path.clone())
    }

    /// The setting of this name, from the first source that says something.
    pub fn read<T>(
        &self,
        name: &str,
        default: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Setting<T>, Failure> {
        let (text, origin) = self.find(name).unwrap_or_else(|| (default.to_owned(), Origin::Default));
        let fault = |reason| Failure::Usage(format!("{name} = \"{text}\" ({origin}): {reason}"));
        let value = parse(&text).map_err(fault)?;
        Ok(Setting { value, origin })
    }

    /// The same for a text that holds a secret: it is no flag, and a fault does not repeat it.
    pub fn read_secret<T>(
        &self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Setting<T>, Failure> {
        let (text, origin) = self.find(name).unwrap_or_else(|| (String::new(), Origin::Default));
        let value = parse(&text).map_err(|reason| Failure::Usage(format!("{name} ({origin}): {reason}")))?;
        Ok(Setting { value, origin })
    }

    fn find(&self, name: &str) -> Option<(String, Origin)> {
        let variable = format!("METODSET_{}", name.to_uppercase().replace('-', "_"));
        let flag = || Some((self.flags.get(name)?.clone(), Origin::Flag(format!("--{name}"))));
        let environment =
            || Some((self.environment.get(&variable)?.clone(), Origin::Environment(variable.clone())));
        let file = || {
            let (path, values) = self.file.as_ref()?;
            Some((values.get(name)?.clone(), Origin::File(path.clone())))
        };
        flag().or_else(environment).or_else(file)
    }
}

/// The values of a TOML file; an unknown name is an error, so that a mistyped one is not silently without effect.
fn read_file(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let fault = |reason: String| Failure::Usage(format!("{}: {reason}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|e| fault(e.to_string()))?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| fault(e.to_string()))?;
    let mut values = BTreeMap::new();
    for (name, value) in table {
        if !NAMES.contains(&name.as_str()) {
            return Err(fault(format!("unknown setting `{name}`; known: {}", NAMES.join(", "))));
        }
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Integer(number) => number.to_string(),
            toml::Value::Boolean(yes) => yes.to_string(),
            _ => return Err(fault(format!("`{name}` must be a text, a number, true or false"))),
        };
        values.insert(name, text);
    }
    Ok(values)
}
