//! The heads of the parts of a form with files. Its parser keeps a head, and what stands before the first
//! part, until it ends: one that never ends would fill the memory.

use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

/// The longest head, with the names of a field and of its file.
const MOST: usize = 16 * 1024;
/// The longest boundary (RFC 2046).
const MOST_OF_BOUNDARY: usize = 70;
const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// What the next byte of a form belongs to. A number says how much of its end was there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Before the first part.
    Before(usize),
    /// Behind a boundary, on its line.
    Line,
    /// Behind the first half of the end of that line.
    LineEnds,
    Head(usize),
    Content(usize),
    /// Nothing is read any more: the form has ended, or its parser refuses it.
    After,
}

/// Follows a form through its pieces.
#[derive(Debug)]
pub(super) struct Heads {
    /// What ends the content of a part: a line break, two dashes, the boundary.
    end: Vec<u8>,
    place: Place,
    /// Bytes of the present head.
    length: usize,
}

impl Heads {
    /// Those of a request with these headers. The header with the boundary is written anew, so that the parser
    /// cannot find another one in it; without a boundary that can be read, it is removed, and the parser refuses
    /// the form.
    pub fn of(headers: &mut HeaderMap) -> Self {
        let boundary = headers.get(CONTENT_TYPE).and_then(|kind| boundary_in(kind.to_str().ok()?));
        let kind = boundary.as_ref().map(|boundary| format!("multipart/form-data; boundary={boundary}"));
        match kind.and_then(|kind| HeaderValue::try_from(kind).ok()) {
            Some(kind) => headers.insert(CONTENT_TYPE, kind),
            None => headers.remove(CONTENT_TYPE),
        };
        let place = if boundary.is_some() { Place::Before(0) } else { Place::After };
        Self { end: format!("\r\n--{}", boundary.unwrap_or_default()).into_bytes(), place, length: 0 }
    }

    /// Looks at the next piece of the form. `false` for a head that is too long.
    pub fn pass(&mut self, piece: &[u8]) -> bool {
        piece.iter().all(|byte| self.pass_byte(*byte))
    }

    fn pass_byte(&mut self, byte: u8) -> bool {
        self.place = match self.place {
            Place::Before(there) => {
                let boundary = &self.end[2..];
                let there = advance(boundary, there, byte);
                if there == boundary.len() { Place::Line } else { Place::Before(there) }
            }
            Place::Line => match byte {
                b' ' | b'\t' => Place::Line,
                b'\r' => Place::LineEnds,
                _ => Place::After,
            },
            Place::LineEnds => {
                if byte == b'\n' {
                    Place::Head(0)
                } else {
                    Place::After
                }
            }
            Place::Head(there) => {
                let there = advance(END_OF_HEAD, there, byte);
                if there == END_OF_HEAD.len() { Place::Content(0) } else { Place::Head(there) }
            }
            Place::Content(there) => {
                let there = advance(&self.end, there, byte);
                if there == self.end.len() { Place::Line } else { Place::Content(there) }
            }
            Place::After => Place::After,
        };
        let in_head = matches!(self.place, Place::Before(_) | Place::Head(_));
        self.length = if in_head { self.length + 1 } else { 0 };
        self.length <= MOST
    }
}

/// How much of `end` is there after one more byte; `there` was there before it, and is less than all.
fn advance(end: &[u8], there: usize, byte: u8) -> usize {
    if end[there] == byte {
        return there + 1;
    }
    let again = |n: &usize| end[n - 1] == byte && end[..n - 1] == end[there + 1 - n..there];
    (1..=there).rev().find(again).unwrap_or_default()
}

/// The boundary that a content type names. Browsers and programs take letters, digits and dashes.
fn boundary_in(kind: &str) -> Option<String> {
    let mut parts = kind.split(';').map(str::trim);
    let is_form = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/form-data"));
    let named = parts.filter_map(|part| part.split_once('='));
    let mut boundaries = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("boundary"));
    let (_, boundary) = boundaries.next().filter(|_| is_form)?;
    let boundary = boundary.trim();
    let quoted = boundary.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let boundary = quoted.unwrap_or(boundary);
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '\'');
    let readable = (1..=MOST_OF_BOUNDARY).contains(&boundary.len()) && boundary.chars().all(known);
    readable.then(|| boundary.to_owned())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header::CONTENT_TYPE};

    use super::{Heads, MOST, Place, boundary_in};

    fn heads(kind: &'static str) -> Heads {
        Heads::of(&mut HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(kind))]))
    }

    fn part(name: &str, content: &str) -> String {
        format!("--B-B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
    }

    /// However the form is cut into pieces.
    #[test]
    fn long_contents_pass_and_long_heads_do_not() {
        let long = "\r\n\r--B-\n".repeat(MOST);
        let fine = part("a", &long) + &part(&"b".repeat(MOST / 2), "") + &part("c", &long) + "--B-B--\r\n";
        let head = part("a", &long) + &part(&"b".repeat(MOST), "") + "--B-B--\r\n";
        let before = format!("{}\r\n{fine}", "x".repeat(MOST));
        for (form, passes) in [(&fine, true), (&head, false), (&before, false)] {
            for size in [1, 7, 4096, form.len()] {
                let mut heads = heads("multipart/form-data; boundary=B-B");
                let mut pieces = form.as_bytes().chunks(size);
                assert_eq!(pieces.all(|piece| heads.pass(piece)), passes, "{size}");
                assert!(!passes || heads.place == Place::After, "{size}: {:?}", heads.place);
            }
        }
    }

    /// Behind an empty head, the parser goes on reading one.
    #[test]
    fn a_head_begins_behind_the_line_of_its_boundary() {
        for (begin, place) in [
            ("--B", Place::Line),
            ("-----B", Place::Line),
            ("--B \t", Place::Line),
            ("--B\r\n", Place::Head(0)),
            ("--B\r\n\r\n", Place::Head(2)),
            ("--B\r\n\r\n\r\n", Place::Content(0)),
            ("--B\r\na: b\r\n\r\n--B", Place::Content(0)),
            ("--B\r\na: b\r\n\r\n\r\n--B", Place::Line),
            ("--B\r\na: b\r\n\r\n\r\n--B--", Place::After),
            ("--Bx", Place::After),
        ] {
            let mut heads = heads("multipart/form-data; boundary=B");
            assert!(heads.pass(begin.as_bytes()));
            assert_eq!(heads.place, place, "{begin:?}");
        }
    }

    #[test]
    fn the_boundary_can_be_read_in_one_way() {
        for (kind, boundary) in [
            ("multipart/form-data; boundary=----WebKitFormBoundaryAb1", Some("----WebKitFormBoundaryAb1")),
            ("Multipart/Form-Data;charset=utf-8; Boundary=\"a-b\"", Some("a-b")),
            ("multipart/form-data; boundary=\"a;b\"", None),
            ("multipart/form-data; boundary=", None),
            ("multipart/form-data", None),
            ("multipart/mixed; boundary=a", None),
            ("text/plain; boundary=a", None),
        ] {
            assert_eq!(boundary_in(kind).as_deref(), boundary, "{kind}");
        }
        let two = "multipart/form-data; x=\"; boundary=a; y=\"; boundary=b";
        let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(two))]);
        Heads::of(&mut headers);
        assert_eq!(headers[CONTENT_TYPE], "multipart/form-data; boundary=a");
    }
}
