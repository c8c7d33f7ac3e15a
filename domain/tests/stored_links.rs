//! A link read from storage or from the network must be as safe in an `href` as a typed one.

use domain::communications::Link;

#[test]
fn a_link_survives_storage() {
    let link = Link::parse_external("https://ecole.example/é?x=1").expect("a link");
    let stored = serde_json::to_string(&link).expect("JSON");
    assert_eq!(stored, r#"{"external":"https://ecole.example/é?x=1"}"#);
    assert_eq!(serde_json::from_str::<Link>(&stored).expect("a link"), link);
}

#[test]
fn a_harmful_link_does_not_come_back_from_storage() {
    for address in ["javascript:alert(1)", "data:text/html,x", "", "https://a@b.fr"] {
        let stored = serde_json::json!({ "external": address });
        assert!(serde_json::from_value::<Link>(stored).is_err(), "{address:?}");
    }
}
