//! A browser's name of itself in human words, for the list of sessions.

/// What is looked for, in this order: later browsers call themselves by the names of earlier ones too.
const BROWSERS: [(&str, &str); 7] = [
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chromium", "Chromium"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows NT 6.1", "Windows\u{a0}7"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// «Яндекс Браузер, Windows»
pub(crate) fn words(agent: &str) -> String {
    let named = |names: &[(&str, &'static str)]| {
        names.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    match (named(&BROWSERS), named(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Неизвестная программа".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn browsers_are_named_by_what_they_are() {
        let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let yandex =
            format!("Mozilla/5.0 (Windows NT 10.0) {webkit} Chrome/124.0 YaBrowser/24.6 Safari/537.36");
        assert_eq!(words(&yandex), "Яндекс Браузер, Windows");
        let seven = format!("Mozilla/5.0 (Windows NT 6.1) {webkit} Chrome/105.0 Safari/537.36");
        assert_eq!(words(&seven), "Chrome, Windows\u{a0}7");
        assert_eq!(
            words("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0"),
            "Firefox, Linux"
        );
        assert_eq!(
            words("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1"),
            "Safari, iPhone"
        );
        assert_eq!(words("curl/8"), "Неизвестная программа");
    }
}
