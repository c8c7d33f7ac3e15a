use domain::communications::Acknowledgement;
use leptos::prelude::*;

use crate::{
    communications::compose::{audience::Audience, content::Content, files::Files},
    words,
};

/// What is to be deployed.
#[component]
pub fn Facts() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let content = expect_context::<Content>();
    let files = expect_context::<Files>();
    let (later, day, time) = (content.send_later(), content.send_day(), content.send_time());
    let (subject, acknowledgement) = (content.subject(), content.acknowledgement());
    let when = move || {
        if !later.get() {
            return "Maintenant".to_owned();
        }
        let day = day.get();
        let day = day.parse().map_or(day, |day| words().dates.date(day));
        format!("Le {day} à {} ({})", time.get(), words().dates.zone(&audience.clock().zone))
    };
    let joined = move || match files.count() {
        0 => "Aucune".to_owned(),
        count => words().numbers.files(count),
    };
    let asked = move || {
        let asked = Acknowledgement::from_code(&acknowledgement.get());
        words().communications.acknowledgement(asked.unwrap_or_default())
    };
    view! {
        <div><dt>"Objet"</dt><dd>{move || subject.get()}</dd></div>
        <div><dt>"Envoi"</dt><dd>{when}</dd></div>
        <div><dt>"Pièces jointes"</dt><dd>{joined}</dd></div>
        <div><dt>"Accusé de lecture"</dt><dd>{asked}</dd></div>
    }
}
