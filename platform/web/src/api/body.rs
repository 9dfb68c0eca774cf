//! JSON bodies: received under a limit, read into the type a handler names; what is wrong is told by field.

use axum::body::Body;
use axum::http::{HeaderMap, header};
use http_body_util::{BodyExt, Limited};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::{Error, Request, Result};

/// The largest body, bytes.
pub(crate) const LIMIT: usize = 1024 * 1024;

/// Reads the body of a PUT or POST of the API.
pub(crate) async fn receive(headers: &HeaderMap, body: Body) -> Result<Vec<u8>> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != "application/json" {
        return Err(Error::NotJson);
    }
    let bytes = Limited::new(body, LIMIT).collect().await.map_err(|_| Error::BodyTooLarge)?.to_bytes();
    Ok(bytes.to_vec())
}

impl Request {
    /// The JSON body as a value of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        let mut value: Value = serde_json::from_slice(&self.body).map_err(|error| unreadable(&error))?;
        if has_null_sign(&value) {
            let text =
                "В\u{a0}тексте есть знак с\u{a0}кодом 0: такого знака в\u{a0}тексте не бывает. Уберите его.";
            return Err(Error::field("", text));
        }
        if has_list(&value) {
            let text = "Списков здесь не\u{a0}бывает: только поля и\u{a0}значения.";
            return Err(Error::field("", text));
        }
        tidy(&mut value);
        serde_json::from_value(value).map_err(|error| misshapen(&error))
    }

    /// The version an `If-Match` header names: the number between the quotes of an `ETag`.
    pub fn if_match(&self) -> Result<i64> {
        if self.if_match.is_empty() {
            return Err(Error::Unconditional);
        }
        let tag = self.if_match.strip_prefix("W/").unwrap_or(&self.if_match);
        let version = tag.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
        version.parse().map_err(|_| Error::Unreadable(NO_VERSION.to_owned()))
    }
}

const NO_VERSION: &str =
    "If-Match – не\u{a0}версия ответа. Возьмите её из\u{a0}заголовка ETag: If-Match: \"3\".";

fn unreadable(error: &serde_json::Error) -> Error {
    let place = format!("строка {}, знак {}", error.line(), error.column());
    let what = match error.classify() {
        Category::Eof => "JSON обрывается",
        _ => "это не JSON",
    };
    Error::Unreadable(format!("Тело запроса не\u{a0}прочитано: {what} ({place})."))
}

/// U+0000 is no text: PostgreSQL refuses it, SQLite keeps it.
fn has_null_sign(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(all) => all.iter().any(has_null_sign),
        Value::Object(all) => all.iter().any(|(key, value)| key.contains('\0') || has_null_sign(value)),
        _ => false,
    }
}

/// serde fills a record from a list too, field by field; nothing the API takes has a list in it.
fn has_list(value: &Value) -> bool {
    match value {
        Value::Array(_) => true,
        Value::Object(all) => all.values().any(has_list),
        _ => false,
    }
}

/// Texts without signs nobody sees; and whole numbers: to JSON Schema `3.0` is an integer, to serde it is none.
fn tidy(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number.as_f64().filter(|float| number.is_f64() && float.fract() == 0.0);
            if let Some(whole) = whole.and_then(|float| format!("{float:.0}").parse::<i64>().ok()) {
                *value = whole.into();
            }
        }
        Value::String(text) => *text = db::visible(text),
        Value::Array(all) => all.iter_mut().for_each(tidy),
        Value::Object(all) => all.values_mut().for_each(tidy),
        _ => {}
    }
}

/// JSON of another shape than the address takes.
fn misshapen(error: &serde_json::Error) -> Error {
    let text = error.to_string();
    let name = text.split('`').nth(1).unwrap_or_default();
    if text.starts_with("unknown field") {
        return Error::field(name, format!("Поля «{name}» здесь не\u{a0}бывает. Уберите его."));
    }
    if text.starts_with("missing field") {
        return Error::field(name, format!("Не\u{a0}хватает поля «{name}»."));
    }
    Error::field("", "Значение не\u{a0}того вида. Сверьтесь с\u{a0}описанием: /api/v1/openapi.json.")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn read(body: &str) -> Result<BTreeMap<String, String>> {
        Request { body: body.as_bytes().to_vec(), ..Request::default() }.json()
    }

    #[test]
    fn what_is_no_json_is_unreadable_and_what_has_another_shape_is_invalid() {
        assert_eq!(read(r#"{"a": "б"}"#).unwrap().len(), 1);
        for broken in ["", "{", "{\"a\": }", "строка", "{\"a\": \"\u{1}\"}"] {
            assert!(matches!(read(broken), Err(Error::Unreadable(_))), "{broken}");
        }
        for other in ["[]", r#"{"a": []}"#, "7", "null", r#"{"a": 1}"#, r#"{"a": "\u0000"}"#] {
            assert!(matches!(read(other), Err(Error::Invalid(_))), "{other}");
        }
    }

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        let read =
            |body: &str| Request { body: body.as_bytes().to_vec(), ..Request::default() }.json::<i32>();
        assert_eq!(read("143.0").unwrap(), 143);
        assert_eq!(read("-2e1").unwrap(), -20);
        for other in ["1.5", "1e300", "3000000000.0", "-0.1"] {
            assert!(read(other).is_err(), "{other}");
        }
    }

    #[test]
    fn a_version_is_what_an_etag_says() {
        let asked = |text: &str| Request { if_match: text.to_owned(), ..Request::default() }.if_match();
        assert_eq!(asked("\"7\"").unwrap(), 7);
        assert_eq!(asked("W/\"0\"").unwrap(), 0);
        assert!(matches!(asked(""), Err(Error::Unconditional)));
        for odd in ["*", "7", "\"x\"", "\"", "\"1\", \"2\""] {
            assert!(matches!(asked(odd), Err(Error::Unreadable(_))), "{odd}");
        }
    }
}
