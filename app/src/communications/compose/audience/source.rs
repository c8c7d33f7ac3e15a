use domain::access::Perimeter;
use leptos::prelude::*;

use super::state::Audience;

/// The name of the sender: that of a single school, or of the campus or authority of several.
pub fn source_name(audience: Audience) -> Signal<String> {
    let perimeter = audience.chosen();
    Signal::derive(move || perimeter.get().map_or_else(String::new, |perimeter| name(audience, perimeter)))
}

fn name(audience: Audience, perimeter: Perimeter) -> String {
    if perimeter.authority.is_some() {
        return perimeter.name;
    }
    let named = audience.targets.with(|targets| {
        let mut named: Vec<String> = Vec::new();
        for target in targets {
            if !target.custom_establishments {
                return None;
            }
            named.extend(target.establishments.iter().cloned());
        }
        named.dedup();
        Some(named)
    });
    match named.as_deref() {
        Some([only]) => {
            let school = perimeter.schools.iter().find(|school| school.id.to_string() == *only);
            school.map_or(perimeter.name.clone(), |school| school.name.clone())
        }
        _ => perimeter.name,
    }
}
