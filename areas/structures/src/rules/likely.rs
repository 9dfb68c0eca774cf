//! Names told in short – with initials, without a patronymic – and whom they may mean.

use people::Name;
use people::rules::names::{fits_initials, folded, split};

/// The name, if something of it is left out: «Осокина Л.М.», «Росинкина Анна».
pub fn short_name(text: &str) -> Option<Name> {
    split(text).filter(|name| letters(&name.first) <= 1 || letters(&name.middle) <= 1)
}

/// Whether a name told in short may be this one: what is written out is the same, an initial is its first letter, and no
/// patronymic is any.
pub fn may_mean(short: &Name, full: &Name) -> bool {
    let is_said = |said: &str, whole: &str| letters(said) <= 1 || folded(said) == folded(whole);
    fits_initials(short, full) && is_said(&short.first, &full.first) && is_said(&short.middle, &full.middle)
}

fn letters(part: &str) -> usize {
    part.trim_end_matches('.').chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_means_whoever_it_fits() {
        let may = |short: &str, full: &str| may_mean(&short_name(short).unwrap(), &split(full).unwrap());
        assert!(short_name("Осокина Любовь Макаровна").is_none() && short_name("Осокина").is_none());
        for short in ["Осокина Л.М.", "ОСОКИНА Л. М.", "Осокина Л.", "Осокина Любовь", "Осокина Любовь М."]
        {
            assert!(may(short, "Осокина Любовь Макаровна"), "{short}");
        }
        for other in ["Осокина Н.М.", "Осокина Л.П.", "Осокина Люба", "Осокин Л.М.", "Осокина Любо М."]
        {
            assert!(!may(other, "Осокина Любовь Макаровна"), "{other}");
        }
        assert!(!may("Цой Александр", "Цой Александра Ивановна"), "a name written out is the whole name");
    }
}
