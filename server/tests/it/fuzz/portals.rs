//! Valid input of the functions of portals, and of what widgets send.

use serde_json::{Value, json};

/// Header and claims that are not signed.
const UNSIGNED: &str = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJlbnQifQ.";

pub fn arguments(path: &str, id: i64) -> Option<Value> {
    Some(match path {
        "/api/portals" => json!({}),
        "/api/portals/detail" => json!({ "portal": id }),
        "/api/widget/jeton" => json!({ "statement": UNSIGNED }),
        "/api/widget/vu" => json!({ "seen": [id.to_string()] }),
        _ => return None,
    })
}
