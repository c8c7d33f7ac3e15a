use leptos::prelude::*;

use super::view::Removal;
use crate::{
    components::{FoundAgain, Icon},
    named::named,
    words,
};

/// The page, which takes its forms too.
pub const DIRECTORY: &str = "/administration/annuaire";

/// One of the tables with invented people, named by its field.
const MODEL: &str = "/administration/annuaire/modele.csv";

/// A file of the form: its field, its name, whether it is required, and its content.
pub struct File {
    field: &'static str,
    pub name: &'static str,
    required: bool,
    about: &'static str,
    columns: &'static [&'static str],
}

fn files() -> [File; 4] {
    [
        File {
            field: "etablissements",
            name: "etablissements.csv",
            required: false,
            about: words().directory.about_schools,
            columns: &["uai", "nom", "ville", "fuseau", "collectivite", "cite_scolaire"],
        },
        File {
            field: "usagers",
            name: "usagers.csv",
            required: true,
            about: words().directory.about_people,
            columns: &["identifiant", "nom", "prenom", "courriel"],
        },
        File {
            field: "rattachements",
            name: "rattachements.csv",
            required: true,
            about: words().directory.about_memberships,
            columns: &[
                "identifiant",
                "uai",
                "profil",
                "niveau",
                "sous_niveau",
                "fonction",
                "discipline",
                "classe",
                "groupe",
            ],
        },
        File {
            field: "familles",
            name: "familles.csv",
            required: false,
            about: words().directory.about_families,
            columns: &["parent", "enfant"],
        },
    ]
}

/// The files go to a plain route of the server, which reads them as a stream.
#[component]
pub fn UploadForm(busy: bool, removal: Option<Removal>) -> impl IntoView {
    view! {
        <form
            class="card"
            method="post"
            action=named(DIRECTORY)
            enctype="multipart/form-data"
            aria-labelledby="fichiers"
        >
            <h2 id="fichiers">{words().directory.import_heading}</h2>
            <p class="muted">
                {words().directory.import_hint}
            </p>
            <p class="muted">
                {words().directory.import_after_trial}
            </p>
            <div class="import-files">
                {files().into_iter().map(|file| view! { <FileField file busy /> }).collect_view()}
            </div>
            {removal.map(|removal| view! { <Confirmation id="retraits" removal /> })}
            <Buttons busy />
        </form>
    }
}

/// Imports the folder of the night now, once somebody has typed the number of the difference.
#[component]
pub fn FolderForm(busy: bool, removal: Removal) -> impl IntoView {
    view! {
        <form class="card" method="post" action=named("/administration/annuaire/dossier") aria-labelledby="dossier">
            <h2 id="dossier">{words().directory.folder_heading}</h2>
            <p class="muted">{words().directory.folder_hint}</p>
            <Confirmation id="retraits-dossier" removal />
            <button class="button" type="submit" disabled=busy>
                <Icon name="upload" />
                " " {words().directory.import_button}
            </button>
        </form>
    }
}

/// Imports the files of the run that the page shows.
#[component]
pub fn KeptForm(run: i64, busy: bool, removal: Option<Removal>) -> impl IntoView {
    view! {
        <form class="card" method="post" action=named(&format!("/administration/annuaire/imports/{run}/importer")) aria-labelledby="gardes">
            <h2 id="gardes">{words().directory.kept_heading}</h2>
            <p class="muted">{words().directory.kept_hint}</p>
            {removal.map(|removal| view! { <Confirmation id="retraits-gardes" removal /> })}
            <button class="button button-primary" type="submit" disabled=busy>
                <Icon name="upload" />
                " " {words().directory.kept_import}
            </button>
        </form>
    }
}

/// Files of another program, told by their content.
#[component]
pub fn DeliveryForm(busy: bool, removal: Option<Removal>) -> impl IntoView {
    view! {
        <form
            class="card"
            method="post"
            action=named(DIRECTORY)
            enctype="multipart/form-data"
            aria-labelledby="livraison-titre"
            data-keeps="true"
        >
            <h2 id="livraison-titre">{words().directory.delivery_heading}</h2>
            <FoundAgain />
            <p class="muted">{words().directory.delivery_hint}</p>
            <div class="field">
                <label for="livraison">{words().directory.delivery_files}</label>
                <input
                    class="input"
                    id="livraison"
                    name="livraison"
                    type="file"
                    accept=".zip,.xml,.csv,.xlsx"
                    multiple=true
                    required=true
                    disabled=busy
                />
            </div>
            <div class="field">
                <label for="ecole">{words().directory.delivery_school}</label>
                <input class="input" id="ecole" name="ecole" autocomplete="off" maxlength="8" disabled=busy />
            </div>
            <div class="field">
                <label class="choice">
                    <input type="checkbox" name="charge" value="oui" disabled=busy />
                    " "
                    {words().directory.delivery_in_charge}
                </label>
            </div>
            {removal.map(|removal| view! { <Confirmation id="retraits-livraison" removal /> })}
            <Buttons busy />
        </form>
    }
}

#[component]
fn Buttons(busy: bool) -> impl IntoView {
    view! {
        <div class="cluster">
            <button class="button button-primary" type="submit" name="mode" value="essai" disabled=busy>
                {words().directory.try_only}
            </button>
            <button class="button" type="submit" name="mode" value="importer" disabled=busy>
                <Icon name="upload" />
                " " {words().directory.import_button}
            </button>
        </div>
    }
}

#[component]
fn FileField(file: File, busy: bool) -> impl IntoView {
    let help = format!("{}-aide", file.field);
    view! {
        <div class="field import-file">
            <label for=file.field>
                <code>{file.name}</code>
                {(!file.required).then_some(words().directory.optional)}
            </label>
            <input
                class="input"
                id=file.field
                name=file.field
                type="file"
                accept=".csv,.txt,.xlsx,text/csv"
                required=file.required
                disabled=busy
                aria-describedby=help.clone()
            />
            <p class="hint" id=help>
                {file.about}
                " " {words().directory.columns} " "
                <code>{file.columns.join(words().common.semicolon)}</code>
            </p>
            <p class="hint">
                {words().directory.model_file}
                " "
                <a href=format!("{MODEL}?fichier={}", file.field) rel="external" download>{file.name}</a>
            </p>
        </div>
    }
}

#[component]
fn Confirmation(id: &'static str, removal: Removal) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{words().directory.confirm_removal(removal.number)}</label>
            <input class="input" id=id name="retraits" inputmode="numeric" autocomplete="off" maxlength="16" />
        </div>
    }
}
