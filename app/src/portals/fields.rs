use domain::{
    fields::{FieldErrors, FieldProblem},
    portals::PortalInput,
};
use leptos::prelude::*;

use crate::{
    components::{
        FormOutcome,
        form::{Label, LongTextField, TextField},
    },
    words,
};

/// The address of the list; the addresses of the portals start with it.
pub const PATH: &str = "/administration/portails";

pub fn problem(errors: &FieldErrors, field: &str) -> Signal<Option<String>> {
    Signal::stored(errors.get(field).map(|problem| words().fields.problem(problem)))
}

/// What was typed into the form with this `action`, if it came back; otherwise what is stored.
pub fn typed(outcome: &FormOutcome, action: &str, stored: PortalInput) -> PortalInput {
    if !outcome.is_of(action) {
        return stored;
    }
    let typed = |field: &str| outcome.typed(field).unwrap_or_default();
    let is_stale = outcome.errors.get("nom") == Some(&FieldProblem::SettingsChanged);
    PortalInput {
        name: typed("nom"),
        issuer: typed("emetteur"),
        prefixes: typed("prefixes"),
        origins: typed("origines"),
        keys_address: typed("adresse-cles"),
        shown: if is_stale { stored.shown } else { typed("affiche") },
    }
}

/// The fields of a portal.
#[component]
pub fn PortalFields(input: PortalInput, errors: FieldErrors) -> impl IntoView {
    view! {
        <TextField
            id="nom"
            label=Label::new(words().portals.name).marked()
            value=input.name
            hint=words().portals.name_hint
            problem=problem(&errors, "nom")
            required=true
            autocomplete="off"
        />
        <TextField
            id="emetteur"
            label=Label::new(words().portals.issuer).marked()
            value=input.issuer
            hint=words().portals.issuer_hint
            problem=problem(&errors, "emetteur")
            required=true
            autocomplete="off"
            as_typed=true
        />
        <LongTextField
            id="prefixes"
            label=Label::new(words().portals.prefixes).marked()
            rows=2
            value=input.prefixes.into()
            problem=problem(&errors, "prefixes")
            described_by="prefixes-aide"
        >
            <p class="hint" id="prefixes-aide">{words().portals.prefixes_hint}</p>
        </LongTextField>
        <LongTextField
            id="origines"
            label=Label::new(words().portals.origins).marked()
            rows=2
            value=input.origins.into()
            problem=problem(&errors, "origines")
            described_by="origines-aide"
        >
            <p class="hint" id="origines-aide">{words().portals.origins_hint}</p>
        </LongTextField>
        <TextField
            id="adresse-cles"
            label=words().portals.keys_address
            value=input.keys_address
            hint=words().portals.keys_address_hint
            problem=problem(&errors, "adresse-cles")
            // A field of the kind `url` would refuse what begins with `www.` before it is sent.
            inputmode="url"
            autocomplete="off"
            as_typed=true
        />
    }
}
