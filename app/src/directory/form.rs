use leptos::prelude::*;

use super::view::Removal;
use crate::{
    components::{Icon, form::CheckBox},
    words,
};

/// A file that the form takes: its field, its name, whether an import needs it, what it tells.
struct File {
    field: &'static str,
    name: &'static str,
    required: bool,
    about: &'static str,
    columns: &'static str,
}

const FILES: [File; 4] = [
    File {
        field: "etablissements",
        name: "etablissements.csv",
        required: false,
        about: "Les établissements ; sans ce fichier, ils restent ceux de l’annuaire.",
        columns: "uai ; nom ; ville ; fuseau ; collectivite ; cite_scolaire",
    },
    File {
        field: "usagers",
        name: "usagers.csv",
        required: true,
        about: "Les personnes.",
        columns: "identifiant ; nom ; prenom ; courriel",
    },
    File {
        field: "rattachements",
        name: "rattachements.csv",
        required: true,
        about: "Qui est dans quel établissement, avec quel profil.",
        columns: "identifiant ; uai ; profil ; niveau ; sous_niveau ; fonction ; discipline",
    },
    File {
        field: "familles",
        name: "familles.csv",
        required: false,
        about: "Les parents et leurs enfants ; sans ce fichier, les liens restent ce qu’ils sont.",
        columns: "parent ; enfant",
    },
];

/// The files go to a plain route of the server, which receives them piece by piece.
#[component]
pub fn UploadForm(busy: bool, removal: Option<Removal>) -> impl IntoView {
    view! {
        <form
            class="card"
            method="post"
            action="/administration/annuaire"
            enctype="multipart/form-data"
            aria-labelledby="fichiers"
        >
            <h2 id="fichiers">"Importer l’annuaire"</h2>
            <p class="muted">
                "Quatre fichiers CSV (UTF-8, point-virgule) décrivent tout l’annuaire. L’import est entier ou n’a pas lieu : une seule ligne refusée, et rien ne change."
            </p>
            <p class="muted">
                "Après un essai, choisissez à nouveau les fichiers pour l’import : le navigateur ne les conserve pas."
            </p>
            <div class="import-files">
                {FILES.into_iter().map(|file| view! { <FileField file busy /> }).collect_view()}
            </div>
            {removal.map(|removal| view! { <Confirmation removal /> })}
            <div class="cluster">
                <button class="button button-primary" type="submit" name="mode" value="essai" disabled=busy>
                    "Essayer sans rien changer"
                </button>
                <button class="button" type="submit" name="mode" value="importer" disabled=busy>
                    <Icon name="upload" />
                    " Importer"
                </button>
            </div>
        </form>
    }
}

#[component]
fn FileField(file: File, busy: bool) -> impl IntoView {
    let help = format!("{}-aide", file.field);
    view! {
        <div class="field import-file">
            <label for=file.field>
                <code>{file.name}</code>
                {(!file.required).then_some(" (facultatif)")}
            </label>
            <input
                class="input"
                id=file.field
                name=file.field
                type="file"
                accept=".csv,text/csv"
                required=file.required
                disabled=busy
                aria-describedby=help.clone()
            />
            <p class="hint" id=help>
                {file.about}
                " Colonnes : "
                <code>{file.columns}</code>
            </p>
        </div>
    }
}

#[component]
fn Confirmation(removal: Removal) -> impl IntoView {
    view! {
        <CheckBox name="retraits" checked=false>
            {format!("J’ai vérifié : retirer ces {}", words().numbers.people(removal.people))}
        </CheckBox>
    }
}
