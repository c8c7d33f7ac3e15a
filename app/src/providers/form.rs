use domain::{
    AuthorityId,
    fields::{FieldErrors, FieldProblem},
    providers::{ClientAuth, MatchBy, Pkce, Protocol, ProviderInput, Userinfo, view::ProvidersPage},
};
use leptos::prelude::*;

use crate::{
    accounts::ProofFields,
    components::{
        FormOutcome, FoundAgain,
        form::{CheckBox, ChoiceField, Field, Label, TextField},
    },
    named::named,
    words,
};

/// The form of a provider, as stored or as it came back.
#[component]
pub fn ProviderForm(
    action: String,
    input: ProviderInput,
    version: i64,
    has_secret: bool,
    page: ProvidersPage,
    outcome: FormOutcome,
) -> impl IntoView {
    let said = words().providers;
    let input = typed(&outcome).unwrap_or(input);
    let version = first_version(&outcome).unwrap_or(version);
    let errors = outcome.errors.clone();
    let second_factor = input.second_factor;
    let typed_one = outcome.typed("secret-saisi").is_some();
    view! {
        <form
            class="card stack printed provider-form"
            method="post"
            action=named(&action)
            aria-label=said.one
            data-keeps="true"
        >
            <FoundAgain />
            <input type="hidden" name="version" value=version.to_string() />
            <Who input=input.clone() authorities=page.authorities errors=errors.clone() />
            <Client
                input=input.clone()
                has_secret
                had_secret=typed_one
                keeps=page.keeps_secrets
                errors=errors.clone()
            />
            <Person input=input.clone() errors=errors.clone() />
            <Switches input errors=errors.clone() />
            <CheckBox name="second-facteur" checked=second_factor>{said.second_factor}</CheckBox>
            <ProofFields
                ids=["actuel", "actuel-code"]
                label=said.your_password
                login=page.login
                coded=page.coded
                errors
            />
            <div class="cluster">
                <button class="button button-primary" type="submit">{said.save}</button>
            </div>
        </form>
    }
}

/// The version that the form showed before it came back for another reason than that.
fn first_version(outcome: &FormOutcome) -> Option<i64> {
    let is_stale = outcome.errors.get("nom") == Some(&FieldProblem::SettingsChanged);
    outcome.typed("version").filter(|_| !is_stale)?.parse().ok()
}

fn problem(errors: &FieldErrors, field: &str) -> Signal<Option<String>> {
    Signal::stored(errors.get(field).map(|problem| words().fields.problem(problem)))
}

#[component]
fn Who(input: ProviderInput, authorities: Vec<(AuthorityId, String)>, errors: FieldErrors) -> impl IntoView {
    let said = words().providers;
    let chosen = input.authority.clone();
    let option = move |(id, name): (AuthorityId, String)| {
        let id = id.to_string();
        let selected = id == chosen;
        view! { <option value=id selected=selected>{name}</option> }
    };
    let protocols = Protocol::ALL.map(|protocol| (protocol.code(), said.protocol_name(protocol))).to_vec();
    view! {
        <TextField
            id="nom"
            label=Label::new(said.name).marked()
            value=input.name
            hint=said.name_hint
            problem=problem(&errors, "nom")
        />
        <Field id="collectivite" label=Label::new(said.authority) problem=problem(&errors, "collectivite")>
            <select class="input" id="collectivite" name="collectivite">
                <option value="">{said.whole_portal}</option>
                {authorities.into_iter().map(option).collect_view()}
            </select>
            <p class="hint">{said.authority_hint}</p>
        </Field>
        <ChoiceField
            id="protocole"
            label=said.protocol
            options=protocols
            value=input.protocol
            problem=problem(&errors, "protocole")
        >
            <p class="hint">{said.protocol_hint}</p>
        </ChoiceField>
        <TextField
            id="adresse"
            label=Label::new(said.issuer).marked()
            value=input.issuer
            hint=said.issuer_hint
            inputmode="url"
            as_typed=true
            problem=problem(&errors, "adresse")
        />
    }
}

#[component]
fn Client(
    input: ProviderInput,
    has_secret: bool,
    /// The form came back without the secret that was typed into it.
    had_secret: bool,
    keeps: bool,
    errors: FieldErrors,
) -> impl IntoView {
    let said = words().providers;
    let wrong = errors.get("secret").map(|problem| words().fields.problem(problem));
    let wrong = wrong.or_else(|| had_secret.then(|| said.secret_again.to_owned()));
    let hint = match (keeps, has_secret) {
        (false, _) => said.secret_unavailable,
        (true, true) => said.secret_kept,
        (true, false) => said.secret_new,
    };
    let sending = vec![
        (ClientAuth::Basic.code(), said.secret_in_header),
        (ClientAuth::Post.code(), said.secret_in_form),
    ];
    view! {
        <fieldset class="stack of-oidc">
            <legend>{said.of_oidc}</legend>
            <TextField
                id="client"
                label=said.client
                value=input.client_id
                as_typed=true
                autocomplete="off"
                problem=problem(&errors, "client")
            />
            <TextField
                id="secret"
                label=said.secret
                kind="password"
                hint=hint
                as_typed=true
                autocomplete="off"
                problem=Signal::stored(wrong)
            />
            <ChoiceField
                id="secret-envoi"
                label=said.secret_sending
                options=sending
                value=input.client_auth
                problem=problem(&errors, "secret-envoi")
            />
        </fieldset>
    }
}

#[component]
fn Person(input: ProviderInput, errors: FieldErrors) -> impl IntoView {
    let said = words().providers;
    let by = MatchBy::ALL.map(|by| (by.code(), said.match_name(by))).to_vec();
    view! {
        <fieldset class="stack">
            <legend>{said.matching}</legend>
            <p class="hint">{said.matching_hint}</p>
            <TextField
                id="revendication"
                label=Label::new(said.claim).marked()
                value=input.claim
                hint=said.claim_hint
                as_typed=true
                problem=problem(&errors, "revendication")
            />
            <ChoiceField
                id="correspondance"
                label=said.match_by
                options=by
                value=input.match_by
                problem=problem(&errors, "correspondance")
            />
            <CheckBox name="adresses-sures" checked=input.vouches_for_addresses>
                {said.vouches_for_addresses}
            </CheckBox>
            <p class="hint">{said.vouches_for_addresses_hint}</p>
            <TextField
                id="prefixe-retire"
                label=said.prefix_removed
                value=input.prefix_removed
                hint=said.prefix_removed_hint
                as_typed=true
                problem=problem(&errors, "prefixe-retire")
            />
            <TextField
                id="prefixe-ajoute"
                label=said.prefix_added
                value=input.prefix_added
                hint=said.prefix_added_hint
                as_typed=true
                problem=problem(&errors, "prefixe-ajoute")
            />
        </fieldset>
    }
}

/// How the providers of each protocol differ.
#[component]
fn Switches(input: ProviderInput, errors: FieldErrors) -> impl IntoView {
    let said = words().providers;
    let proof = vec![(Pkce::Auto.code(), said.proof_key_auto), (Pkce::Never.code(), said.never)];
    // The usual choice comes first.
    let userinfo = vec![
        (Userinfo::Plain.code(), said.userinfo_plain),
        (Userinfo::Signed.code(), said.userinfo_signed),
        (Userinfo::None.code(), said.userinfo_none),
    ];
    view! {
        <fieldset class="stack of-oidc">
            <legend>{said.oidc_options}</legend>
            <TextField
                id="portees"
                label=said.scopes
                value=input.scopes
                hint=said.scopes_hint
                as_typed=true
                problem=problem(&errors, "portees")
            />
            <ChoiceField
                id="userinfo"
                label=said.userinfo
                options=userinfo
                value=input.userinfo
                problem=problem(&errors, "userinfo")
            />
            <ChoiceField
                id="pkce"
                label=said.proof_key
                options=proof
                value=input.pkce
                problem=problem(&errors, "pkce")
            />
        </fieldset>
        <fieldset class="stack of-cas">
            <legend>{said.of_cas}</legend>
            <CheckBox name="cas-deux" checked=input.cas_two>{said.cas_two}</CheckBox>
            <CheckBox name="cas-redemander" checked=input.cas_renew>{said.cas_renew}</CheckBox>
        </fieldset>
    }
}

/// What was typed, if the form came back.
fn typed(outcome: &FormOutcome) -> Option<ProviderInput> {
    outcome.typed("nom")?;
    let get = |field: &str| outcome.typed(field).unwrap_or_default();
    Some(ProviderInput {
        name: get("nom"),
        authority: get("collectivite"),
        protocol: get("protocole"),
        issuer: get("adresse"),
        client_id: get("client"),
        client_secret: String::new(),
        claim: get("revendication"),
        match_by: get("correspondance"),
        prefix_removed: get("prefixe-retire"),
        prefix_added: get("prefixe-ajoute"),
        pkce: get("pkce"),
        client_auth: get("secret-envoi"),
        userinfo: get("userinfo"),
        scopes: get("portees"),
        second_factor: get("second-facteur") == "oui",
        vouches_for_addresses: get("adresses-sures") == "oui",
        cas_two: get("cas-deux") == "oui",
        cas_renew: get("cas-redemander") == "oui",
    })
}
