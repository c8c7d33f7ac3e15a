//! What was typed into a plain form that is refused: the form has left its page.

use app::RefusedPage;
use axum::{
    Form,
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request},
    http::{HeaderMap, Method, header::CONTENT_TYPE},
    response::Response,
};
use domain::legal::LegalText;

/// The text fields of our forms, in which people write much. What was typed in them is shown again.
const TYPED: [&str; 19] = [
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
];

/// Whether people write in the field of this name.
pub fn is_text(name: &str) -> bool {
    TYPED.contains(&name) || LegalText::from_code(name).is_some()
}

/// What people wrote in a form.
pub fn texts(fields: Vec<(String, String)>) -> Vec<String> {
    let typed = fields.into_iter().filter(|(name, text)| is_text(name) && !text.is_empty());
    typed.map(|(_, text)| text).collect()
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
