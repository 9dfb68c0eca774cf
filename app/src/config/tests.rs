//! Precedence: flag, environment, file, default; and what is said of a value that cannot be read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;

fn sources(flag: Option<&str>, environment: Option<&str>, file: Option<&str>) -> Sources {
    let values = file.map(|value| BTreeMap::from([("listen".to_owned(), value.to_owned())]));
    Sources {
        flags: flag.map(|value| ("listen", value.to_owned())).into_iter().collect(),
        environment: environment
            .map(|value| ("METODSET_LISTEN".to_owned(), value.to_owned()))
            .into_iter()
            .collect(),
        file: values.map(|values| (PathBuf::from("m.toml"), values)),
    }
}

#[test]
fn a_flag_comes_before_the_environment_before_the_file_before_the_default() {
    let cases = [
        (sources(Some("a:1"), Some("b:1"), Some("c:1")), "a:1", "--listen"),
        (sources(None, Some("b:1"), Some("c:1")), "b:1", "METODSET_LISTEN"),
        (sources(None, None, Some("c:1")), "c:1", "m.toml"),
        (sources(None, None, None), "127.0.0.1:8080", "default"),
    ];
    for (sources, value, origin) in cases {
        let config = Config::from_sources(&sources).unwrap();
        assert_eq!(
            (config.listen.value.as_str(), config.listen.origin.to_string().as_str()),
            (value, origin)
        );
    }
}

#[test]
fn the_database_lies_in_the_folder_unless_it_is_named() {
    let mut sources = Sources { flags: BTreeMap::from([("dir", "/srv/m".to_owned())]), ..Sources::default() };
    let config = Config::from_sources(&sources).unwrap();
    assert_eq!(config.database.value.to_string(), "sqlite:/srv/m/metodset.db");
    sources.flags.insert("database", "postgres://ann:secret@db/m".to_owned());
    let config = Config::from_sources(&sources).unwrap();
    assert_eq!(config.explained()[0].1, "postgres://…@db/m");
}

#[test]
fn a_wrong_value_is_told_with_its_place() {
    let wrong = [
        ("zone", "Moon/Sea"),
        ("upload-limit", "0"),
        ("behind-tls", "maybe"),
        ("trusted-proxy", "nginx"),
        ("drain", "9"),
        ("log-format", "xml"),
        ("database", "metodset.db"),
    ];
    for (name, value) in wrong {
        let sources = Sources { flags: BTreeMap::from([(name, value.to_owned())]), ..Sources::default() };
        let Err(Failure::Usage(text)) = Config::from_sources(&sources) else {
            panic!("{name} = {value} was taken")
        };
        assert!(text.contains(&format!("--{name}")) && text.contains(value), "{text}");
    }
}
