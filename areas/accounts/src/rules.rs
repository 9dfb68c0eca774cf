//! Decisions of the area: no database, no clock, no pages.

pub(crate) mod agent;
pub(crate) mod brake;
pub(crate) mod delegations;
mod not_handed_over;
mod refusal;
pub(crate) mod roles;
pub(crate) mod sheets;
pub(crate) mod tokens;

pub(crate) use refusal::Refusal;

use db::Moment;

use crate::model::Invitation;

/// How long an invitation waits.
pub(crate) const INVITATION_DAYS: i64 = 7;

/// The last instant of an invitation made at `now`.
pub(crate) fn invitation_until(now: Moment) -> Moment {
    now.plus_seconds(INVITATION_DAYS * 24 * 3600)
}

/// Whether an invitation still opens anything.
pub(crate) fn usable(invitation: Option<&Invitation>, now: Moment) -> Result<&Invitation, Refusal> {
    match invitation {
        None => Err(Refusal::InvitationUnknown),
        Some(invitation) if invitation.used.is_some() => Err(Refusal::InvitationUsed),
        Some(invitation) if now >= invitation.until => Err(Refusal::InvitationExpired),
        Some(invitation) => Ok(invitation),
    }
}

/// A new password typed twice: the faults by field, none when it may be taken.
pub(crate) fn password_fault(password: &str, again: &str, login: &str) -> Option<(&'static str, String)> {
    if let Err(fault) = access::may_be_password(password, login) {
        return Some(("new_password", fault.to_string()));
    }
    (password != again)
        .then(|| ("new_password_again", "Пароли не совпадают. Повторите тот же пароль.".to_owned()))
}

/// What may be a login: 3–60 letters, digits and `. _ - @`, beginning with a letter or a digit.
pub(crate) fn is_login(login: &str) -> bool {
    let length = login.chars().count();
    let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@');
    (3..=60).contains(&length) && login.chars().all(is_sign) && login.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use access::AccountId;

    use super::*;

    #[test]
    fn an_invitation_is_good_for_seven_days_and_once() {
        let made = Moment(0);
        let mut invitation =
            Invitation { id: 1, account: AccountId(1), until: invitation_until(made), used: None };
        let last = Moment(invitation.until.0 - 1);
        assert_eq!(usable(Some(&invitation), last).map(|i| i.id), Ok(1));
        assert_eq!(
            usable(Some(&invitation), invitation.until).map(|i| i.id),
            Err(Refusal::InvitationExpired)
        );
        invitation.used = Some(made);
        assert_eq!(usable(Some(&invitation), last).map(|i| i.id), Err(Refusal::InvitationUsed));
        assert_eq!(usable(None, last).map(|i| i.id), Err(Refusal::InvitationUnknown));
        assert_eq!(invitation.until, made.plus_seconds(604_800));
    }

    #[test]
    fn nine_characters_are_too_few_and_ten_enough() {
        let field = |password, again| password_fault(password, again, "anna").map(|(field, _)| field);
        assert_eq!(field("девятьзна", "девятьзна"), Some("new_password"));
        assert_eq!(field("десятьзнак", "десятьзнак"), None);
        assert_eq!(field("десятьзнак", "десятьзнаК"), Some("new_password_again"));
    }

    #[test]
    fn logins_are_short_and_plain() {
        for good in ["anna", "орлова.н", "n-orlova@school1", "007", &"a".repeat(60)] {
            assert!(is_login(good), "{good}");
        }
        for bad in ["an", "", "анна орлова", "-anna", "a/b", "a<b>", &"a".repeat(61)] {
            assert!(!is_login(bad), "{bad}");
        }
    }
}
