//! The answer of a CAS server about a ticket.

use std::collections::BTreeMap;

use domain::providers::MAX_VALUE_CHARACTERS;

use super::tree::{Element, Unreadable, read};

const CAS: &str = "http://www.yale.edu/tp/cas";
/// The largest answer.
const BYTES: usize = 64 * 1024;

/// What the server says about a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServiceResponse {
    Success(Identified),
    /// With the code, such as `INVALID_TICKET`. The text beside it is for nobody.
    Failure(String),
}

/// Whom a ticket stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identified {
    /// What stands in `<cas:user>`: each portal chooses what it puts there.
    pub user: String,
    /// Every other element by name, without prefix; several values in their order.
    pub attributes: BTreeMap<String, Vec<String>>,
}

/// Reads an answer of at most 64 kB.
///
/// # Errors
/// Why it is not read.
pub fn service_response(document: &[u8]) -> Result<ServiceResponse, Unreadable> {
    let root = read(document, BYTES)?;
    if !root.is(CAS, "serviceResponse") {
        return Err(Unreadable::Other);
    }
    if root.all(CAS, "authenticationFailure").next().is_none() {
        return identified(root.only(CAS, "authenticationSuccess")?).map(ServiceResponse::Success);
    }
    // An answer that says both says nothing.
    if root.all(CAS, "authenticationSuccess").next().is_some() {
        return Err(Unreadable::Other);
    }
    let failure = root.only(CAS, "authenticationFailure")?;
    Ok(ServiceResponse::Failure(failure.marks.code.clone().unwrap_or_default()))
}

fn identified(success: &Element) -> Result<Identified, Unreadable> {
    let user = success.only(CAS, "user")?.value()?.to_owned();
    // It stands in an index, which holds no long text.
    if user.chars().count() > MAX_VALUE_CHARACTERS {
        return Err(Unreadable::TooLarge);
    }
    let mut attributes = BTreeMap::new();
    for child in success.children.iter().filter(|child| child.namespace == CAS) {
        match child.name.as_str() {
            "user" | "proxyGrantingTicket" | "proxies" => {}
            "attributes" => child.children.iter().for_each(|inner| collect(inner, &mut attributes)),
            // Some portals write attributes beside the user.
            _ => collect(child, &mut attributes),
        }
    }
    Ok(Identified { user, attributes })
}

/// Adds what an element says. One with children is a list: its values stand in them, whatever their
/// names are.
fn collect(element: &Element, attributes: &mut BTreeMap<String, Vec<String>>) {
    if element.namespace != CAS {
        return;
    }
    if let (Some(name), Some(value)) = (&element.marks.name, &element.marks.value) {
        add(name, value, attributes);
    } else if element.children.is_empty() {
        add(&element.name, &element.text, attributes);
    } else {
        for child in element.children.iter().filter(|child| child.namespace == CAS) {
            add(&element.name, &child.text, attributes);
        }
    }
}

fn add(name: &str, value: &str, attributes: &mut BTreeMap<String, Vec<String>>) {
    let value = value.trim();
    if !value.is_empty() {
        attributes.entry(name.to_owned()).or_default().push(value.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BYTES, Identified, MAX_VALUE_CHARACTERS, ServiceResponse, Unreadable, service_response};

    fn answer(inner: &str) -> String {
        format!("<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>{inner}</cas:serviceResponse>")
    }

    fn success(inner: &str) -> Result<ServiceResponse, Unreadable> {
        service_response(
            answer(&format!("<cas:authenticationSuccess>{inner}</cas:authenticationSuccess>")).as_bytes(),
        )
    }

    fn person(inner: &str) -> Identified {
        match success(inner) {
            Ok(ServiceResponse::Success(person)) => person,
            other => panic!("{inner}: {other:?}"),
        }
    }

    fn values<'a>(person: &'a Identified, name: &str) -> Vec<&'a str> {
        person.attributes.get(name).into_iter().flatten().map(String::as_str).collect()
    }

    #[test]
    fn each_shape_of_attributes_says_the_same() {
        let user = "<cas:user>\n e.morin </cas:user>";
        for attributes in [
            "<cas:attributes><cas:ENTPersonJointure>9001</cas:ENTPersonJointure>\
             <cas:ENTPersonProfils>National_ELV</cas:ENTPersonProfils>\
             <cas:ENTPersonProfils>National_TUT</cas:ENTPersonProfils></cas:attributes>",
            "<cas:ENTPersonJointure>9001</cas:ENTPersonJointure>\
             <cas:ENTPersonProfils>National_ELV</cas:ENTPersonProfils>\
             <cas:ENTPersonProfils>National_TUT</cas:ENTPersonProfils>",
            "<cas:attributes><cas:ENTPersonJointure><![CDATA[9001]]></cas:ENTPersonJointure>\
             <cas:ENTPersonProfils><cas:ENTPersonProfil>National_ELV</cas:ENTPersonProfil>\
             <cas:ENTPersonProfil>National_TUT</cas:ENTPersonProfil></cas:ENTPersonProfils></cas:attributes>",
            "<cas:attribute name='ENTPersonJointure' value='9001'/>\
             <cas:attributes><cas:attribute name='ENTPersonProfils' value='National_ELV'/>\
             <cas:attribute name='ENTPersonProfils' value='National_TUT'/></cas:attributes>",
        ] {
            let person = person(&format!("{user}{attributes}"));
            assert_eq!(person.user, "e.morin");
            assert_eq!(values(&person, "ENTPersonJointure"), ["9001"], "{attributes}");
            assert_eq!(values(&person, "ENTPersonProfils"), ["National_ELV", "National_TUT"], "{attributes}");
        }
        let schools =
            "<cas:schools><cas:school name='Lycée'>0750001A</cas:school><cas:school/></cas:schools>";
        assert_eq!(values(&person(&format!("{user}{schools}")), "schools"), ["0750001A"]);
    }

    #[test]
    fn the_namespace_counts_and_not_the_prefix() {
        let other_prefix = "<r xmlns='urn:x'/>";
        for document in [
            "<serviceResponse xmlns='http://www.yale.edu/tp/cas'><authenticationSuccess>\
             <user>e.morin</user></authenticationSuccess></serviceResponse>",
            "<?xml version='1.0' encoding='UTF-8'?>\n<a:serviceResponse xmlns:a='http://www.yale.edu/tp/cas'>\
             <a:authenticationSuccess><b:user xmlns:b='http://www.yale.edu/tp/cas'>e.morin</b:user>\
             </a:authenticationSuccess></a:serviceResponse>\n",
        ] {
            assert!(matches!(service_response(document.as_bytes()), Ok(ServiceResponse::Success(_))));
        }
        for document in [
            other_prefix,
            "<cas:serviceResponse xmlns:cas='urn:other'><cas:authenticationSuccess><cas:user>e.morin</cas:user>\
             </cas:authenticationSuccess></cas:serviceResponse>",
            "<serviceResponse><authenticationSuccess><user>e.morin</user></authenticationSuccess>\
             </serviceResponse>",
        ] {
            assert_eq!(service_response(document.as_bytes()), Err(Unreadable::Other), "{document}");
        }
        let foreign = "<cas:user>e.morin</cas:user><x:uid xmlns:x='urn:x'>admin</x:uid>\
             <cas:attributes><x:uid xmlns:x='urn:x'>admin</x:uid></cas:attributes>";
        assert!(person(foreign).attributes.is_empty());
    }

    #[test]
    fn an_answer_in_latin_1_is_read_if_it_says_so() {
        let inner = "<cas:user>e.morin</cas:user><cas:nom>Élise</cas:nom>";
        let written = |declaration: &str| {
            let success = format!("<cas:authenticationSuccess>{inner}</cas:authenticationSuccess>");
            let text = format!("{declaration}{}", answer(&success));
            text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect::<Vec<u8>>()
        };
        for declaration in [
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
            "<?xml version='1.0' encoding='iso-8859-1' standalone='yes'?>\n",
        ] {
            match service_response(&written(declaration)) {
                Ok(ServiceResponse::Success(person)) => assert_eq!(values(&person, "nom"), ["Élise"]),
                other => panic!("{declaration}: {other:?}"),
            }
        }
        for declaration in ["", "<?xml version='1.0'?>", "<?xml version='1.0' encoding='UTF-8'?>"] {
            assert_eq!(service_response(&written(declaration)), Err(Unreadable::NotXml), "{declaration}");
        }
    }

    #[test]
    fn a_failure_has_its_code() {
        let failure = answer(
            "<cas:authenticationFailure code='INVALID_TICKET'>Ticket ST-1 not recognized</cas:authenticationFailure>",
        );
        let failure = service_response(failure.as_bytes());
        assert_eq!(failure, Ok(ServiceResponse::Failure("INVALID_TICKET".to_owned())));
    }

    #[test]
    fn a_user_fits_into_an_index() {
        let named = |characters: usize| format!("<cas:user>{}</cas:user>", "é".repeat(characters));
        assert_eq!(person(&named(MAX_VALUE_CHARACTERS)).user.chars().count(), MAX_VALUE_CHARACTERS);
        assert_eq!(success(&named(MAX_VALUE_CHARACTERS + 1)), Err(Unreadable::TooLarge));
    }

    #[test]
    fn a_comment_or_a_reference_inside_a_value_does_not_shorten_it() {
        let person = person("<cas:user>admin<!-- -->.morin&amp;&#x41;</cas:user>");
        assert_eq!(person.user, "admin.morin&A");
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        let user = "<cas:user>e.morin</cas:user>";
        for inner in [
            "",
            "<cas:user/>",
            "<cas:user> </cas:user>",
            "<cas:user>e.morin<cas:user>admin</cas:user></cas:user>",
            &format!("{user}<cas:user>admin</cas:user>"),
        ] {
            assert_eq!(success(inner), Err(Unreadable::Other), "{inner}");
        }
        let both = "<cas:authenticationSuccess><cas:user>e.morin</cas:user></cas:authenticationSuccess>";
        let failure = "<cas:authenticationFailure code='INVALID_TICKET'/>";
        for inner in [format!("{both}{both}"), format!("{failure}{both}"), failure.repeat(2), String::new()] {
            assert_eq!(service_response(answer(&inner).as_bytes()), Err(Unreadable::Other), "{inner}");
        }
    }

    #[test]
    fn what_is_not_such_a_document_is_refused() {
        let entity = "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
        let whole = answer("<cas:authenticationSuccess><cas:user>&x;</cas:user></cas:authenticationSuccess>");
        assert_eq!(service_response(format!("{entity}{whole}").as_bytes()), Err(Unreadable::DocumentType));
        assert_eq!(service_response(whole.as_bytes()), Err(Unreadable::DocumentType));
        let html = b"<!DOCTYPE html><html><body><p>Erreur<br></body></html>";
        assert_eq!(service_response(html), Err(Unreadable::DocumentType));
        let (deep, end) = ("<cas:a>".repeat(10), "</cas:a>".repeat(10));
        assert_eq!(service_response(answer(&format!("{deep}{end}")).as_bytes()), Err(Unreadable::TooDeep));
        let large = answer(&"<cas:a/>".repeat(BYTES / 8));
        assert_eq!(service_response(large.as_bytes()), Err(Unreadable::TooLarge));
        for document in [
            "",
            "yes\ne.morin\n",
            "{}",
            "<a",
            "<a></b>",
            "<a/><b/>",
            "<a/>x",
            "<x:a/>",
            "<a>&#0;</a>",
            "<a>\u{0}",
        ] {
            let refused = service_response(document.as_bytes());
            assert!(refused.is_err(), "{document:?}: {refused:?}");
        }
        assert_eq!(service_response(b"\xff\xfe<\0a\0/\0>\0"), Err(Unreadable::NotXml));
        assert_eq!(success("<cas:user>e.mo\0rin</cas:user>"), Err(Unreadable::NotXml));
    }

    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;")
    }

    proptest! {
        /// Whatever stands in a value, it is read as it was meant, and as one value.
        #[test]
        fn values_survive_their_way(user in "[^\u{0}-\u{1f}\u{7f}-\u{9f}\u{2028}\u{fffe}\u{ffff}]{1,40}", other in "\\PC{1,40}") {
            let read = success(&format!(
                "<cas:user>{}</cas:user><cas:attributes><cas:mail>{}</cas:mail></cas:attributes>",
                escaped(&user), escaped(&other),
            ));
            if user.trim().is_empty() {
                prop_assert_eq!(read, Err(Unreadable::Other));
            } else {
                let Ok(ServiceResponse::Success(person)) = read else { panic!("{read:?}") };
                prop_assert_eq!(person.user.as_str(), user.trim());
                let other = other.trim();
                let expected: &[&str] = if other.is_empty() { &[] } else { &[other] };
                prop_assert_eq!(values(&person, "mail"), expected);
            }
        }

        /// Any bytes at all give an answer or a refusal.
        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = service_response(&bytes);
        }

        /// So does any heap of the pieces of such documents, and whoever is named was in a `user`.
        #[test]
        fn any_heap_of_pieces_is_survived(pieces in prop::collection::vec(0..PIECES.len(), 0..30)) {
            let document: String = pieces.iter().map(|index| PIECES[*index]).collect();
            let whole = answer(&format!("<cas:authenticationSuccess>{document}</cas:authenticationSuccess>"));
            for document in [document, whole] {
                if let Ok(ServiceResponse::Success(person)) = service_response(document.as_bytes()) {
                    prop_assert!(document.contains("user>"), "{} {:?}", document, person);
                    prop_assert!(!person.user.is_empty());
                }
            }
        }
    }

    const PIECES: [&str; 18] = [
        "<cas:user>",
        "</cas:user>",
        "<user xmlns='http://www.yale.edu/tp/cas'>",
        "</user>",
        "<cas:attributes>",
        "</cas:attributes>",
        "<cas:mail/>",
        "<cas:attribute name='mail' value='&lt;'/>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&amp;",
        "&x;",
        "<!DOCTYPE a>",
        "<?x?>",
        "e.morin",
        "</cas:authenticationSuccess>",
    ];
}
