use chrono::NaiveDate;
use domain::communications::{Link, Severity};
use leptos::prelude::*;

use super::state::Compose;
use crate::components::AnnouncementCard;

/// *Aperçu*: the announcement as the home page will show it, while it is written.
#[component]
pub fn Preview() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let perimeter = compose.perimeter();
    let severity = Signal::derive(move || {
        compose
            .input
            .with(|input| Severity::from_code(&input.announcement.severity))
            .unwrap_or(Severity::Information)
    });
    let text = Signal::derive(move || {
        let text = compose.input.with(|input| input.announcement.text.trim().to_owned());
        if text.is_empty() { "Le texte de l’annonce s’affichera ici.".to_owned() } else { text }
    });
    let link = Signal::derive(move || {
        let (with_link, link) =
            compose.input.with(|input| (input.announcement.with_link, input.announcement.link.clone()));
        with_link.then(|| Link::parse_external(&link).ok().map(|link| link.href().to_owned())).flatten()
    });
    let source = Signal::derive(move || source_name(compose, perimeter.get()));
    let today = compose.form.with_value(|form| form.today);
    let day = Signal::derive(move || {
        compose
            .input
            .with(|input| input.announcement.first_day.parse::<NaiveDate>().ok())
            .map(|day| day.max(today))
    });
    view! {
        <section class="preview" aria-labelledby="apercu">
            <h3 id="apercu">"Aperçu sur la page d’accueil"</h3>
            <AnnouncementCard severity source day text link />
        </section>
    }
}

/// A single school speaks in its own name, several in that of their campus or authority.
fn source_name(compose: Compose, perimeter: Option<domain::access::Perimeter>) -> String {
    let Some(perimeter) = perimeter else { return String::new() };
    if perimeter.authority.is_some() {
        return perimeter.name;
    }
    let named = compose.input.with(|input| {
        let mut named: Vec<String> = Vec::new();
        for target in &input.targets {
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
