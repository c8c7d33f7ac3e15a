use domain::search::finds;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    Line, When, filtering, fold,
    form::{Bound, CheckBox, FilterInput},
    lines,
};
use crate::words;

/// More choices than this get an input to filter them.
const FILTERED_FROM: usize = 12;

/// One criterion: a disclosure that shows its value, with the choices inside.
#[component]
pub fn CriterionPanel(
    /// Name of the checkboxes, and `id` of the panel.
    #[prop(into)]
    field: Signal<String>,
    label: &'static str,
    /// *Tous* or *Toutes*
    all: &'static str,
    filter: &'static str,
    /// What a screen reader hears after the label, such as `, cible 2`.
    of: Signal<String>,
    /// Value and label.
    choices: Memo<Vec<(String, String)>>,
    chosen: Memo<Vec<String>>,
    /// Called with a value and whether it is now chosen; an empty value clears all.
    change: Callback<(String, bool)>,
) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let is_filtered = move || choices.with(Vec::len) > FILTERED_FROM;
    let filtered = filtering(wanted, is_filtered);
    let value = Signal::derive(move || {
        let chosen = chosen.get();
        let labels: Vec<String> = choices.with(|choices| {
            choices
                .iter()
                .filter(|(value, _)| chosen.contains(value))
                .map(|(_, label)| label.clone())
                .collect()
        });
        if labels.is_empty() { all.to_owned() } else { labels.join(", ") }
    });
    view! {
        <details class="criterion" id=move || field.get() on:keydown=close_on_escape
            data-set=move || (!chosen.with(Vec::is_empty)).then_some("true")>
            <summary>
                <span class="criterion-label">{label}</span>
                <span class="visually-hidden">{words().common.colon}</span>
                <span class="criterion-value" translate="no">{move || value.get()}</span>
                <span class="chevron"></span>
            </summary>
            <fieldset class="criterion-panel">
                <legend class="visually-hidden" translate="no">{label} {move || of.get()}</legend>
                <When holds=Signal::derive(is_filtered)>
                    <FilterInput label=filter wanted />
                </When>
                <div class="choice-list">
                    {lines(move || {
                        let line = |choice: (String, String)| {
                            Line::new(format!("{} {}", choice.0, choice.1), move || {
                                view! { <Choice field choice chosen filtered change /> }.into_any()
                            })
                        };
                        choices.get().into_iter().map(line).collect()
                    })}
                </div>
                <div class="cluster">
                    <button class="button button-small" type="button" hidden=move || chosen.with(Vec::is_empty)
                        on:click=move |event: ev::MouseEvent| {
                            // The button disappears with the choices.
                            focus_summary(panel_of(&event));
                            change.run((String::new(), false));
                        }>{words().targets.clear_choices}</button>
                    " "
                    <span class="hint" role="status" translate="no">{move || words().targets.choices(chosen.with(Vec::len))}</span>
                </div>
            </fieldset>
        </details>
    }
}

/// *Échap* closes the disclosure, and its summary gets the focus.
pub(super) fn close_on_escape(event: ev::KeyboardEvent) {
    // While signs are composed the key takes them back, and closes nothing.
    if event.key() != "Escape" || event.is_composing() {
        return;
    }
    let Some(panel) = panel_of(&event).filter(|panel| panel.has_attribute("open")) else { return };
    let _ = panel.remove_attribute("open");
    focus_summary(Some(panel));
}

/// The disclosure around what somebody pressed.
fn panel_of(event: &ev::Event) -> Option<Element> {
    let pressed = event.current_target()?.dyn_into::<Element>().ok()?;
    pressed.closest("details").ok().flatten()
}

fn focus_summary(panel: Option<Element>) {
    let summary = panel.and_then(|panel| panel.query_selector("summary").ok().flatten());
    if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        let _ = summary.focus();
    }
}

#[component]
fn Choice(
    field: Signal<String>,
    choice: (String, String),
    chosen: Memo<Vec<String>>,
    /// What the filter looks for, folded.
    filtered: Memo<String>,
    change: Callback<(String, bool)>,
) -> impl IntoView {
    let (value, label) = choice;
    let folded = fold(&label);
    let hidden = Signal::derive(move || filtered.with(|filter| !finds(filter, &folded)));
    let value = StoredValue::new(value);
    let checked = Bound::new(
        Signal::derive(move || chosen.with(|chosen| value.with_value(|value| chosen.contains(value)))),
        move |chosen| change.run((value.get_value(), chosen)),
    );
    view! { <CheckBox name=field value=value.get_value() checked hidden>{label}</CheckBox> }
}
