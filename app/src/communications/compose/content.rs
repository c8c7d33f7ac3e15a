use domain::communications::{AnnouncementText, Channel, MAX_ANNOUNCEMENT_CHARACTERS, Severity};
use leptos::{html, prelude::*};

use super::{
    channels::Channels, errors::FieldError, message::MessageFields, period::Period, preview::Preview,
    state::Compose,
};
use crate::{
    components::{Icon, SeverityIcon, TextArea, debounce, from_then_on, take_early},
    words,
};

/// *Communication*: the channel and what is said on it. What belongs to the other channel is there
/// too, hidden by the style sheet, so that changing back and forth loses nothing.
#[component]
pub fn Content() -> impl IntoView {
    let compose = expect_context::<Compose>();
    view! {
        <div class="card compose-body">
            <Channels />
            {compose.offers(Channel::Announcement).then(|| view! { <AnnouncementFields /> })}
            {compose.offers(Channel::Message).then(|| view! { <MessageFields /> })}
        </div>
    }
}

#[component]
fn AnnouncementFields() -> impl IntoView {
    view! {
        <div class="compose-part of-announcement">
            <Severities />
            <Text />
            <LinkField />
            <Period />
            <Preview />
        </div>
    }
}

#[component]
fn Severities() -> impl IntoView {
    let compose = expect_context::<Compose>();
    view! {
        <fieldset class="field" id="type">
            <legend>"Type d’annonce " <span class="required" aria-hidden="true">"*"</span></legend>
            <div class="choice-cards">
                {Severity::ALL
                    .into_iter()
                    .map(|severity| {
                        let checked = move || compose.input.with(|input| input.announcement.severity == severity.code());
                        view! {
                            <label class="choice-card" data-severity=severity.code()>
                                <input type="radio" name="type" value=severity.code()
                                    checked=checked prop:checked=checked
                                    on:change=move |_| compose.edit(|input| severity.code().clone_into(&mut input.announcement.severity)) />
                                " "
                                <SeverityIcon severity />
                                " "
                                <span class="choice-title">{words().communications.severity(severity)}</span>
                                " "
                                <span class="hint">{words().communications.severity_hint(severity)}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
            <FieldError field=Signal::stored("type".to_owned()) />
        </fieldset>
    }
}

#[component]
fn Text() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let text = Memo::new(move |_| compose.input.with(|input| input.announcement.text.clone()));
    let count = Memo::new(move |_| text.with(|text| AnnouncementText::count(text)));
    let over = Memo::new(move |_| count.get().saturating_sub(MAX_ANNOUNCEMENT_CHARACTERS));
    let invalid = Signal::derive(move || over.get() > 0 || compose.error("texte").is_some());
    let sentence = move |count: usize, over: usize| match over {
        0 => format!("{count} / {MAX_ANNOUNCEMENT_CHARACTERS} caractères"),
        1 => format!("{count} / {MAX_ANNOUNCEMENT_CHARACTERS} caractères : retirez 1 caractère"),
        n => format!("{count} / {MAX_ANNOUNCEMENT_CHARACTERS} caractères : retirez {n} caractères"),
    };
    // Somebody who listens hears the count once typing pauses, not at each key.
    let spoken = RwSignal::new(String::new());
    debounce(
        move || count.get(),
        900,
        move |count| {
            spoken.set(sentence(count, count.saturating_sub(MAX_ANNOUNCEMENT_CHARACTERS)));
        },
    );
    view! {
        <div class="field">
            <label for="texte">
                "Texte de l’annonce " <span class="required" aria-hidden="true">"*"</span>
                <span class="hint">" (255 caractères max.)"</span>
            </label>
            <TextArea
                id="texte"
                rows=4
                value=text
                on_input=move |text| compose.edit(|input| input.announcement.text = text)
                invalid
                described_by=Signal::stored("texte-compte texte-erreur".to_owned())
            />
            <p class="counter" id="texte-compte" data-over=move || (over.get() > 0).to_string()>
                <Icon name="alert" />
                " "
                {move || sentence(count.get(), over.get())}
            </p>
            <p class="visually-hidden" role="status">{move || spoken.get()}</p>
            <FieldError field=Signal::stored("texte".to_owned()) />
        </div>
    }
}

#[component]
fn LinkField() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let with_link = Memo::new(move |_| compose.input.with(|input| input.announcement.with_link));
    let address = Memo::new(move |_| compose.input.with(|input| input.announcement.link.clone()));
    let field = NodeRef::<html::Input>::new();
    let change = move |address: String| compose.edit(|input| input.announcement.link = address);
    take_early(field, change);
    view! {
        <fieldset class="field link-field">
            <legend>"Lien"</legend>
            <div class="choice-inline">
                <label class="choice">
                    <input type="radio" name="lien" value="aucun"
                        checked=move || !with_link.get() prop:checked=move || !with_link.get()
                        on:change=move |_| compose.edit(|input| input.announcement.with_link = false) />
                    " Aucun lien"
                </label>
                <label class="choice">
                    <input type="radio" name="lien" value="externe"
                        checked=move || with_link.get() prop:checked=move || with_link.get()
                        on:change=move |_| compose.edit(|input| input.announcement.with_link = true) />
                    " URL externe"
                </label>
            </div>
            <div class="field link-url">
                <label for="lien-url">"Adresse du site"</label>
                <input class="input" id="lien-url" name="lien-url" type="url" inputmode="url" placeholder="https://"
                    autocomplete="off" node_ref=field
                    value=address.get_untracked() prop:value=from_then_on(move || address.get())
                    aria-describedby="lien-aide lien-url-erreur"
                    aria-invalid=move || compose.error("lien-url").is_some().then_some("true")
                    on:input:target=move |event| change(event.target().value()) />
                <p class="hint" id="lien-aide">"Les lecteurs l’ouvrent par « en savoir plus »."</p>
                <FieldError field=Signal::stored("lien-url".to_owned()) />
            </div>
        </fieldset>
    }
}
