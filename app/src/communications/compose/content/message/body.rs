use domain::communications::{Channel, MAX_RICH_TEXT_CHARACTERS, RichTextCount, plain_text};
use leptos::{ev, html, prelude::*};

use crate::{
    communications::compose::{content::Content, validation::problem_of},
    components::{
        Icon, debounce,
        form::{Field, Label, PlainField, TextArea},
    },
    words,
};

const SPEAK_AFTER_MS: u32 = 1_500;

/// The text of the message. The editor is an element around the field that holds its HTML; without
/// scripts a plain text field replaces it.
#[component]
pub fn Body() -> impl IntoView {
    let content = expect_context::<Content>();
    let html = content.body();
    let count = Memo::new(move |_| html.signal().with(|html| RichTextCount::of(html)));
    let over = Memo::new(move |_| count.get().characters > MAX_RICH_TEXT_CHARACTERS);
    let field = NodeRef::<html::Textarea>::new();
    let wanted = editor_wanted(content);
    let problem = problem_of("corps");
    keep_emptied(content, field);
    view! {
        <Field id="corps" label=Label::new(words().compose.message_text).marked() label_class="editor-label" problem>
            <rich-text data-ready=move || wanted.get().then_some("")>
                <TextArea
                    id="corps"
                    rows=12
                    value=html
                    problem
                    invalid=over
                    described_by="corps-compte"
                    node_ref=field
                />
            </rich-text>
            <PlainField id="corps-texte" label=words().compose.message_text text=plain_text(&html.get_untracked()).trim().to_owned() />
            <Counter count over />
        </Field>
    }
}

/// *Mots : n. Caractères (incluant HTML) : n*
#[component]
fn Counter(count: Memo<RichTextCount>, over: Memo<bool>) -> impl IntoView {
    let sentence = |count: RichTextCount| words().compose.words_and_characters(count.words, count.characters);
    // A screen reader announces the count once typing pauses, not at each key.
    let spoken = RwSignal::new(String::new());
    debounce(move || count.get(), SPEAK_AFTER_MS, move |count| spoken.set(sentence(count)));
    view! {
        <p class="counter" id="corps-compte" data-over=move || over.get().to_string()>
            <Icon name="alert" />
            " "
            {move || sentence(count.get())}
        </p>
        <p class="visually-hidden" role="status">{move || spoken.get()}</p>
    }
}

/// Whether to load the editor: once scripts run and a message is being written. Then it stays.
fn editor_wanted(content: Content) -> RwSignal<bool> {
    let wanted = RwSignal::new(false);
    let channel = content.channel();
    Effect::new(move |_| {
        if channel.get() == Channel::Message.code() && !wanted.get_untracked() {
            wanted.set(true);
        }
    });
    wanted
}

/// *Réinitialiser*: tells the editor to read its field again, which it does not do by itself.
fn keep_emptied(content: Content, field: NodeRef<html::Textarea>) {
    Effect::new(move |before: Option<u32>| {
        let times = content.emptied.get();
        if before.is_some_and(|before| before != times)
            && let Some(field) = field.get_untracked()
        {
            field.set_value("");
            if let (Some(editor), Ok(event)) = (field.parent_element(), ev::Event::new("rich-text:set")) {
                let _ = editor.dispatch_event(&event);
            }
        }
        times
    });
}
