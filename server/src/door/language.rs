use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderValue, header::ACCEPT_LANGUAGE};
use words::Language;

/// `?lang=en` counts like the wish of a browser that asks for this language alone: for the screen of a
/// hall, and for programs that read feeds, whose settings nobody can change.
pub async fn language(mut request: Request, next: Next) -> Response {
    if let Some(language) = named(request.uri().query().unwrap_or_default()) {
        request.headers_mut().insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language.code()));
    }
    next.run(request).await
}

/// The first language of the query that there is.
fn named(query: &str) -> Option<Language> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut tags = pairs.filter(|(name, _)| matches!(*name, "lang" | "langue")).map(|(_, tag)| tag);
    tags.find_map(|tag| Language::ALL.into_iter().find(|language| language.code() == tag))
}

#[cfg(test)]
mod tests {
    use words::Language;

    use super::named;

    #[test]
    fn an_address_may_name_a_language_that_there_is() {
        for (query, expected) in [
            ("lang=en", Some(Language::English)),
            ("a=1&langue=fr&b", Some(Language::French)),
            ("lang=de&lang=en", Some(Language::English)),
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
