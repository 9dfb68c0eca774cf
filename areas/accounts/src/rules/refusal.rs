//! Why the area says no: one variant a rule, a full Russian sentence and the way out.

use std::fmt;

use access::{Level, Role};
use web::Way;

use super::roles::level_names;

/// A refusal of the area of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The role is not held at this level.
    WrongLevel(Role, Level),
    /// The last day lies before the first.
    TermEndsBeforeItBegins,
    /// The same role at the same place for the same days.
    AlreadyHeld(Role),
    /// The account holds roles past the scope of who changes it.
    HasRolesOutside,
    /// One's own account is not blocked or reset.
    OwnAccount,
    /// One's own last administrator role.
    LastAdministrator,
    /// The role has ended already.
    AlreadyOver,
    /// A token for an account that may not sign in.
    NotActive,
    /// The second factor is on already.
    FactorIsOn,
    /// There is no second factor to use, renew or take away.
    FactorIsOff,
    /// More access tokens than one account has.
    TooManyTokens,
    /// A blocked account is not invited.
    Blocked,
    /// No such invitation.
    InvitationUnknown,
    /// The invitation opened the account already.
    InvitationUsed,
    /// The invitation is too old, or a newer one was made.
    InvitationExpired,
    /// A request for an export waits already.
    ExportAsked,
    /// The request was decided meanwhile.
    ExportDecided,
    /// Nobody decides about their own export.
    OwnExport,
    /// The account has an identity at the provider already.
    IsLinked,
    /// There is none to part it from.
    IsNotLinked,
    /// A link of a letter that opens nothing any more.
    LinkClosed,
}

impl Refusal {
    fn about_roles(&self) -> String {
        match self {
            Self::WrongLevel(role, level) => format!(
                "Роль «{}» выдаётся на уровне: {}. Выбранный уровень – {}. Выберите другую территорию или роль.",
                role.title(),
                level_names(role.levels()),
                level.title()
            ),
            Self::TermEndsBeforeItBegins => {
                "Последний день раньше первого. Исправьте срок или оставьте последний день пустым.".to_owned()
            }
            Self::AlreadyHeld(role) => format!(
                "Роль «{}» здесь уже выдана на эти дни. Снимите прежнюю или измените срок.",
                role.title()
            ),
            Self::AlreadyOver => "Эта роль уже снята или закончилась. Обновите страницу.".to_owned(),
            _ => self.about_accounts().to_owned(),
        }
    }

    fn about_accounts(&self) -> &'static str {
        match self {
            Self::HasRolesOutside => {
                "У\u{a0}этой учётной записи есть роли за пределами вашей территории. Её меняет администратор, который отвечает за все её роли."
            }
            Self::OwnAccount => {
                "Свою учётную запись нельзя заблокировать или сбросить: вы не сможете вернуться. Пароль меняют на странице «Мои данные и сеансы»."
            }
            Self::LastAdministrator => {
                "Это ваша последняя роль администратора: без неё вы не сможете вернуть её себе. Сначала выдайте роль другому администратору – он снимет вашу."
            }
            Self::NotActive => {
                "Учётная запись сейчас не\u{a0}действует: ключ ничего бы не\u{a0}открыл. Сначала её владелец должен войти."
            }
            Self::FactorIsOn => {
                "Второй фактор уже включён. Чтобы перейти на\u{a0}другой телефон, сначала выключите его."
            }
            Self::FactorIsOff => "Второй фактор не\u{a0}включён. Обновите страницу.",
            Self::TooManyTokens => {
                "Действующих ключей уже 20, больше не\u{a0}бывает. Отзовите те, что больше не\u{a0}нужны."
            }
            Self::Blocked => "Учётная запись заблокирована. Сначала разблокируйте её, потом приглашайте.",
            Self::InvitationUsed => {
                "По этой ссылке пароль уже задан. Войдите с\u{a0}ним, а если забыли – попросите администратора прислать новую ссылку."
            }
            Self::InvitationExpired => {
                "Срок этой ссылки закончился, или её заменили новой. Попросите администратора пригласить вас ещё раз."
            }
            Self::ExportAsked => "Один запрос уже ждёт решения. Дождитесь ответа администратора.",
            Self::ExportDecided => "По этому запросу уже решено. Обновите страницу.",
            Self::OwnExport => "О\u{a0}своей выгрузке решает другой администратор.",
            Self::IsLinked => "Вход уже привязан. Чтобы привязать другую запись, сначала отвяжите прежнюю.",
            Self::IsNotLinked => "Вход не\u{a0}привязан. Обновите страницу.",
            Self::LinkClosed => {
                "Срок этой ссылки закончился, или она уже сработала. Попросите прислать новую."
            }
            _ => {
                "Такой ссылки нет. Проверьте, что она скопирована целиком, или попросите администратора прислать новую."
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.about_roles())
    }
}

impl web::Refusal for Refusal {
    fn ways(&self) -> Vec<Way> {
        let (label, url) = match self {
            Self::OwnAccount | Self::TooManyTokens => ("Мои данные и сеансы", "/account"),
            Self::FactorIsOn => ("Второй фактор", "/account/factor"),
            Self::InvitationUsed => ("Войти", "/sign-in"),
            Self::InvitationUnknown | Self::InvitationExpired | Self::LinkClosed => {
                ("На страницу входа", "/sign-in")
            }
            _ => ("К учётным записям", "/accounts"),
        };
        vec![Way { label: label.to_owned(), url: url.to_owned() }]
    }
}
