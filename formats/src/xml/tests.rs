use super::*;

#[derive(Default)]
struct Texts(Vec<String>);

impl Handler for Texts {
    fn open(&mut self, path: &Path, attributes: &Attributes<'_>, _line: u64) -> Result<(), Reason> {
        if let Some(name) = attributes.get("name") {
            self.0.push(format!("@{}={name}", path.name()));
        }
        Ok(())
    }

    fn close(&mut self, path: &Path, text: &str, line: u64) -> Result<(), Reason> {
        if !text.is_empty() {
            self.0.push(format!("{line}:{}={text}", path.name()));
        }
        Ok(())
    }
}

fn read(bytes: &[u8]) -> Result<Vec<String>, Reason> {
    let mut texts = Texts::default();
    parse(bytes, &Place::file("a.xml"), Limits::default(), &mut texts).map_err(|problem| problem.reason)?;
    Ok(texts.0)
}

#[test]
fn references_of_xml_and_html_are_resolved() {
    let read = read(b"<a>\n<b name='x&amp;y'>&#201;lise &eacute;&apos;&#x153;&#156;</b>\n<b/><b></b></a>");
    assert_eq!(read, Ok(vec!["@b=x&y".to_owned(), "2:b=Élise é'œœ".to_owned()]));
}

#[test]
fn no_entity_of_a_document_type_is_expanded() {
    let xxe = b"<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>";
    assert_eq!(read(xxe), Err(Reason::InternalDtd));
    let laughs = b"<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY l2 \"&l;&l;&l;&l;\">]><a>&l2;</a>";
    assert_eq!(read(laughs), Err(Reason::InternalDtd));
    assert_eq!(
        read(b"<!DOCTYPE a SYSTEM \"http://example.org/a.dtd\"><a>x</a>"),
        Ok(vec!["1:a=x".to_owned()])
    );
    let elements =
        b"<!DOCTYPE a [\n<!ELEMENT a (b)*>\n<!ATTLIST b name CDATA #REQUIRED>\n]>\n<a><b name='x'>y</b></a>";
    assert_eq!(read(elements), Ok(vec!["@b=x".to_owned(), "5:b=y".to_owned()]), "nothing is to be expanded");
    let hidden = b"<!DOCTYPE a [<!ELEMENT a (b)*><!ENTITY % x SYSTEM \"http://example.org/x\">%x;]><a>x</a>";
    assert_eq!(read(hidden), Err(Reason::InternalDtd));
    assert_eq!(read(b"<a>&secret;</a>"), Err(Reason::UnknownEntity { name: "secret".to_owned() }));
}

#[test]
fn depth_and_pieces_are_bounded() {
    let deep = "<a>".repeat(40);
    assert_eq!(read(deep.as_bytes()), Err(Reason::TooDeep { max: 16 }));
    let long = format!("<a>{}</a>", "x".repeat(200_000));
    assert_eq!(read(long.as_bytes()), Err(Reason::PieceTooLong { max: 64 << 10 }));
    let attribute = format!("<a b='{}'/>", "x".repeat(200_000));
    assert_eq!(read(attribute.as_bytes()), Err(Reason::PieceTooLong { max: 64 << 10 }));
    let comment = format!("<a><!--{}--></a>", "x".repeat(200_000));
    assert_eq!(read(comment.as_bytes()), Err(Reason::PieceTooLong { max: 64 << 10 }));
    let references = format!("<a>{}</a>", "&amp;".repeat(100_000));
    assert_eq!(read(references.as_bytes()), Err(Reason::PieceTooLong { max: 64 << 10 }));
}

#[test]
fn what_is_cut_is_not_taken_for_the_whole() {
    for cut in ["<a><b>x</b>", "<a><b>x</b", "<a><b>x", "<a", "<a><b>x</b></a"] {
        let read = read(cut.as_bytes());
        assert!(matches!(read, Err(Reason::Truncated | Reason::NotXml { .. })), "{cut}: {read:?}");
    }
    assert_eq!(read(b""), Err(Reason::EmptyFile));
    let wrong = |bytes: &[u8], sign: &str| {
        assert_eq!(read(bytes), Err(Reason::NotXml { detail: sign.to_owned() }), "{sign}");
    };
    wrong(b"<a></b>", "</b>");
    wrong(b"<a>Arts & M\xc3\xa9tiers</a>", "&");
    wrong(b"<a/>x", "");
}

#[test]
fn names_with_a_prefix_are_the_same() {
    let plain = read(b"<a><b name='x'>y</b></a>");
    assert_eq!(read(b"<n:a xmlns:n='http://example.org'><n:b name='x'>y</n:b></n:a>"), plain);
}
