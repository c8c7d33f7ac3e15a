use domain::legal::{AUDITED_ON, LegalPage, LegalText, LegalView, RATE};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use words::Language;

use super::load::load_form;
use crate::{
    components::{
        Breadcrumb, Failed, Failure, FormOutcome, FoundAgain, Notice,
        form::{Bound, ChoiceField, DateField, Label, LongTextField, TextField},
        form_outcome,
    },
    named::named,
    words,
};

const PATH: &str = "/administration/pages";

/// *Pages légales*: one page in one language at a time.
#[component]
pub fn LegalFormPage() -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let query = use_query_map().get_untracked();
    let asked = |name: &str| query.get(name).unwrap_or_default();
    let page = LegalPage::from_code(&asked("page")).unwrap_or(LegalPage::Notice);
    let language = Language::from_code(&asked("langue"))
        .or_else(|| Language::from_code(words().code))
        .unwrap_or_default();
    let done = query.get("fait").is_some();
    let loaded = Resource::new_blocking(|| (), move |()| load_form(page, language));
    let about = format!("{} – {}, {}", words().legal.form_title, words().legal.page(page), language.name());
    let title = words().common.title_of(&about, outcome.with_value(FormOutcome::is_refused));
    view! {
        <Title text=title />
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok((stored, version)) => {
                        let outcome = outcome.get_value();
                        view! { <Loaded stored version page language outcome done /> }.into_any()
                    }
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Loaded(
    stored: LegalView,
    version: String,
    page: LegalPage,
    language: Language,
    outcome: FormOutcome,
    done: bool,
) -> impl IntoView {
    let pages = LegalPage::ALL.map(|page| (page.code(), words().legal.page(page)));
    let languages = Language::ALL.map(|language| (language.code(), language.name()));
    view! {
        <Breadcrumb above=vec![(words().shell.administration, "")] here=words().legal.form_title />
        <h1>{words().legal.form_title}</h1>
        {done.then(|| view! { <Notice kind="success" what=words().legal.kept next="" /> })}
        <p class="muted">{words().legal.form_about}</p>
        <form class="card" method="get" action=PATH aria-label=words().legal.choose_page>
            <div class="cluster">
                <ChoiceField
                    id="page"
                    label=words().legal.choose_page
                    options=pages.to_vec()
                    value=Bound::from(page.code().to_owned())
                />
                <ChoiceField
                    id="langue"
                    label=words().legal.choose_language
                    options=languages.to_vec()
                    value=Bound::from(language.code().to_owned())
                    languages=true
                />
                <button class="button" type="submit">{words().legal.choose}</button>
            </div>
        </form>
        <Texts stored version page language outcome />
    }
}

#[component]
fn Texts(
    stored: LegalView,
    version: String,
    page: LegalPage,
    language: Language,
    outcome: FormOutcome,
) -> impl IntoView {
    let problem = |field: &str| outcome.errors.get(field).map(|problem| words().fields.problem(problem));
    let field = |text: LegalText| {
        let written = || stored.texts.written(language.code(), text).to_owned();
        let value = outcome.typed(text.code()).unwrap_or_else(written);
        view! {
            <LongTextField
                id=text.code()
                label=Label::new(words().legal.label(text))
                rows=3
                value=Bound::from(value)
                problem=Signal::stored(problem(text.code()))
                required=false
            />
        }
    };
    let fields = LegalText::of(page).map(field).collect_view();
    let audit = (page == LegalPage::Accessibility).then(|| {
        let known = stored.texts.audit();
        let rate = known.map(|audit| audit.rate.to_string()).unwrap_or_default();
        let day = known.map(|audit| audit.on.to_string()).unwrap_or_default();
        view! {
            <h3>{words().legal.audit}</h3>
            <p class="hint">{words().legal.audit_about}</p>
            <TextField
                id=RATE
                label=words().legal.rate
                value=Bound::from(outcome.typed(RATE).unwrap_or(rate))
                inputmode="numeric"
                hint=words().legal.rate_hint
                problem=Signal::stored(problem(RATE))
            />
            <DateField
                id=AUDITED_ON
                label=words().legal.audited_on
                value=Bound::from(outcome.typed(AUDITED_ON).unwrap_or(day))
                problem=Signal::stored(problem(AUDITED_ON))
            />
        }
    });
    let address = format!("{PATH}?page={}&langue={}", page.code(), language.code());
    view! {
        <form
            class="card stack printed"
            method="post"
            action=named(&address)
            aria-labelledby="textes-titre"
            novalidate
            data-keeps="true"
        >
            <h2 id="textes-titre">
                {words().legal.page(page)} ", " <span lang=language.code()>{language.name()}</span>
            </h2>
            <Failed failure=outcome.failure.clone() />
            <FoundAgain />
            <input type="hidden" name="version" value=version />
            <p class="hint">{words().legal.language_hint}</p>
            {audit}
            {fields}
            <div class="cluster">
                <button class="button button-primary" type="submit">{words().legal.keep}</button>
                <a class="button" href=page.address()>{words().legal.see}</a>
            </div>
        </form>
    }
}
