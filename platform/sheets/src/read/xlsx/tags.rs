//! The tags and texts of a part, as they stand in it. Not a library: the one ODS is read with checks every piece of a text
//! anew that is known to be UTF-8, which costs more than all the rest of reading a cell.

use std::borrow::Cow;

use quick_xml::escape::unescape;

use crate::NotRead;

/// A piece of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// An element with nothing in it.
    Empty(Tag<'a>),
    /// An element ends: its name without a prefix.
    End(&'a str),
    /// Text as written, with its references.
    Text(&'a str),
    /// Text that is what it is: CDATA.
    Verbatim(&'a str),
    /// The part is over.
    Over,
}

/// A tag that begins an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its name without a prefix.
    pub name: &'a str,
    rest: &'a str,
}

/// Reads a part piece by piece.
pub(super) struct Tags<'a> {
    rest: &'a str,
}

const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

impl<'a> Tags<'a> {
    pub(super) fn of(part: &'a str) -> Self {
        Self { rest: part }
    }

    /// The next piece; what is no XML, and what a workbook never has (a DTD), is broken.
    pub(super) fn next(&mut self) -> Result<Piece<'a>, NotRead> {
        loop {
            let Some(inside) = self.rest.strip_prefix('<') else {
                return Ok(self.text());
            };
            match inside.as_bytes().first() {
                Some(b'/') => {
                    let name = self.up_to(2, ">")?;
                    return Ok(Piece::End(local(name.trim_end_matches(BLANKS))));
                }
                Some(b'?') => _ = self.up_to(2, "?>")?,
                Some(b'!') if inside.starts_with("!--") => _ = self.up_to(4, "-->")?,
                Some(b'!') if inside.starts_with("![CDATA[") => {
                    return Ok(Piece::Verbatim(self.up_to(9, "]]>")?));
                }
                Some(b'!') | None => return Err(NotRead::Broken),
                Some(_) => return self.tag(),
            }
        }
    }

    fn text(&mut self) -> Piece<'a> {
        if self.rest.is_empty() {
            return Piece::Over;
        }
        let end = self.rest.find('<').unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        Piece::Text(text)
    }

    /// What stands between here, so many bytes on, and `end`.
    fn up_to(&mut self, from: usize, end: &str) -> Result<&'a str, NotRead> {
        let inside = self.rest.get(from..).ok_or(NotRead::Broken)?;
        let (inside, rest) = inside.split_once(end).ok_or(NotRead::Broken)?;
        self.rest = rest;
        Ok(inside)
    }

    fn tag(&mut self) -> Result<Piece<'a>, NotRead> {
        let end = end_of_tag(self.rest);
        let (tag, rest) = end.and_then(|end| self.rest.split_at_checked(end)).ok_or(NotRead::Broken)?;
        let inside = tag.get(1..).ok_or(NotRead::Broken)?;
        self.rest = rest.get(1..).ok_or(NotRead::Broken)?;
        let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let (name, rest) = inside.split_once(BLANKS).unwrap_or((inside, ""));
        let tag = Tag { name: local(name), rest };
        Ok(if is_empty { Piece::Empty(tag) } else { Piece::Start(tag) })
    }

    /// Adds the text up to the end of the element begun last; what is inside it is passed over.
    pub(super) fn push_text(&mut self, text: &mut String) -> Result<(), NotRead> {
        let mut depth = 0_u32;
        loop {
            match self.next()? {
                Piece::Text(part) => text.push_str(&meant(part)?),
                Piece::Verbatim(part) => text.push_str(&lines(part)),
                Piece::Start(_) => depth += 1,
                Piece::End(_) if depth == 0 => return Ok(()),
                Piece::End(_) => depth -= 1,
                Piece::Over => return Err(NotRead::Broken),
                Piece::Empty(_) => {}
            }
        }
    }
}

impl<'a> Tag<'a> {
    /// Its attributes in order, as written: (name, value). They end where they are no longer attributes.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.rest;
        std::iter::from_fn(move || {
            let (name, after) = rest.split_once('=')?;
            let after = after.trim_start_matches(BLANKS);
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, next) = after.get(1..)?.split_once(quote)?;
            rest = next;
            Some((name.trim_matches(BLANKS), value))
        })
    }

    /// The value of an attribute, as written.
    pub(super) fn raw(self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The value of an attribute.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        unescape(self.raw(name)?).ok().map(Cow::into_owned)
    }
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of_tag(text: &str) -> Option<usize> {
    let first = text.find('>')?;
    let count = |mark: u8| text.bytes().take(first).filter(|byte| *byte == mark).count();
    if count(b'"') % 2 == 0 && count(b'\'') == 0 {
        return Some(first);
    }
    let mut quote = None;
    text.bytes().position(|byte| {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(begun)) if begun == byte => quote = None,
            _ => {}
        }
        byte == b'>' && quote.is_none()
    })
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// What a text means: its references as letters, its lines ended as XML ends them.
fn meant(text: &str) -> Result<Cow<'_, str>, NotRead> {
    match unescape(text).map_err(|_| NotRead::Broken)? {
        // A return that was written as a reference is meant.
        Cow::Owned(_) if text.contains('\r') => {
            Ok(Cow::Owned(unescape(&lines(text)).map_err(|_| NotRead::Broken)?.into_owned()))
        }
        Cow::Owned(meant) => Ok(Cow::Owned(meant)),
        Cow::Borrowed(text) => Ok(lines(text)),
    }
}

fn lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        return Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(part: &str) -> Vec<Piece<'_>> {
        let mut tags = Tags::of(part);
        std::iter::from_fn(|| tags.next().ok().filter(|piece| *piece != Piece::Over)).collect()
    }

    #[test]
    fn tags_end_outside_quotes_and_comments_are_passed_over() {
        let part = "\u{3c}?xml version='1.0'?><!-- <a> --><x:a b = '>' c=\"1'\"  d='&lt;'><b/>т<![CDATA[<z>]]></x:a >";
        let all = pieces(part);
        let Piece::Start(tag) = all[0] else { panic!("{all:?}") };
        assert_eq!(tag.attributes().collect::<Vec<_>>(), [("b", ">"), ("c", "1'"), ("d", "&lt;")]);
        assert_eq!((tag.name, tag.attribute("d").as_deref()), ("a", Some("<")));
        assert!(matches!(all[1], Piece::Empty(Tag { name: "b", .. })));
        assert_eq!(all[2..], [Piece::Text("т"), Piece::Verbatim("<z>"), Piece::End("a")]);
    }

    #[test]
    fn what_is_no_xml_is_broken_and_nothing_is_read_twice() {
        for part in
            ["<", "<a", "<a b='>", "</a", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!-- ", "<![CDATA[ ]>", "<?x"]
        {
            assert_eq!(Tags::of(part).next(), Err(NotRead::Broken), "{part}");
        }
        let mut text = String::new();
        assert_eq!(Tags::of("a&nbsp;</t>").push_text(&mut text), Err(NotRead::Broken));
        Tags::of("а\r\nб&#13;<i>в</i>\r</t>").push_text(&mut text).unwrap();
        assert_eq!(text, "а\nб\rв\n");
    }
}
