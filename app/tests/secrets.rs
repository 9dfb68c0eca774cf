//! The key of the installation through the program: made once, for its user alone; another one is refused until somebody
//! says that the first is lost.

mod program;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use program::{json, migrated, run, text};

fn add_user(dir: &str, login: &str, further: &[&str]) -> std::process::Output {
    let name =
        ["--last-name", "Кедрова", "--first-name", "Вера", "--role", "administrator", "--basis", "приказ"];
    run(&[&["user", "add", "--dir", dir, "--login", login], &name[..], further].concat())
}

/// The line of `doctor` about secrets.
fn doctor(dir: &str) -> serde_json::Value {
    let told = json(&run(&["doctor", "--dir", dir, "--json"]).stdout);
    let found = told["checks"].as_array().into_iter().flatten().find(|check| check["name"] == "secrets");
    found.cloned().expect("a line about secrets")
}

#[test]
fn the_key_is_made_once_and_another_one_is_refused() {
    let (_folder, dir) = migrated();
    let path = Path::new(&dir).join("secret.key");
    assert!(
        !path.exists() && doctor(&dir)["text"] == "no key yet, the first start makes one",
        "looking makes none"
    );
    assert!(!path.exists());
    assert_eq!(add_user(&dir, "vera", &[]).status.code(), Some(0));
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let key = std::fs::read_to_string(&path).unwrap();
    assert_eq!(key.trim().len(), 43);
    assert_eq!(add_user(&dir, "anna", &[]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), key, "made once");
    assert_eq!(doctor(&dir)["state"], "well");

    std::fs::remove_file(&path).unwrap();
    assert_eq!(doctor(&dir)["state"], "wrong");
    let refused = add_user(&dir, "inna", &[]);
    assert_eq!(refused.status.code(), Some(1));
    let told = text(&refused.stderr);
    assert!(told.contains("secret.key") && told.contains("--without-lost"), "{told}");
    assert!(!told.contains(key.trim()) && !path.exists(), "no other key is made in its place");

    // The key comes back by the settings, beside a newer one.
    let newer = "A".repeat(43);
    let settings = Path::new(&dir).join("m.toml");
    std::fs::write(&settings, format!("secret-key = \"{newer}, {}\"\n", key.trim())).unwrap();
    let config = ["--config", settings.to_str().unwrap()];
    let added = add_user(&dir, "inna", &config);
    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    std::fs::write(&settings, "secret-key = \"short\"\n").unwrap();
    let broken = add_user(&dir, "olga", &config);
    assert!(broken.status.code() == Some(2) && !text(&broken.stderr).contains("short"));

    assert_eq!(run(&["secrets", "seal", "--dir", &dir]).status.code(), Some(1), "the key is not there");
    let sealed = run(&["secrets", "seal", "--dir", &dir, "--without-lost", "--json"]);
    assert_eq!(json(&sealed.stdout)["lost"], 0, "{}", text(&sealed.stderr));
    assert_eq!(add_user(&dir, "olga", &[]).status.code(), Some(0), "the new key is the installation's");
}

#[test]
fn a_copy_in_which_nothing_is_sealed_takes_a_key_of_its_own() {
    let (_folder, dir) = migrated();
    assert_eq!(add_user(&dir, "vera", &[]).status.code(), Some(0));
    let elsewhere = tempfile::tempdir().unwrap();
    let archive = elsewhere.path().join("copy.zip");
    let (archive, other) = (archive.to_str().unwrap(), elsewhere.path().join("data"));
    assert_eq!(run(&["backup", archive, "--dir", &dir]).status.code(), Some(0));
    let other = other.to_str().unwrap();
    let restored = run(&["restore", archive, "--dir", other]);
    assert_eq!(restored.status.code(), Some(0), "{}", text(&restored.stderr));
    assert_eq!(add_user(other, "anna", &[]).status.code(), Some(0));
    let key = |dir: &str| std::fs::read_to_string(Path::new(dir).join("secret.key")).unwrap();
    assert_ne!(key(&dir), key(other), "no key travels in an archive");
}
