//! What was typed into a plain form that is refused: the form has left its page.

use app::RefusedPage;
use axum::{
    Form,
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request},
    http::{HeaderMap, Method, header::CONTENT_TYPE},
    response::Response,
};
use domain::{communications::letter_text, legal::LegalText};

/// The text fields of our forms, in which people write much. What was typed in them is shown again.
const TYPED: [&str; 25] = [
    "texte",
    "objet",
    "corps",
    "corps-texte",
    "reponse",
    "titre",
    "lieu",
    "description",
    "motif",
    "raison",
    "periodes",
    "prefixes",
    "origines",
    "actualite-titre",
    "actualite-texte",
    "actualite-texte-brut",
    "autre-titre",
    "autre-texte",
    "image-texte",
    "lien-url",
    "nom",
    "emetteur",
    "adresse",
    "adresse-cles",
    "portees",
];

/// The fields with the HTML of an editor, each with the plain one that replaces it where there is none.
const RICH: [(&str, &str); 2] = [("corps", "corps-texte"), ("actualite-texte", "actualite-texte-brut")];

/// Whether people write in the field of this name.
pub fn is_text(name: &str) -> bool {
    TYPED.contains(&name) || LegalText::from_code(name).is_some()
}

/// What people wrote in a form, as they read it.
pub fn texts(fields: Vec<(String, String)>) -> Vec<String> {
    let has = |field: &str| fields.iter().any(|(name, text)| name == field && !text.is_empty());
    let replaced: Vec<&str> = RICH.iter().filter(|(_, plain)| has(plain)).map(|(html, _)| *html).collect();
    // In the form of a communication this is a box: whether readers may answer.
    let box_of_form = fields.iter().any(|(name, _)| name == "canal").then_some("reponse");
    let is_typed = |name: &str| is_text(name) && !replaced.contains(&name) && box_of_form != Some(name);
    let typed = fields.into_iter().filter(|(name, text)| is_typed(name) && !text.is_empty());
    let read = |(name, text): (String, String)| {
        let is_html = RICH.iter().any(|(html, _)| *html == name) && text.trim_start().starts_with('<');
        if is_html { letter_text(&text).trim().to_owned() } else { text }
    };
    typed.map(read).filter(|text| !text.is_empty()).collect()
}

/// Whether an answer is the page of a refusal that says only why.
pub(super) fn lacks_text(response: &Response) -> bool {
    response.extensions().get().is_some_and(|page: &RefusedPage| page.typed.is_empty())
}

/// Puts what was typed into a form onto the page that refuses it.
pub(super) async fn give_back(headers: &HeaderMap, form: &[Bytes], response: &mut Response) {
    if form.is_empty() {
        return;
    }
    let mut bytes = Vec::new();
    for piece in form {
        bytes.extend_from_slice(piece);
    }
    let mut request = Request::new(Body::from(bytes));
    *request.method_mut() = Method::POST;
    request.headers_mut().extend(headers.get(CONTENT_TYPE).map(|kind| (CONTENT_TYPE, kind.clone())));
    let fields = fields_in(request).await;
    if let Some(page) = response.extensions_mut().get_mut::<RefusedPage>() {
        page.typed = texts(fields);
    }
}

/// The fields of a form, in the format in which it was sent. Its files are not read: they stand behind the
/// texts.
pub(super) async fn fields_in(request: Request) -> Vec<(String, String)> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        return Form::from_request(request, &()).await.map(|Form(fields)| fields).unwrap_or_default();
    }
    let Ok(mut form) = Multipart::from_request(request, &()).await else { return Vec::new() };
    let mut fields = Vec::new();
    while let Ok(Some(field)) = form.next_field().await {
        let Some(name) = field.name().map(str::to_owned) else { continue };
        match field.file_name() {
            // Nothing was chosen.
            Some("") => continue,
            Some(_) => break,
            None => {}
        }
        let Ok(text) = field.text().await else { break };
        fields.push((name, text));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::texts;

    fn given_back(fields: &[(&str, &str)]) -> Vec<String> {
        texts(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn a_text_of_the_editor_comes_back_as_it_is_read() {
        let html = "<p>À <strong>rendre</strong> &amp; à signer</p><ul><li><p>lundi</p></li></ul>";
        let read = given_back(&[("titre", "<Séjour>"), ("corps", html), ("action", "publier")]);
        assert_eq!(read.len(), 2, "{read:?}");
        assert_eq!(read[0], "<Séjour>", "what is no HTML stays as it was typed");
        assert!(read[1].starts_with("À rendre & à signer\n") && read[1].contains("lundi"), "{read:?}");
        assert!(!read[1].contains('<'), "{read:?}");
    }

    #[test]
    fn without_an_editor_the_plain_field_has_what_was_typed() {
        let both = [("actualite-texte", "<p>Avant</p>"), ("actualite-texte-brut", "Avant, et après")];
        assert_eq!(given_back(&both), ["Avant, et après"]);
        assert_eq!(given_back(&[("corps", "<p></p>"), ("corps-texte", "")]), Vec::<String>::new());
    }

    #[test]
    fn a_box_is_no_text() {
        assert_eq!(given_back(&[("reponse", "oui")]), ["oui"], "an answer");
        assert_eq!(given_back(&[("canal", "message"), ("objet", "Sortie"), ("reponse", "oui")]), ["Sortie"]);
    }
}
