use domain::providers::{Claims, add_claim};
use serde_json::Value;

/// Claims inside claims are kept down to this depth.
const DEPTH: usize = 4;

/// Adds the members of an object in JSON, with the names of the objects around them.
pub(super) fn collect(claims: &mut Claims, value: &Value) {
    if let Value::Object(members) = value {
        for (name, value) in members {
            add(claims, name, value, DEPTH);
        }
    }
}

fn add(claims: &mut Claims, name: &str, value: &Value, depth: usize) {
    match value {
        Value::Null => {}
        Value::String(text) => add_claim(claims, name, text),
        Value::Bool(_) | Value::Number(_) => add_claim(claims, name, &value.to_string()),
        Value::Array(_) | Value::Object(_) if depth == 0 => {}
        Value::Array(values) => values.iter().for_each(|value| add(claims, name, value, depth - 1)),
        Value::Object(members) => {
            for (inner, value) in members {
                add(claims, &format!("{name}.{inner}"), value, depth - 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::providers::{Claims, MAX_CLAIMS, MAX_VALUES};
    use serde_json::{Value, json};

    use super::collect;

    #[test]
    fn every_shape_of_a_claim_is_a_list_of_texts() {
        let mut claims = Claims::new();
        collect(
            &mut claims,
            &json!({ "sub": "a", "n": 9001, "ok": true, "none": null, "list": ["x", "y"], "ent": { "uid": ["1"] } }),
        );
        let said: Vec<String> =
            claims.iter().map(|(name, values)| format!("{name}={}", values.join("|"))).collect();
        assert_eq!(said, ["ent.uid=1", "list=x|y", "n=9001", "ok=true", "sub=a"]);
    }

    #[test]
    fn an_endless_claim_ends() {
        let mut deep = json!("x");
        for _ in 0..60 {
            deep = json!({ "a": deep });
        }
        let mut claims = Claims::new();
        collect(
            &mut claims,
            &json!({ "deep": deep, "many": vec!["v"; 10_000], "long": "x".repeat(100_000) }),
        );
        assert_eq!(claims.values().map(Vec::len).sum::<usize>(), MAX_VALUES, "those of `many`");
        assert!(!claims.contains_key("long"));
        let names: serde_json::Map<String, Value> = (0..1_000).map(|n| (format!("n{n}"), json!(n))).collect();
        collect(&mut claims, &Value::Object(names));
        assert_eq!(claims.len(), MAX_CLAIMS);
    }
}
