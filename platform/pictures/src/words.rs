//! Words in a picture: how wide they are, roughly, and how they break into lines.

/// The width of a text of this size: by classes of letters, a little too wide rather than too narrow.
pub(crate) fn width(text: &str, size: i64) -> i64 {
    text.chars().map(thousandths).sum::<i64>() * size / 1000 + 1
}

fn thousandths(letter: char) -> i64 {
    match letter {
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '!' | '|' | '(' | ')' | 'i' | 'l' | '«' | '»' => 340,
        'Ж' | 'Ш' | 'Щ' | 'Ю' | 'М' | 'W' | 'M' | 'ш' | 'щ' | 'ж' | 'ю' | 'м' | 'ы' | '%' | '№' | '—' => {
            900
        }
        _ if letter.is_uppercase() => 740,
        _ => 610,
    }
}

/// The text cut to a width, with an ellipsis where it was cut.
pub(crate) fn cut(text: &str, size: i64, most: i64) -> String {
    if width(text, size) <= most {
        return text.to_owned();
    }
    let mut kept = String::new();
    for letter in text.chars() {
        if width(&kept, size) + width("…", size) + thousandths(letter) * size / 1000 > most {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

/// The text in lines no wider than `most`, at most `lines` of them; the last one is cut.
pub(crate) fn lines(text: &str, size: i64, most: i64, count: usize) -> Vec<String> {
    let mut done: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match done.last_mut() {
            Some(line) if width(line, size) + width(" ", size) + width(word, size) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => done.push(word.to_owned()),
        }
    }
    if done.len() > count {
        let rest = done.split_off(count.saturating_sub(1)).join(" ");
        done.push(rest);
    }
    done.iter().map(|line| cut(line, size, most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_every_word_that_has_room() {
        let text = "Соответствие содержания и организации методической работы";
        let all = lines(text, 12, 200, 9);
        assert_eq!(all.join(" "), text);
        assert!(all.iter().all(|line| width(line, 12) <= 200));
        let two = lines(text, 12, 200, 2);
        assert_eq!(two.len(), 2);
        assert!(two[1].ends_with('…') && width(&two[1], 12) <= 212);
        assert!(lines("", 12, 200, 2).is_empty());
    }
}
