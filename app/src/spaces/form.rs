//! The form of an article: a plain form with files, around the editor of formatted text.

use domain::{
    ArticleId, Conflict, SpaceId,
    communications::letter_text,
    fields::FieldErrors,
    files::PictureInput,
    spaces::{
        ArticleInput, ArticleState, article_address, space_address,
        view::{ArticleForm, SpaceName},
    },
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::{
    api::open_form,
    article::numbers,
    heading::{SpaceLink, not_found},
    picture::PictureField,
    problem::problem,
};
use crate::{
    AppError,
    components::{
        Breadcrumb, Failed, Failure, FormOutcome, FoundAgain, Icon, Notice,
        form::{
            CheckBox, DateField, Field, FileField, Label, PlainField, Radio, TextArea, TextField, TimeField,
        },
        form_outcome, short_title,
    },
    named::named,
    words,
};

/// *Nouvel article*
#[component]
pub fn NewArticlePage() -> impl IntoView {
    let space = use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
    view! { <FormPage at=space.map(|space| (space, None)) /> }
}

/// *Modifier*
#[component]
pub fn EditArticlePage() -> impl IntoView {
    view! { <FormPage at=numbers().map(|(space, id)| (space, Some(id))) /> }
}

#[component]
fn FormPage(at: Option<(SpaceId, Option<ArticleId>)>) -> impl IntoView {
    let outcome = StoredValue::new(form_outcome());
    let loaded = Resource::new_blocking(
        || (),
        move |()| async move {
            let key = outcome.with_value(|outcome| outcome.typed("cle"));
            match at {
                Some((space, id)) => open_form(space, id, key).await,
                None => not_found(),
            }
        },
    );
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                match loaded.await {
                    Ok(form) => Either::Left(view! { <Loaded form outcome=outcome.get_value() /> }),
                    Err(error) => Either::Right(view! { <Title text=words().spaces.title /> <Failure error /> }),
                }
            })}
        </Suspense>
    }
}

/// What the form shows: what was typed, if it came back.
fn input_of(form: &ArticleForm, outcome: &FormOutcome) -> ArticleInput {
    let Some(title) = outcome.typed("titre") else {
        let files = form.files.iter().map(|file| file.token.clone()).collect();
        return ArticleInput { files, ..form.input.clone() };
    };
    let typed = |name: &str| outcome.typed(name).unwrap_or_default();
    // Who was told that somebody else saved it has read what is stored now, and may replace it.
    let told = matches!(
        outcome.failure,
        Some(AppError::Conflict(Conflict::SavedMeanwhile | Conflict::CorrectedMeanwhile))
    );
    let shown = outcome.typed("etat").filter(|_| !told).unwrap_or_else(|| form.input.shown.clone());
    let version = outcome.typed("version").filter(|_| !told).and_then(|version| version.parse().ok());
    let added = |token: &str| was_added(outcome, token);
    let meanwhile = form.files.iter().map(|file| file.token.clone()).filter(|token| added(token));
    let another = form.picture.as_ref().is_some_and(|picture| added(&picture.token));
    ArticleInput {
        title,
        body: typed("corps"),
        later: typed("publication") == "plus-tard",
        day: typed("envoi-date"),
        time: typed("envoi-heure"),
        tells: typed("prevenir") == "oui",
        tells_readers: typed("prevenir-lecteurs") == "oui",
        version: version.unwrap_or(form.input.version),
        shown,
        // Those of now: who sends the form again has read that they changed.
        readers: form.input.readers.clone(),
        files: typed("piece").split(',').map(str::to_owned).chain(meanwhile).collect(),
        picture: if another && form.input.picture.token != typed("image-jeton") {
            form.input.picture.clone()
        } else {
            PictureInput {
                token: typed("image-jeton"),
                alternative: typed("image-texte"),
                decorative: typed("image-decorative") == "oui",
            }
        },
    }
}

/// Whether the form that came back did not show this file or picture yet: somebody else, or another tab,
/// added it, and it stays unless its box is cleared. A page of an older version does not say what it showed.
fn was_added(outcome: &FormOutcome, token: &str) -> bool {
    outcome.typed("montres").is_some_and(|shown| shown.split(',').all(|known| known != token))
}

/// The files and the picture that the form shows, each with a box.
fn shown_tokens(form: &ArticleForm) -> String {
    let files = form.files.iter().map(|file| file.token.as_str());
    let picture = form.picture.iter().map(|picture| picture.token.as_str());
    files.chain(picture).collect::<Vec<_>>().join(",")
}

#[component]
fn Loaded(form: ArticleForm, outcome: FormOutcome) -> impl IntoView {
    let (input, stored) = (input_of(&form, &outcome), form.input.title.clone());
    let boxes = shown_tokens(&form);
    let page = if form.id.is_some() { words().spaces.edit } else { words().spaces.new_article };
    let ArticleForm {
        space,
        id,
        state,
        form_key,
        files,
        picture,
        subscribers,
        readers,
        elsewhere,
        keeps: offers_draft,
        ..
    } = form;
    let public = state.is_public();
    // The article as it is stored, whatever was typed since.
    let about = if id.is_some() { short_title(&stored) } else { words().spaces.source(&space) };
    let title = format!("{page} – {about}");
    let here = match id {
        Some(id) => format!("{}/modifier", article_address(space.id, id)),
        None => format!("/espaces/{}/articles/nouveau", space.id),
    };
    // Enter in a field presses the first submit button: a draft is not published by it, what waits for its day
    // still does, and no question is confirmed.
    let waits = matches!(state, ArticleState::Scheduled { .. });
    let on_enter = if offers_draft && !waits { "brouillon" } else { "publier" };
    let asks = outcome.typed("question").and_then(|people| people.parse::<u64>().ok());
    let errors = StoredValue::new(outcome.errors.clone());
    let kept = input.files.clone();
    view! {
        <Title text=words().common.title_of(&title, outcome.is_refused()) />
        <Breadcrumb above=vec![(words().spaces.title, "/espaces")] here=page />
        <SpaceLink space=space.clone() />
        <h1>{page}</h1>
        <Failed failure=outcome.failure.clone() />
        {public.then(|| view! { <Notice kind="information" what=words().spaces.correction_hint next="" /> })}
        <form
            class="card stack printed"
            method="post"
            action=named(&here)
            enctype="multipart/form-data"
            novalidate
            data-keeps="true"
        >
            <button class="visually-hidden" type="submit" name="action" value=on_enter tabindex="-1" aria-hidden="true">
                {words().common.store}
            </button>
            <FoundAgain />
            <input type="hidden" name="cle" value=form_key />
            <input type="hidden" name="version" value=input.version.to_string() />
            <input type="hidden" name="lecteurs" value=input.readers />
            <input type="hidden" name="etat" value=input.shown />
            <input type="hidden" name="montres" value=boxes />
            {asks.map(|people| view! { <Question people space=space.clone() /> })}
            <TextField
                id="titre"
                label=Label::new(words().spaces.article_title).marked()
                value=input.title
                problem=problem(errors, "titre")
            />
            <Text body=input.body errors />
            <PictureField
                picture
                typed=input.picture
                errors
            />
            <FilesField files kept errors />
            {(!public).then(|| view! { <Publication later=input.later day=input.day time=input.time zone=elsewhere errors /> })}
            <div class="field">
                <CheckBox name="prevenir" checked=input.tells>{words().spaces.tell_subscribers(subscribers)}</CheckBox>
                <p class="hint">{words().spaces.tell_readers_hint}</p>
                {public
                    .then(|| {
                        view! {
                            <CheckBox name="prevenir-lecteurs" checked=input.tells_readers>
                                {words().spaces.tell_readers(readers)}
                            </CheckBox>
                        }
                    })}
            </div>
            <Buttons public offers_draft />
        </form>
        <p><a class="icon-link" href=space_address(space.id)><Icon name="back" /> " " {words().spaces.back}</a></p>
    }
}

/// Asked before subscribers are told; the number is what the sender confirms.
#[component]
fn Question(people: u64, space: SpaceName) -> impl IntoView {
    view! {
        <div class="notice" data-kind="warning" role="alert" aria-labelledby="question-abonnes">
            <Icon name="warning" />
            <div class="stack">
                <p id="question-abonnes"><strong>{words().spaces.confirm_question(people)}</strong></p>
                <p>{words().spaces.source(&space)}</p>
                <input type="hidden" name="confirme" value=people.to_string() />
                <div class="cluster">
                    <button class="button button-primary" type="submit" name="action" value="confirmer">
                        {words().spaces.confirm}
                    </button>
                </div>
            </div>
        </div>
    }
}

/// The editor is an element around the field that holds its HTML; without scripts a plain text field
/// replaces it.
#[component]
fn Text(body: String, errors: StoredValue<FieldErrors>) -> impl IntoView {
    let plain = letter_text(&body).trim().to_owned();
    let problem = problem(errors, "corps");
    let wrong = problem.with_untracked(Option::is_some);
    view! {
        <Field id="corps" label=Label::new(words().spaces.article_text).marked() label_class="editor-label" problem>
            <rich-text data-ready="">
                <TextArea id="corps" rows=12 value=body.into() problem />
            </rich-text>
            <PlainField id="corps-texte" label=words().spaces.article_text text=plain wrong />
        </Field>
    }
}

/// The files that are there, each with a box to keep it, and a control for more.
#[component]
fn FilesField(
    files: Vec<domain::files::AttachmentView>,
    kept: Vec<String>,
    errors: StoredValue<FieldErrors>,
) -> impl IntoView {
    let problem = problem(errors, "fichiers");
    view! {
        <fieldset class="field attachments">
            <legend class="label">{words().spaces.files}</legend>
            {files
                .into_iter()
                .map(|file| {
                    let checked = kept.contains(&file.token);
                    view! {
                        <CheckBox name="piece" value=file.token checked>
                            {words().spaces.keep_file} " " <strong><bdi>{file.name}</bdi></strong>
                            " " <span class="muted small">{words().numbers.bytes(file.bytes)}</span>
                        </CheckBox>
                    }
                })
                .collect_view()}
            <FileField
                id="fichiers"
                label=words().spaces.add_files
                multiple=true
                hint=words().spaces.files_hint
                problem
            />
        </fieldset>
    }
}

#[component]
fn Publication(
    later: bool,
    day: String,
    time: String,
    zone: Option<String>,
    errors: StoredValue<FieldErrors>,
) -> impl IntoView {
    let zone = zone.map(|zone| words().dates.zone(&zone));
    let chosen = if later { "plus-tard" } else { "maintenant" };
    view! {
        <fieldset class="field publish-at">
            <legend class="label">{words().spaces.publication}</legend>
            <Radio name="publication" value="maintenant" chosen=chosen.into()>{words().spaces.now}</Radio>
            <Radio name="publication" value="plus-tard" chosen=chosen.into()>{words().spaces.later}</Radio>
            <div class="field publish-later">
                <div class="cluster">
                    <DateField id="envoi-date" label=words().spaces.day value=day problem=problem(errors, "envoi-date") />
                    <TimeField id="envoi-heure" label=words().spaces.time value=time problem=problem(errors, "envoi-heure") />
                </div>
                {zone.map(|zone| view! { <p class="hint">{zone}</p> })}
            </div>
        </fieldset>
    }
}

#[component]
fn Buttons(
    public: bool,
    /// *Enregistrer le brouillon*
    offers_draft: bool,
) -> impl IntoView {
    let publish = if public { words().spaces.correct } else { words().spaces.publish };
    view! {
        <div class="cluster">
            <button class="button button-primary" type="submit" name="action" value="publier">{publish}</button>
            {offers_draft
                .then(|| {
                    view! {
                        <button class="button" type="submit" name="action" value="brouillon">
                            {words().spaces.keep_draft}
                        </button>
                    }
                })}
        </div>
    }
}
