use domain::communications::{MAX_RICH_TEXT_CHARACTERS, RichTextCount, plain_text};
use leptos::{ev, html, prelude::*};

use super::{errors::FieldError, state::Compose};
use crate::{
    components::{Icon, PlainField, TextArea, debounce},
    words,
};

/// The text of the message. The editor is an element around the field that holds its HTML; without
/// scripts a field of plain text stands in its place.
#[component]
pub fn Body() -> impl IntoView {
    let compose = expect_context::<Compose>();
    let html = Memo::new(move |_| compose.input.with(|input| input.message.body.clone()));
    let count = Memo::new(move |_| html.with(|html| RichTextCount::of(html)));
    let over = Memo::new(move |_| count.get().characters > MAX_RICH_TEXT_CHARACTERS);
    let invalid = Signal::derive(move || over.get() || compose.error("corps").is_some());
    let field = NodeRef::<html::Textarea>::new();
    let wanted = editor_wanted(compose);
    keep_emptied(compose, field);
    view! {
        <div class="field">
            <label for="corps" class="editor-label">"Texte du message " <span class="required" aria-hidden="true">"*"</span></label>
            <rich-text data-ready=move || wanted.get().then_some("")>
                <TextArea
                    id="corps"
                    rows=12
                    value=html
                    on_input=move |html| compose.edit(|input| input.message.body = html)
                    invalid
                    described_by=Signal::stored("corps-compte corps-erreur".to_owned())
                    node_ref=field
                />
            </rich-text>
            <PlainField id="corps-texte" label="Texte du message" text=plain_text(&html.get_untracked()).trim().to_owned() />
            <Counter count over />
            <FieldError field=Signal::stored("corps".to_owned()) />
        </div>
    }
}

/// *Mots : n. Caractères (incluant HTML) : n*
#[component]
fn Counter(count: Memo<RichTextCount>, over: Memo<bool>) -> impl IntoView {
    let sentence = |count: RichTextCount| {
        let number = |count: usize| words().numbers.number(count as u64);
        format!("Mots : {}. Caractères (incluant HTML) : {}", number(count.words), number(count.characters))
    };
    // Somebody who listens hears the count once typing pauses, not at each key.
    let spoken = RwSignal::new(String::new());
    debounce(move || count.get(), 1_500, move |count| spoken.set(sentence(count)));
    view! {
        <p class="counter" id="corps-compte" data-over=move || over.get().to_string()>
            <Icon name="alert" />
            " "
            {move || sentence(count.get())}
        </p>
        <p class="visually-hidden" role="status">{move || spoken.get()}</p>
    }
}

/// Whether the editor may open: once scripts run, and not before somebody writes a message. It is
/// fetched then, and stays.
fn editor_wanted(compose: Compose) -> RwSignal<bool> {
    let wanted = RwSignal::new(false);
    Effect::new(move |_| {
        if compose.is_message() && !wanted.get_untracked() {
            wanted.set(true);
        }
    });
    wanted
}

/// *Réinitialiser*: the editor reads its field again only when it is told to.
fn keep_emptied(compose: Compose, field: NodeRef<html::Textarea>) {
    Effect::new(move |before: Option<u32>| {
        let times = compose.emptied.get();
        if before.is_some_and(|before| before != times)
            && let Some(field) = field.get_untracked()
        {
            field.set_value("");
            if let (Some(editor), Ok(event)) = (field.parent_element(), ev_named("rich-text:set")) {
                let _ = editor.dispatch_event(&event);
            }
        }
        times
    });
}

fn ev_named(name: &str) -> Result<ev::Event, wasm_bindgen::JsValue> {
    ev::Event::new(name)
}
