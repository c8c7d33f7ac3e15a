/// `path?name=value&…`, without the names that have no value.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut out = path.to_owned();
    let mut separator = '?';
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(separator);
        out.push_str(name);
        out.push('=');
        escape(value, &mut out);
        separator = '&';
    }
    out
}

/// Server and browser must write the same address, so neither's own function is used.
fn escape(value: &str, out: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
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
