use axum::{extract::Request, middleware::Next, response::Response};
use domain::communications::Spoken;
use http::{HeaderValue, header::ACCEPT_LANGUAGE};

/// `?lang=en` counts like a browser that accepts only this language: for the screen of a hall, and for
/// programs that read feeds, whose settings nobody can change. It may also be a language that only
/// second versions have, such as `ar`.
pub async fn language(mut request: Request, next: Next) -> Response {
    if let Some(language) = named(request.uri().query().unwrap_or_default()) {
        request.headers_mut().insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language.code()));
    }
    next.run(request).await
}

/// The first language of the query that the program has.
fn named(query: &str) -> Option<Spoken> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut tags = pairs.filter(|(name, _)| matches!(*name, "lang" | "langue")).map(|(_, tag)| tag);
    tags.find_map(Spoken::from_code)
}

#[cfg(test)]
mod tests {
    use domain::communications::Spoken;

    use super::named;

    #[test]
    fn an_address_may_name_a_language_that_there_is() {
        for (query, expected) in [
            ("lang=en", Some(Spoken::English)),
            ("a=1&langue=fr&b", Some(Spoken::French)),
            ("lang=xx&lang=en", Some(Spoken::English)),
            ("lang=ar", Some(Spoken::Arabic)),
            ("lang=EN", None),
            ("lang", None),
            ("lang=", None),
            ("slang=en", None),
            ("", None),
        ] {
            assert_eq!(named(query), expected, "{query}");
        }
    }
}
