//! One-time codes on paper: twelve signs that nobody takes for one another, in either alphabet.

/// Letters that look alike in both alphabets, and digits that look like none of them.
const SIGNS: &[u8; 16] = b"AEKMHPCTX2345679";
/// So many of them: 48 bits.
const LENGTH: usize = 12;

/// A new code: `AK4M-7TPX-3CEH`.
pub fn paper_code() -> String {
    let mut bytes = [0_u8; LENGTH];
    getrandom::fill(&mut bytes).expect("the machine has a random source");
    let signs: Vec<char> = bytes.iter().map(|byte| char::from(SIGNS[usize::from(byte % 16)])).collect();
    signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Why something typed is no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCode {
    /// A sign that no code has.
    Sign(char),
    /// So many signs instead of twelve.
    Length(usize),
}

/// The code as it was meant: small letters, the other alphabet, blanks and hyphens are all one; «З» is a three.
pub fn read_paper_code(typed: &str) -> Result<String, NoCode> {
    let mut code = String::new();
    for sign in typed.chars().filter(|c| c.is_alphanumeric()).take(100).flat_map(char::to_uppercase) {
        let meant = match sign {
            'А' => 'A',
            'Е' | 'Ё' => 'E',
            'К' => 'K',
            'М' => 'M',
            'Н' => 'H',
            'Р' => 'P',
            'С' => 'C',
            'Т' => 'T',
            'Х' => 'X',
            'З' => '3',
            'Б' => '6',
            'Ч' => '4',
            'S' => '5',
            'Z' => '2',
            other => other,
        };
        if !meant.is_ascii() || !SIGNS.contains(&u8::try_from(meant).unwrap_or(0)) {
            return Err(NoCode::Sign(sign));
        }
        code.push(meant);
    }
    if code.len() == LENGTH { Ok(code) } else { Err(NoCode::Length(code.len())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_in_either_alphabet_and_however_it_is_grouped() {
        let meant = Ok("AK4M7TPX3CEH".to_owned());
        for typed in
            ["AK4M-7TPX-3CEH", "ak4m 7tpx 3ceh", "АК4М-7ТРХ-3СЕН", "ак4м7трхзсен", " АКЧМ–7TPX–ЗCEН "]
        {
            assert_eq!(read_paper_code(typed), meant, "{typed}");
        }
    }

    #[test]
    fn what_is_no_code_is_told_why() {
        assert_eq!(read_paper_code("AK4M-7TPX-3CE"), Err(NoCode::Length(11)));
        assert_eq!(read_paper_code(""), Err(NoCode::Length(0)));
        for (typed, sign) in [("AK4M-7TPX-3CEO", 'O'), ("AK4M-7TPX-3CE0", '0'), ("Я", 'Я')] {
            assert_eq!(read_paper_code(typed), Err(NoCode::Sign(sign)));
        }
    }

    #[test]
    fn every_code_made_reads_back_and_no_two_are_alike() {
        let codes: Vec<String> = (0..200).map(|_| paper_code()).collect();
        for code in &codes {
            assert_eq!((code.len(), read_paper_code(code)), (14, Ok(code.replace('-', ""))));
        }
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(different.len(), codes.len());
    }
}
