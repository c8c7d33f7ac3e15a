#[cfg(not(feature = "hydrate"))]
use domain::communications::letter_text;
use domain::communications::{Channel, MAX_RICH_TEXT_CHARACTERS, RichTextCount};
use leptos::{ev, html, prelude::*};

use super::state::Content;
use crate::{
    communications::compose::validation::problem_of,
    components::{
        Icon, debounce, effect,
        form::{Bound, Field, Label, PlainField, TextArea},
    },
    words,
};

const SPEAK_AFTER_MS: u32 = 1_500;

/// What tells the editor of one channel from that of another.
#[derive(Clone, Copy)]
pub struct EditorOf {
    pub channel: Channel,
    /// The `id` of the field that holds the HTML.
    pub id: &'static str,
    /// The `id` of the plain field that replaces it without scripts.
    pub plain: &'static str,
    /// The `id` of the counter.
    pub count: &'static str,
    pub label: &'static str,
}

/// Rich text. The editor is an element around the field that holds its HTML; without scripts a plain
/// text field replaces it.
#[component]
pub fn Editor(of: EditorOf, html: Bound<String>) -> impl IntoView {
    let content = expect_context::<Content>();
    let count = Memo::new(move |_| html.signal().with(|html| RichTextCount::of(html)));
    let over = Memo::new(move |_| count.get().characters > MAX_RICH_TEXT_CHARACTERS);
    let field = NodeRef::<html::Textarea>::new();
    let wanted = editor_wanted(content, of.channel);
    let problem = problem_of(of.id);
    keep_replaced(content, field, html);
    view! {
        <Field id=of.id label=Label::new(of.label).marked() label_class="editor-label" problem>
            <rich-text data-ready=move || wanted.get().then_some("")>
                <TextArea
                    id=of.id
                    rows=12
                    value=html
                    problem
                    invalid=over
                    described_by=of.count
                    node_ref=field
                />
            </rich-text>
            <PlainField id=of.plain label=of.label text=html.signal().with_untracked(|html| plain(html)) />
            <Counter id=of.count count over />
        </Field>
    }
}

/// The text of a page without an editor; a browser that has one needs none.
#[cfg(not(feature = "hydrate"))]
fn plain(html: &str) -> String {
    letter_text(html).trim().to_owned()
}

#[cfg(feature = "hydrate")]
const fn plain(_html: &str) -> String {
    String::new()
}

/// *Mots : n. Caractères (incluant HTML) : n*
#[component]
fn Counter(id: &'static str, count: Memo<RichTextCount>, over: Memo<bool>) -> impl IntoView {
    let sentence = |count: RichTextCount| words().compose.words_and_characters(count.words, count.characters);
    // A screen reader announces the count once typing pauses, not at each key.
    let spoken = RwSignal::new(String::new());
    debounce(move || count.get(), SPEAK_AFTER_MS, move |count| spoken.set(sentence(count)));
    view! {
        <p class="counter" translate="no" id=id data-over=move || over.get().to_string()>
            <Icon name="alert" />
            " "
            {move || sentence(count.get())}
        </p>
        <p class="visually-hidden" role="status" translate="no">{move || spoken.get()}</p>
    }
}

/// Whether to load the editor: once scripts run and the channel is chosen. Then it stays.
fn editor_wanted(content: Content, of: Channel) -> RwSignal<bool> {
    let wanted = RwSignal::new(false);
    let channel = content.channel();
    effect(move |_| {
        if channel.get() == of.code() && !wanted.get_untracked() {
            wanted.set(true);
        }
    });
    wanted
}

/// *Réinitialiser*, or a text that was found again: tells the editor to read its field again, which it
/// does not do by itself.
fn keep_replaced(content: Content, field: NodeRef<html::Textarea>, html: Bound<String>) {
    effect(move |before: Option<u32>| {
        let times = content.replaced.get();
        if before.is_some_and(|before| before != times)
            && let Some(field) = field.get_untracked()
        {
            field.set_value(&html.get_untracked());
            if let (Some(editor), Ok(event)) = (field.parent_element(), ev::Event::new("rich-text:set")) {
                let _ = editor.dispatch_event(&event);
            }
        }
        times
    });
}
