use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::{
    code_field::{CodeField, RecoveryCodeField},
    door::{Door, Refused},
    sign_in::wait,
};
use crate::{
    components::{address, form_outcome},
    words,
};

/// The second step of signing in: *Code à six chiffres*. Needs no script.
#[component]
pub fn CodePage() -> impl IntoView {
    let query = use_query_map().get_untracked();
    let get = |name: &str| query.get(name).unwrap_or_default();
    let error = get("erreur");
    let (failure, sentence) = match error.as_str() {
        "code" => (None, Some(words().door.wrong_code.to_owned())),
        "attente" => (Some((words().door.too_many_tries.to_owned(), wait(&get("secondes")))), None),
        "occupe" => (Some((words().door.busy.to_owned(), words().door.retry_in_seconds.to_owned())), None),
        _ => (None, None),
    };
    let vouched = get("par") == "fournisseur";
    let hint = if vouched { words().providers.code_hint } else { words().door.code_hint };
    let suite = get("suite");
    let keep = get("rester");
    let action = address("/connexion/code", &[("suite", &suite), ("rester", &keep)]);
    let again = address("/connexion", &[("suite", &suite), ("rester", &keep)]);
    let recovery = get("sorte") == "secours";
    let (of_application, of_recovery) = if recovery { (None, sentence) } else { (sentence, None) };
    // It is kept in its own field; both kinds are fields of that name.
    let typed = form_outcome().typed("code").unwrap_or_default();
    let (code, recovery_code) = if recovery { (String::new(), typed) } else { (typed, String::new()) };
    let title = if error.is_empty() { words().door.code_title } else { words().door.code_title_error };
    view! {
        <Title text=title />
        <Door>
            <div class="card">
                <h1>{words().door.code_title}</h1>
                <p>{hint}</p>
                <Refused failure />
                <form class="stack" method="post" action=action.clone()>
                    <CodeField problem=of_application value=code />
                    <button class="button button-primary button-wide" type="submit">{words().common.sign_in}</button>
                </form>
                <details class="ask" open=recovery>
                    <summary class="button button-quiet">
                        {words().door.phone_lost} " " <span class="chevron"></span>
                    </summary>
                    <form class="ask-panel" method="post" action=action>
                        <p>{words().door.phone_lost_hint}</p>
                        <input type="hidden" name="sorte" value="secours" />
                        <RecoveryCodeField problem=of_recovery value=recovery_code />
                        <button class="button" type="submit">{words().door.sign_in_with_recovery_code}</button>
                    </form>
                </details>
                <p class="small">
                    <a href=again rel="external">{words().door.back_to_login}</a>
                </p>
            </div>
        </Door>
    }
}
