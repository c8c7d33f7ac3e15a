//! What may be attached: a closed list, recognised by the content and not only by the name.

use std::{
    borrow::Cow,
    io::{self, BufReader},
};

use domain::fields::FieldProblem;

use super::{
    name::extension,
    spool::{Arrived, utf16},
};

/// How an archive begins.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// How the content of a kind is recognised.
enum Content {
    /// By its first bytes, as one of these.
    Bytes(&'static [&'static str]),
    /// A Microsoft archive that contains this part and no macros.
    Office(&'static str),
    /// A document of this `OpenDocument` type, packed by an office program or packed again by hand.
    OpenDocument(&'static str),
    /// A compound file with one of these streams.
    Compound(&'static [&'static str]),
    /// Text in UTF-8, UTF-16 or Latin-1 that is neither a web page nor a script …
    Text,
    /// … and begins with this.
    Begins(&'static str),
}

struct AcceptedKind {
    extensions: &'static [&'static str],
    media_type: &'static str,
    content: Content,
}

const fn kind(
    extensions: &'static [&'static str],
    media_type: &'static str,
    content: Content,
) -> AcceptedKind {
    AcceptedKind { extensions, media_type, content }
}

use Content::{Begins, Bytes, Compound, Office, OpenDocument, Text};

/// The kinds of file that schools send.
const KINDS: [AcceptedKind; 27] = [
    kind(&["pdf"], "application/pdf", Bytes(&["application/pdf"])),
    kind(
        &["docx"],
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Office("word/document"),
    ),
    kind(
        &["xlsx"],
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Office("xl/workbook"),
    ),
    kind(
        &["pptx"],
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Office("ppt/presentation"),
    ),
    kind(&["doc"], "application/msword", Compound(&["WordDocument"])),
    kind(&["xls"], "application/vnd.ms-excel", Compound(&["Workbook", "Book"])),
    kind(&["ppt"], "application/vnd.ms-powerpoint", Compound(&["PowerPoint Document"])),
    kind(
        &["odt"],
        "application/vnd.oasis.opendocument.text",
        OpenDocument("application/vnd.oasis.opendocument.text"),
    ),
    kind(
        &["ods"],
        "application/vnd.oasis.opendocument.spreadsheet",
        OpenDocument("application/vnd.oasis.opendocument.spreadsheet"),
    ),
    kind(
        &["odp"],
        "application/vnd.oasis.opendocument.presentation",
        OpenDocument("application/vnd.oasis.opendocument.presentation"),
    ),
    kind(&["rtf"], "application/rtf", Bytes(&["application/rtf"])),
    kind(&["png"], "image/png", Bytes(&["image/png"])),
    kind(&["jpg", "jpeg"], "image/jpeg", Bytes(&["image/jpeg"])),
    kind(&["gif"], "image/gif", Bytes(&["image/gif"])),
    kind(&["webp"], "image/webp", Bytes(&["image/webp"])),
    kind(&["tif", "tiff"], "image/tiff", Bytes(&["image/tiff"])),
    kind(&["heic", "heif"], "image/heic", Bytes(&["image/heif"])),
    kind(&["mp3"], "audio/mpeg", Bytes(&["audio/mpeg"])),
    kind(&["wav"], "audio/wav", Bytes(&["audio/x-wav"])),
    kind(&["ogg", "oga", "opus"], "audio/ogg", Bytes(&["audio/ogg", "audio/opus"])),
    // Recorders use both names for the same container.
    kind(&["m4a"], "audio/mp4", Bytes(&["audio/m4a", "video/mp4"])),
    kind(&["mp4"], "video/mp4", Bytes(&["video/mp4", "video/x-m4v"])),
    kind(&["zip"], "application/zip", Bytes(&["application/zip"])),
    kind(&["txt"], "text/plain", Text),
    kind(&["csv"], "text/csv", Text),
    kind(&["ics"], "text/calendar", Begins("BEGIN:VCALENDAR")),
    kind(&["vcf"], "text/vcard", Begins("BEGIN:VCARD")),
];

/// The media type of a file, from its name and its content, which must agree.
pub(super) async fn media_type_of(
    name: &str,
    arrived: &mut Arrived,
) -> io::Result<Result<&'static str, FieldProblem>> {
    let refused = || FieldProblem::FileNotAccepted { name: name.to_owned() };
    let ending = extension(name);
    let kind =
        KINDS.iter().find(|kind| ending.as_deref().is_some_and(|ending| kind.extensions.contains(&ending)));
    let Some(kind) = kind else { return Ok(Err(refused())) };
    let agrees = match kind.content {
        Bytes(types) => infer::get(&arrived.head).is_some_and(|found| types.contains(&found.mime_type())),
        OpenDocument(media_type) => is_open_document(arrived, media_type).await?,
        Office(part) => arrived.head.starts_with(ARCHIVE) && has_part(arrived, part).await?,
        Compound(streams) => has_stream(arrived, streams).await?,
        Text => is_text(arrived),
        Begins(line) => is_text(arrived) && text_of(&arrived.head).as_ref().starts_with(line.as_bytes()),
    };
    if agrees {
        return Ok(Ok(kind.media_type));
    }
    let name = name.to_owned();
    // Office programs put a document with a password into another kind of file.
    let protected = matches!(kind.content, Office(_)) && has_stream(arrived, &["EncryptedPackage"]).await?;
    Ok(Err(if protected {
        FieldProblem::FileProtected { name }
    } else {
        FieldProblem::FileMismatch { name }
    }))
}

/// As office programs pack it, the type comes first. Packed again by hand, the document has the same
/// parts in another order.
async fn is_open_document(arrived: &mut Arrived, media_type: &str) -> io::Result<bool> {
    match infer::get(&arrived.head).map(|found| found.mime_type()) {
        Some(found) if found == media_type => return Ok(true),
        Some("application/zip") => {}
        _ => return Ok(false),
    }
    let tail = arrived.tail().await?;
    let parts = ["mimetype", "content.xml", "META-INF/manifest.xml"];
    Ok(parts.iter().all(|part| contains(&tail, part.as_bytes())))
}

/// An archive stores the names of its parts uncompressed, most of them at its end.
async fn has_part(arrived: &mut Arrived, part: &str) -> io::Result<bool> {
    let tail = arrived.tail().await?;
    let holds = |name: &str| [&arrived.head, &tail].iter().any(|bytes| contains(bytes, name.as_bytes()));
    Ok(holds("[Content_Types].xml") && holds(part) && !holds("vbaProject.bin"))
}

fn contains(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}

async fn has_stream(arrived: &mut Arrived, streams: &'static [&'static str]) -> io::Result<bool> {
    if !arrived.head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Ok(false);
    }
    let file = arrived.file.try_clone().await?.into_std().await;
    let found = tokio::task::spawn_blocking(move || {
        cfb::CompoundFile::open(BufReader::new(file))
            .is_ok_and(|compound| streams.iter().any(|stream| compound.is_stream(format!("/{stream}"))))
    });
    // A file on which the reader panics is not a document.
    let found = found.await.unwrap_or(false);
    arrived.rewind().await?;
    Ok(found)
}

/// No control characters anywhere, and no web page, SVG picture or script at the beginning.
fn is_text(arrived: &Arrived) -> bool {
    let text = text_of(&arrived.head);
    let text = text.as_ref();
    let is_markup = text.first() == Some(&b'<')
        && text.get(1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'!' | b'?' | b'/'));
    arrived.may_be_text && !is_markup && !text.starts_with(b"#!")
}

/// The beginning without a byte order mark and blanks; of UTF-16 only what is ASCII matters here.
fn text_of(head: &[u8]) -> Cow<'_, [u8]> {
    if let Some(units) = utf16(head) {
        let ascii: Vec<u8> = units.map(|unit| u8::try_from(unit).unwrap_or(b'?')).collect();
        return Cow::Owned(ascii.trim_ascii_start().to_owned());
    }
    Cow::Borrowed(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start())
}
