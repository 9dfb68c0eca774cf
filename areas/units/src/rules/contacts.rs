//! What is wrong with contacts and a letterhead.

use web::FieldFault;

use super::passport::{fault, is_address, too_long};
use crate::model::Contacts;

/// Languages that stand side by side on one paper (Терский район: three).
pub(crate) const LANGUAGES: usize = 3;

/// What is wrong with them.
pub(crate) fn contact_faults(new: &Contacts) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    for (field, text, limit) in [
        ("address", &new.address, 300),
        ("phone", &new.phone, 120),
        ("email", &new.email, 200),
        ("codes", &new.codes, 300),
    ] {
        too_long(&mut faults, field, text, limit);
    }
    let is_mail = |text: &str| {
        text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            && !text.contains(char::is_whitespace)
    };
    if !new.email.is_empty() && !is_mail(&new.email) {
        faults.push(fault("email", "Это не\u{a0}адрес почты. Пример: school@example.ru."));
    }
    if !new.site.is_empty() && !is_address(&new.site) {
        faults.push(fault("site", "Адрес сайта начинается с\u{a0}http:// или https://."));
    }
    for (place, lines) in (1_usize..).zip(&new.letterhead) {
        let field = format!("head_{place}");
        if lines.len() > 8 {
            faults.push(fault(&field, "На\u{a0}бланке помещается до\u{a0}восьми строк."));
        }
        for line in lines {
            too_long(&mut faults, &field, line, 200);
        }
    }
    if new.letterhead.len() > LANGUAGES {
        faults.push(fault("head_1", "Рядом помещается до\u{a0}трёх языков."));
    }
    faults
}
