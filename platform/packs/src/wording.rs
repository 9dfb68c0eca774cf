//! Messages of the TOML reader turned into sentences a methodist understands.

/// Name of the missing field, when the message is about one.
pub(crate) fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

/// Sentence for a file that is not TOML.
pub(crate) fn syntax(message: &str) -> String {
    if message.contains("duplicate key") {
        return "Ключ повторён: оставьте одну строку с ним.".to_owned();
    }
    "Строка не читается: проверьте кавычки, скобки и знак «=».".to_owned()
}

/// Sentence for a file that is TOML, but not what a pack may say.
pub(crate) fn schema(message: &str) -> String {
    if let Some(field) = missing_field(message) {
        return missing(field);
    }
    let names = quoted(message);
    let (first, rest) = names.split_first().map_or(("", &names[..]), |(first, rest)| (*first, rest));
    if message.starts_with("unknown field") {
        return with_list(&format!("Неизвестный ключ «{first}»."), "Здесь бывают", rest);
    }
    if message.starts_with("unknown variant") {
        let what = if rest.contains(&"presence") {
            "Неизвестное правило оценки"
        } else {
            "Неизвестное значение"
        };
        return with_list(&format!("{what} «{first}»."), "Бывают", rest);
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        return wrong_type(rest);
    }
    if message.starts_with("data did not match any variant") {
        return "Значение не того вида: проверьте, нужны ли здесь кавычки.".to_owned();
    }
    if message.chars().any(|c| matches!(c, 'а'..='я')) {
        return format!("{}.", message.trim_end_matches('.'));
    }
    "Значение не подходит: сверьтесь с описанием набора правил.".to_owned()
}

fn missing(field: &str) -> String {
    match field {
        "clause" => {
            "Не указан пункт положения: добавьте clause = «…», у каждого правила должен быть источник."
                .to_owned()
        }
        "kind" => "Не указано правило оценки: добавьте kind = «…».".to_owned(),
        field => format!("Не хватает ключа «{field}»."),
    }
}

fn with_list(start: &str, word: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return start.to_owned();
    }
    format!("{start} {word}: {}.", names.join(", "))
}

fn wrong_type(rest: &str) -> String {
    let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
    let found = match found {
        _ if found.starts_with("string") => "текст в кавычках",
        _ if found.starts_with("integer") => "целое число",
        _ if found.starts_with("floating") => "дробное число",
        _ if found.starts_with("boolean") => "true или false",
        _ if found.starts_with("sequence") => "список",
        _ => "таблица",
    };
    let expected = match expected {
        _ if expected.contains("string") => "текст в кавычках",
        _ if expected.contains("bool") => "true или false",
        _ if expected.contains("sequence") => "список",
        "u32" | "u64" | "i64" | "usize" => "целое число",
        "число" => "число",
        _ => "таблица",
    };
    format!("Здесь нужно другое: ожидается {expected}, а стоит {found}.")
}

fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}
