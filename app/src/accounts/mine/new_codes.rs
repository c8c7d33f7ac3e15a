use leptos::prelude::*;

use crate::{accounts::copy::CopyButton, components::Icon, words};

/// New recovery codes; they are shown only this once.
#[component]
pub fn NewCodes(codes: Vec<String>) -> impl IntoView {
    let all = codes.join(" ");
    view! {
        <div class="notice new-link" data-kind="success" role="status">
            <Icon name="success" />
            <h2>{words().accounts.new_recovery_codes}</h2>
            <p>{words().accounts.new_recovery_codes_hint}</p>
            <ol class="recovery-codes">
                {codes.into_iter().map(|code| view! { <li><code class="secret">{code}</code></li> }).collect_view()}
            </ol>
            <div class="field">
                <label for="codes-de-secours">{words().accounts.all_codes}</label>
                <div class="copy-line">
                    <input class="input" id="codes-de-secours" type="text" readonly autocomplete="off" value=all />
                    <CopyButton field="codes-de-secours".to_owned() />
                </div>
            </div>
        </div>
    }
}
