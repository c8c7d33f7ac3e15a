use domain::{civil::parse_day, communications::Acknowledgement};
use leptos::prelude::*;

use crate::{
    communications::compose::{audience::Audience, content::Content, files::Files},
    words,
};

/// The facts shown before deployment.
#[component]
pub fn Facts() -> impl IntoView {
    let audience = expect_context::<Audience>();
    let content = expect_context::<Content>();
    let files = expect_context::<Files>();
    let (later, day, time) = (content.send_later(), content.send_day(), content.send_time());
    let (subject, acknowledgement) = (content.subject(), content.acknowledgement());
    let when = move || {
        if !later.get() {
            return words().compose.now.to_owned();
        }
        let day = day.get();
        let day = parse_day(&day).map_or(day, |day| words().dates.date(day));
        words().compose.on_day_at(&day, &time.get(), &audience.clock().zone)
    };
    let joined = move || match files.count() {
        0 => words().compose.no_file.to_owned(),
        count => words().numbers.files(count),
    };
    let asked = move || {
        let asked = Acknowledgement::from_code(&acknowledgement.get());
        words().communications.acknowledgement(asked.unwrap_or_default())
    };
    view! {
        <div><dt>{words().compose.subject}</dt><dd>{move || subject.get()}</dd></div>
        <div><dt>{words().compose.sending}</dt><dd>{when}</dd></div>
        <div><dt>{words().compose.files}</dt><dd>{joined}</dd></div>
        <div><dt>{words().compose.acknowledgement}</dt><dd>{asked}</dd></div>
    }
}
