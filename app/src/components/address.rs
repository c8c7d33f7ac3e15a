use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Encodes everything but the unreserved characters of RFC 3986. Server and browser write the same
/// address, so the browser's own function is not used.
const UNRESERVED_STAY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `path?name=value&…`, without empty values.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    let mut separator = '?';
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(separator);
        out.push_str(name);
        out.push('=');
        out.extend(utf8_percent_encode(value, UNRESERVED_STAY));
        separator = '&';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn values_cannot_add_names() {
        assert_eq!(
            address("/a", &[("q", "à & b=c"), ("vide", ""), ("page", "2")]),
            "/a?q=%C3%A0%20%26%20b%3Dc&page=2"
        );
        assert_eq!(address("/a", &[("q", "")]), "/a");
    }
}
