//! The one technical error; rendered once, as a page or as problem+json.

use access::Denied;
use thiserror::Error;

use crate::{House, Refusal, Request};

/// The result of handlers and actions.
pub type Result<T> = std::result::Result<T, Error>;

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FieldFault {
    /// The field's name in the form.
    pub field: String,
    /// A Russian sentence.
    pub text: String,
}

/// Why a request could not be answered as asked.
#[derive(Debug, Error)]
pub enum Error {
    /// No such thing, or not for this person to know of.
    #[error("not found")]
    NotFound,
    /// The permission is missing.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The person must prove who they are before this.
    #[error("not proved within the last quarter of an hour")]
    Unproved,
    /// The person must set up the second factor before anything else.
    #[error("no second factor yet")]
    NoFactor,
    /// A rule said no.
    #[error("{0}")]
    Refused(Box<dyn Refusal>),
    /// Fields of the form are wrong.
    #[error("invalid fields: {}", .0.iter().map(|f| f.field.as_str()).collect::<Vec<_>>().join(", "))]
    Invalid(Vec<FieldFault>),
    /// Somebody changed it meanwhile; the sentence says who and when.
    #[error("{0}")]
    Conflict(String),
    /// The form's token is missing or of another session.
    #[error("the form's token does not match the session")]
    Stale,
    /// The body is larger than the house takes.
    #[error("the body is too large")]
    TooLarge,
    /// The body is no form this address takes.
    #[error("the body is not a form of this page")]
    Malformed,
    /// The body did not come whole in time.
    #[error("the body came too slowly")]
    TooSlow,
    /// The address knows other methods.
    #[error("the address does not take this method")]
    NoSuchMethod,
    /// The body is not JSON by its content type.
    #[error("the body is not said to be JSON")]
    NotJson,
    /// The body of a request of the API is larger than it takes.
    #[error("the JSON is too large")]
    BodyTooLarge,
    /// The body or a header cannot be read; the sentence says where.
    #[error("{0}")]
    Unreadable(String),
    /// A version has to be named in `If-Match`.
    #[error("no version in If-Match")]
    Unconditional,
    /// Too many of the same slow thing at once.
    #[error("too many at once")]
    Busy,
    /// Another transaction stood in the way: run again.
    #[error("to be tried again")]
    Retry,
    /// The machine cannot do it now: no database, no disk.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A fault of the program.
    #[error("broken: {0}")]
    Broken(String),
}

impl Error {
    /// One wrong field.
    pub fn field(field: &str, text: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldFault { field: field.to_owned(), text: text.into() }])
    }
}

impl<R: Refusal> From<R> for Error {
    fn from(refusal: R) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Retry(_) => Self::Retry,
            db::Error::ReadOnly(text) | db::Error::Unavailable(text) => Self::Unavailable(text),
            other => Self::Broken(other.to_string()),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<files::VaultError> for Error {
    fn from(error: files::VaultError) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// An error as a person is told of it.
pub(crate) struct Told {
    pub status: u16,
    pub title: &'static str,
    pub text: String,
    pub clause: String,
    pub ways: Vec<(String, String)>,
    pub incident: String,
}

impl Told {
    /// Nobody who only opens a page is told that something cannot be saved.
    pub(crate) fn of_reading(self, error: &Error) -> Self {
        if !matches!(error, Error::Retry | Error::Unavailable(_)) {
            return self;
        }
        let text = "База данных или хранилище файлов сейчас не отвечает. Ничего не потеряно: обновите страницу через \
                    минуту, а если не поможет – сообщите администратору номер.";
        Self {
            title: "Сейчас не получается открыть страницу", text: text.to_owned(), ..self
        }
    }
}

/// The words for an error; the only place that has them.
pub(crate) fn told(house: &House, request: &Request, error: &Error) -> Told {
    let back = vec![("На главную".to_owned(), "/".to_owned())];
    let said = |status, title, text: &str| Told {
        status,
        title,
        text: text.to_owned(),
        clause: String::new(),
        ways: back.clone(),
        incident: String::new(),
    };
    match error {
        Error::NotFound | Error::Denied(Denied::Outside) => said(
            404,
            "Такой страницы нет",
            "Возможно, адрес набран с ошибкой, запись удалена или относится к другой территории.",
        ),
        Error::Denied(denied @ Denied::Stranger) => said(401, "Нужен вход", &denied.to_string()),
        Error::Unproved => said(403, "Подтвердите, что это вы", "Обновите страницу и\u{a0}наберите пароль."),
        Error::NoFactor => {
            said(403, "Нужен второй фактор", "Настройте его на\u{a0}странице «Второй фактор».")
        }
        Error::Denied(denied @ Denied::ReadOnly) => said(403, "Недостаточно прав", &denied.to_string()),
        Error::Denied(denied) => said(403, "Недостаточно прав", &format!("{denied} Его даёт администратор.")),
        Error::Refused(refusal) => Told {
            clause: refusal.clause(),
            ways: refusal.ways().into_iter().map(|way| (way.label, way.url)).collect(),
            ..said(422, "Так сделать нельзя", &refusal.to_string())
        },
        Error::Invalid(faults) => {
            let texts: Vec<_> = faults.iter().map(|fault| fault.text.as_str()).collect();
            said(422, "Проверьте введённое", &texts.join(" "))
        }
        Error::Conflict(text) => said(409, "Уже изменено", text),
        Error::Stale => said(
            403,
            "Страница устарела",
            "Она была открыта до нового входа или в другом окне. Вернитесь назад, обновите страницу и повторите.",
        ),
        Error::TooLarge => {
            let limit = house.settings.upload_limit / 1_000_000;
            let text = format!(
                "Форма с файлами больше, чем можно принять за один раз. Один файл – до {limit} МБ. Вернитесь назад: введённое осталось в форме."
            );
            said(413, "Слишком большой файл", &text)
        }
        Error::Malformed => said(
            400,
            "Форма не прочитана",
            "Она отправлена не так, как её отправляет страница. Вернитесь назад, обновите страницу и повторите.",
        ),
        Error::TooSlow => said(
            408,
            "Форма шла слишком долго",
            "Связь прерывалась или очень медленная. Вернитесь назад и отправьте ещё раз: введённое осталось в\u{a0}форме.",
        ),
        Error::NoSuchMethod => said(
            405,
            "Так к этому адресу не обращаются",
            "Адрес знает другие методы: они названы в\u{a0}заголовке Allow.",
        ),
        Error::NotJson => said(415, "Нужен JSON", "Отправьте тело с\u{a0}Content-Type: application/json."),
        Error::BodyTooLarge => said(413, "Слишком большой запрос", "Тело запроса – до 1\u{a0}МБ."),
        Error::Unreadable(text) => said(400, "Запрос не прочитан", text),
        Error::Unconditional => said(
            428,
            "Нужна версия",
            "Передайте в\u{a0}заголовке If-Match версию, на\u{a0}которой основано изменение: ETag ответа. У\u{a0}нового ответа она \"0\".",
        ),
        Error::Busy => said(
            503,
            "Слишком много запросов сразу",
            "Подождите несколько секунд и повторите: введённое не потеряно.",
        ),
        Error::Retry | Error::Unavailable(_) => Told {
            incident: request.id.to_string(),
            ..said(
                503,
                "Сейчас не получается сохранить",
                "База данных или хранилище файлов не принимает изменения. Ничего не потеряно: попробуйте ещё раз через минуту, а если не поможет – сообщите администратору номер.",
            )
        },
        Error::Broken(_) => Told {
            incident: request.id.to_string(),
            ..said(
                500,
                "Ошибка программы",
                "Мы записали её. Ничего из сохранённого раньше не потеряно. Если повторится, сообщите администратору номер.",
            )
        },
    }
}
