//! The second factor: a code of six digits from a device (RFC 6238), or one of ten codes kept on paper.

use std::fmt;
use std::str::FromStr;

use db::Moment;
use totp_rs::{Builder, Secret, Totp};

use crate::{AccountId, Person};

/// How many recovery codes are made at a time.
pub const RECOVERY_CODES: usize = 10;
/// The name of the installation in the list of the person's device.
const ISSUER: &str = "Методсеть";
/// Letters and digits of a recovery code that nobody takes for one another: 5 bits each.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// From whom the second factor is demanded: the setting `second-factor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FactorDemand {
    /// From nobody: whoever wants sets it up.
    #[default]
    Off,
    /// From those who hold a privileged role, be it in somebody's stead.
    Privileged,
    /// From everybody.
    All,
}

impl FactorDemand {
    const ALL: [Self; 3] = [Self::Off, Self::Privileged, Self::All];

    /// Whether this person must have one.
    pub fn is_for(self, person: &Person) -> bool {
        match self {
            Self::Off => false,
            Self::Privileged => {
                let lent = person.standing.iter().map(|one| &one.scope);
                person.scopes.iter().chain(lent).any(|scope| scope.role.is_privileged())
            }
            Self::All => true,
        }
    }
}

impl fmt::Display for FactorDemand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::Privileged => "privileged",
            Self::All => "all",
        })
    }
}

impl FromStr for FactorDemand {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|demand| demand.to_string() == text);
        found.ok_or_else(|| "write off, privileged or all".to_owned())
    }
}

/// The second factor of an account as stored.
#[derive(Debug, Clone)]
pub struct Factor {
    /// Whose it is.
    pub account: AccountId,
    /// The secret shared with the person's device; none where no key at hand opens it: recovery codes still do.
    pub secret: Option<FactorSecret>,
    /// It is kept open or by an earlier key: whoever uses it seals it anew.
    pub is_to_seal: bool,
    /// The step of the last code used.
    pub last_step: i64,
    /// Since when it is asked for; none while it is being set up.
    pub confirmed_at: Option<Moment>,
}

/// The secret of a second factor, base32.
#[derive(Clone)]
pub struct FactorSecret(pub(crate) String);

impl fmt::Debug for FactorSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FactorSecret(…)")
    }
}

impl FactorSecret {
    /// A new one: 160 random bits.
    pub fn random() -> Self {
        let mut bytes = [0_u8; 20];
        getrandom::fill(&mut bytes).expect("the machine has a random source");
        Self(Secret::new_stack(bytes).to_base32())
    }

    /// Groups of four, to be typed by hand.
    pub fn groups(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }

    /// `otpauth://totp/…`, to be opened on the device itself or shown as a QR code.
    pub fn link(&self, login: &str) -> String {
        self.totp(login).and_then(|totp| totp.to_url().ok()).unwrap_or_default()
    }

    /// The code of the moment: what the person's device shows.
    pub fn code(&self, now: Moment) -> String {
        self.totp("").map(|totp| totp.generate(seconds(now)).to_string()).unwrap_or_default()
    }

    /// The step a code belongs to, if it is one of the present step or of its neighbours: clocks differ.
    pub fn step_of(&self, code: &str, now: Moment) -> Option<i64> {
        let step = self.totp("")?.check(code, seconds(now))?;
        i64::try_from(step).ok()
    }

    fn totp(&self, login: &str) -> Option<Totp> {
        let secret = Secret::try_from_base32(&self.0).ok()?;
        let builder = Builder::new().with_secret(secret).with_skew(1).with_issuer(Some(ISSUER));
        builder.with_account_name(login).build().ok()
    }
}

fn seconds(now: Moment) -> u64 {
    u64::try_from(now.0.div_euclid(1_000_000)).unwrap_or(0)
}

/// A new recovery code of 80 random bits: `abcd-efgh-jkmn-pqrs`.
pub fn recovery_code() -> String {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the machine has a random source");
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// A code as it was meant: without blanks and hyphens, in small letters.
pub fn plain_code(typed: &str) -> String {
    typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B: `12345678901234567890`.
    fn secret() -> FactorSecret {
        FactorSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned())
    }

    fn at(seconds: i64) -> Moment {
        Moment(seconds * 1_000_000)
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        let table = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ];
        for (seconds, code) in table {
            assert_eq!(secret().code(at(seconds)), code, "{seconds}");
        }
    }

    #[test]
    fn a_neighbouring_step_is_taken_and_the_next_but_one_is_not() {
        let (one, now) = (secret(), 1_700_000_010);
        let step = now / 30;
        let seen = |shift: i64| one.step_of(&one.code(at(now + 30 * shift)), at(now));
        assert_eq!([seen(-1), seen(0), seen(1)], [Some(step - 1), Some(step), Some(step + 1)]);
        assert_eq!([seen(-2), seen(2)], [None, None]);
        for wrong in ["", "12345", "1234567", "+12345", "код"] {
            assert_eq!(one.step_of(wrong, at(now)), None, "{wrong}");
        }
    }

    #[test]
    fn the_link_names_the_installation_and_the_login() {
        let link = secret().link("орлова");
        assert!(link.starts_with("otpauth://totp/%D0%9C") && link.contains("secret=GEZDGNBV"), "{link}");
        assert_eq!(secret().groups().split(' ').next(), Some("GEZD"));
        assert!(!format!("{:?}", secret()).contains("GEZD"));
        assert_eq!(FactorSecret::random().0.len(), 32);
    }

    #[test]
    fn a_recovery_code_is_read_however_it_is_typed() {
        let code = recovery_code();
        assert_eq!((code.len(), plain_code(&code).len()), (19, 16));
        assert_eq!(plain_code(&format!(" {} ", code.to_uppercase().replace('-', " "))), plain_code(&code));
        assert_ne!(code, recovery_code());
    }
}
