//! Every address of the program, as one table. A test walks it and checks for each row who may use
//! it; an address that is not here does not exist.

use app::Scripts::{Management, None as NoScripts, Writing};

use super::{
    functions::functions,
    row::{Route, page, read, send},
};
use crate::{
    downloads, files, forms, live, ops, pages,
    policy::{Answer, Body, Origin, Policy, Time, Who},
    sso, widget,
};

const PAGE: Policy = Policy::PAGE;
const FORM: Policy = Policy::FORM;
/// A form with only a button.
const BUTTON: Policy = Policy { body: Body::None, ..FORM };
/// A signed message of another server.
const OTHER_SERVER: Policy = Policy {
    who: Who::Anybody,
    origin: Origin::OtherServer,
    body: Body::Form,
    answer: Answer::Text,
    ..Policy::FILE.following().unnamed()
};

/// A file that may take long to make or to send.
const WHOLE_FILE: Policy = Policy { time: Time::Unlimited, ..Policy::FILE };
/// A feed whose address is the secret: programs ask for it without a session, from anywhere.
const PRIVATE_FEED: Policy = Policy {
    who: Who::LinkHolder,
    origin: Origin::Anybody,
    ..Policy::FILE.following().unnamed().with_secret()
};

/// The form of a communication, which is sent in parts.
const WRITING: &str = "/communications/nouvelle";

/// The table, in the order in which people meet the addresses.
pub fn routes() -> Vec<Route> {
    let mut routes = door();
    routes.extend(about());
    routes.extend(account());
    routes.extend(communications());
    routes.extend(messages());
    routes.extend(spaces());
    routes.extend(agenda());
    routes.extend(announcements());
    routes.extend(public_boards());
    routes.extend(widget());
    routes.extend(frames());
    routes.extend(administration());
    routes.extend(records());
    routes.extend(operations());
    routes.extend(functions());
    routes
}

/// What everybody may read about the portal, and where its administrator writes it.
fn about() -> Vec<Route> {
    // The menus of whoever is signed in follow their messages.
    let open = PAGE.who(Who::Anybody);
    vec![
        page("/aide", open),
        page("/mentions-legales", open),
        page("/accessibilite", open),
        page("/administration/pages", PAGE),
        send("/administration/pages", FORM, forms::keep_legal_texts),
    ]
}

fn door() -> Vec<Route> {
    let page_at = |path, who| page(path, PAGE.who(who).scripts(NoScripts));
    let form = FORM.who(Who::Anybody).scripts(NoScripts).unnamed();
    let passing = PAGE.who(Who::Anybody).scripts(NoScripts).unnamed();
    let by_link = |policy: Policy| policy.who(Who::LinkHolder).with_secret().unnamed();
    vec![
        page_at("/connexion", Who::AtTheDoor),
        send("/connexion", form, forms::sign_in),
        page_at("/connexion/code", Who::SecondStep),
        send("/connexion/code", form, forms::finish_sign_in),
        read("/connexion/fournisseur/{id}", passing, sso::start),
        read("/connexion/retour/{id}", passing, sso::back),
        read("/connexion/cas/{id}", passing, sso::cas),
        send("/connexion/cas/{id}", OTHER_SERVER, sso::cas_signs_out),
        read("/connexion/deconnecte", passing, sso::left),
        send("/connexion/deconnexion-fournisseur/{id}", OTHER_SERVER, sso::back_channel),
        page("/mot-de-passe/{jeton}", by_link(PAGE).scripts(Management)),
        send("/mot-de-passe/{jeton}", by_link(FORM).scripts(Management), forms::use_link),
        page("/coupon", PAGE.who(Who::LinkHolder).scripts(NoScripts).unnamed()),
        send("/coupon", FORM.who(Who::LinkHolder).scripts(NoScripts).unnamed(), forms::coupon),
        send("/deconnexion", BUTTON.who(Who::Anybody), forms::sign_out),
        send("/langue", FORM.who(Who::Anybody).scripts(NoScripts), forms::choose_language),
        page("/courriel/desinscription/{jeton}", by_link(PAGE).scripts(NoScripts)),
        send(
            "/courriel/desinscription/{jeton}",
            Policy { origin: Origin::OneClickMail, ..by_link(FORM).scripts(NoScripts) },
            forms::unsubscribe,
        ),
    ]
}

fn account() -> Vec<Route> {
    let form = FORM.scripts(Management);
    vec![
        page("/mon-compte", PAGE.scripts(Management)),
        send("/mon-compte/mot-de-passe", form, forms::change_password),
        send("/mon-compte/second-facteur", form, forms::second_factor),
        send("/mon-compte/sessions/fermer", form, forms::close_other_sessions),
        send("/mon-compte/sessions/{id}/fermer", form, forms::close_session),
        send("/mon-compte/courriel", form, forms::email_copies),
        read("/mon-compte/donnees.zip", WHOLE_FILE, downloads::my_data),
    ]
}

fn communications() -> Vec<Route> {
    let either = |policy| Policy { answer: Answer::FormOrJson, ..policy };
    vec![
        page(WRITING, PAGE.scripts(Writing)),
        send(WRITING, FORM.scripts(Writing), forms::compose),
        send("/communications/brouillons/supprimer", FORM.scripts(Writing), forms::delete_drafts).on(WRITING),
        send("/communications/brouillons/{id}/supprimer", FORM.scripts(Writing), forms::delete_draft)
            .on(WRITING),
        send("/communications/pieces-jointes", either(Policy::UPLOAD), files::upload).on(WRITING),
        send("/communications/pieces-jointes/{jeton}/supprimer", either(FORM), files::remove).on(WRITING),
        send("/communications/images", either(Policy::UPLOAD), files::upload_picture).on(WRITING),
        send("/communications/images/{jeton}/supprimer", either(FORM), files::remove_picture).on(WRITING),
        read("/images/{jeton}/{largeur}", WHOLE_FILE, files::picture),
        read("/pieces-jointes/{jeton}", WHOLE_FILE, files::download),
        page("/communications/emises", PAGE),
        page("/communications/recues", PAGE),
        page("/communications/recues/{id}", PAGE),
        send("/communications/recues/{id}/hors-ligne", FORM, forms::take_offline),
        send("/communications/recues/{id}/en-ligne", FORM, forms::put_online),
        send("/communications/recues/{id}/contacter", FORM, forms::contact_author),
        page("/communications/droits", PAGE),
        send("/communications/droits", FORM, forms::ask_for_role),
        send("/communications/droits/{id}/retirer", BUTTON, forms::withdraw_request),
        page("/communications/{id}", PAGE.scripts(Management)),
        send("/communications/{id}/annuler", BUTTON, forms::cancel),
        send("/communications/{id}/annuler-envoi", BUTTON, forms::take_back),
        page("/communications/{id}/corriger", PAGE.scripts(Writing)),
        send("/communications/{id}/corriger", FORM.scripts(Writing), forms::correct),
        send("/communications/{id}/relancer", BUTTON, forms::remind),
        read("/communications/{id}/etats.csv", Policy::FILE, downloads::sites),
        page("/communications/{id}/destinataires", PAGE),
        read("/communications/{id}/destinataires.csv", Policy::FILE, downloads::names),
    ]
}

fn messages() -> Vec<Route> {
    vec![
        page("/messagerie", PAGE),
        page("/messagerie/envoyes", PAGE),
        page("/messagerie/{id}", PAGE),
        send("/messagerie/{id}/archiver", BUTTON, forms::archive),
        send("/messagerie/{id}/desarchiver", BUTTON, forms::unarchive),
        send("/messagerie/{id}/supprimer", BUTTON, forms::delete_message),
        send("/messagerie/{id}/retablir", BUTTON, forms::restore_message),
        send("/messagerie/{id}/accuser", FORM, forms::acknowledge),
        send("/messagerie/{id}/repondre", FORM.who(Who::SignedInKeepingText), forms::reply),
    ]
}

fn spaces() -> Vec<Route> {
    let (writing, upload) = (PAGE.scripts(Writing), Policy::UPLOAD.scripts(Writing));
    vec![
        page("/espaces", PAGE),
        page("/espaces/nouveau", PAGE),
        send("/espaces/nouveau", FORM, forms::add_space),
        page("/espaces/{id}", PAGE),
        page("/espaces/{id}/reglages", PAGE),
        send("/espaces/{id}/reglages", FORM, forms::space_settings),
        send("/espaces/{id}/flux", FORM, forms::article_feed),
        read("/espaces/{id}/flux/{jeton}", PRIVATE_FEED, downloads::articles),
        send("/espaces/{id}/abonnement", FORM, forms::subscribe),
        page("/espaces/{id}/articles/nouveau", writing),
        send("/espaces/{id}/articles/nouveau", upload, files::new_article),
        page("/espaces/{id}/articles/{article}", PAGE),
        page("/espaces/{id}/articles/{article}/modifier", writing),
        send("/espaces/{id}/articles/{article}/modifier", upload, files::edit_article),
        send("/espaces/{id}/articles/{article}/retirer", BUTTON, forms::withdraw_article),
        send("/espaces/{id}/articles/{article}/supprimer", BUTTON, forms::discard_article),
    ]
}

fn agenda() -> Vec<Route> {
    vec![
        page("/agenda", PAGE),
        page("/agenda/nouveau", PAGE),
        send("/agenda/nouveau", FORM, forms::add_event),
        send("/agenda/flux", FORM, forms::own_feed),
        read("/agenda/flux/{jeton}", PRIVATE_FEED, downloads::calendar),
        page("/espaces/{id}/agenda", PAGE),
        page("/espaces/{id}/agenda/nouveau", PAGE),
        send("/espaces/{id}/agenda/nouveau", FORM, forms::add_event_to_space),
        send("/espaces/{id}/agenda/flux", FORM, forms::space_calendar),
        page("/evenements/{id}", PAGE),
        read("/evenements/{id}/evenement.ics", Policy::FILE, downloads::event),
        page("/evenements/{id}/modifier", PAGE),
        send("/evenements/{id}/modifier", FORM, forms::change_event),
        send("/evenements/{id}/annuler", BUTTON, forms::cancel_event),
        send("/evenements/{id}/supprimer", FORM, forms::remove_event),
        send("/evenements/{id}/ajouter", FORM, forms::copy_event),
    ]
}

fn announcements() -> Vec<Route> {
    let data = Policy {
        origin: Origin::OwnPagesAlsoReading,
        answer: Answer::Json,
        time: Time::Unlimited,
        ..Policy::FILE.following()
    };
    vec![
        read("/", PAGE, pages::home),
        page("/actualites", PAGE),
        page("/actualites/{id}", PAGE),
        send("/annonces/{id}/replier", FORM, forms::fold).on("/"),
        send("/annonces/{id}/deplier", BUTTON, forms::unfold).on("/"),
        read("/api/announcements", data, pages::announcements),
        read("/flux", Policy::STREAM, live::stream),
        read("/flux/etat", data, live::state),
    ]
}

/// The frame on a portal's page, and the window that hands it a token.
fn frames() -> Vec<Route> {
    let framed = Policy { answer: Answer::Page, ..Policy::OPEN };
    vec![
        read("/widget/cadre/{portail}", framed, widget::frame),
        read("/widget/fenetre/{portail}", PAGE.who(Who::Anybody).scripts(NoScripts), widget::window),
        send("/widget/fenetre/{portail}", BUTTON.scripts(NoScripts), widget::agree),
    ]
}

/// For everybody, from anywhere: no session is looked up.
fn public_boards() -> Vec<Route> {
    let open = |answer| Policy { answer, ..Policy::OPEN };
    vec![
        read("/etablissements/{uai}/annonces.atom", open(Answer::File), downloads::board),
        read("/etablissements/{uai}/affichage", open(Answer::Page), pages::hall),
        read("/api/etablissements/{uai}/annonces", open(Answer::Json), pages::public_announcements),
    ]
}

fn widget() -> Vec<Route> {
    let data = Policy::WIDGET;
    let send_json = Policy { body: Body::Json, ..data };
    vec![
        send("/api/widget/jeton", send_json, widget::token),
        read("/api/widget/annonces", Policy { time: Time::Unlimited, ..data }, widget::announcements),
        send("/api/widget/vu", send_json, widget::seen),
    ]
}

fn administration() -> Vec<Route> {
    let (managing, form, button) =
        (PAGE.scripts(Management), FORM.scripts(Management), BUTTON.scripts(Management));
    vec![
        page("/administration/services/communication-ciblee", managing),
        send(
            "/administration/services/communication-ciblee/demandes/{id}/decliner",
            form,
            forms::decline_request,
        ),
        send("/administration/services/communication-ciblee/noms", form, forms::names_setting),
        send("/administration/services/communication-ciblee/copies", form, forms::copies_setting),
        page("/administration/annuaire", PAGE),
        send("/administration/annuaire", Policy::UPLOAD, files::upload_directory),
        send("/administration/annuaire/dossier", FORM, forms::import_folder),
        page("/administration/annuaire/imports", PAGE),
        send(
            "/administration/annuaire/imports/{id}/annuler",
            Policy { time: Time::Unlimited, ..BUTTON },
            forms::undo_import,
        ),
        page("/administration/annuaire/rapprochements", PAGE),
        send("/administration/annuaire/rapprochements", FORM, forms::decide_matches),
        page("/administration/comptes", managing),
        send("/administration/comptes/second-facteur", form, forms::demand),
        page("/administration/comptes/lots", PAGE),
        send("/administration/comptes/lots", FORM, forms::begin_batch),
        page("/administration/comptes/lots/{id}", PAGE),
        send("/administration/comptes/lots/{id}/coupons", FORM, forms::print_coupons),
        send("/administration/comptes/lots/{id}/annuler", BUTTON, forms::stop_batch),
        page("/administration/comptes/{personne}", managing),
        send("/administration/comptes/{personne}/lien", form, forms::make_link),
        send("/administration/comptes/{personne}/administrateur", form, forms::administrator),
        send("/administration/comptes/{personne}/second-facteur", button, forms::withdraw_second_factor),
        send("/administration/comptes/{personne}/sessions", button, forms::close_all_sessions),
        read("/administration/comptes/{personne}/donnees.zip", WHOLE_FILE, downloads::data_of_person),
        page("/administration/vacances", PAGE),
        send("/administration/vacances", FORM, forms::holidays),
        page("/administration/conservation", PAGE),
        send("/administration/conservation", FORM, forms::keep_periods),
        page("/administration/conservation/registre", PAGE),
        page("/administration/connexion", PAGE),
        page("/administration/connexion/nouveau", PAGE),
        send("/administration/connexion/nouveau", FORM, forms::add_provider),
        page("/administration/connexion/{id}", PAGE),
        send("/administration/connexion/{id}", FORM, forms::change_provider),
        send("/administration/connexion/{id}/etat", FORM, forms::provider_state),
        read("/administration/connexion/{id}/essayer", PAGE, sso::start_trial),
        page("/administration/portails", PAGE),
        send("/administration/portails", FORM, forms::register_portal),
        page("/administration/portails/{id}", PAGE),
        send("/administration/portails/{id}", FORM, forms::change_portal),
        send("/administration/portails/{id}/cles", FORM, forms::add_portal_key),
        send("/administration/portails/{id}/cles/{cle}/retirer", BUTTON, forms::remove_portal_key),
        send("/administration/portails/{id}/etat", FORM, forms::portal_state),
        send("/administration/portails/{id}/essai", FORM, forms::try_statement),
        send("/administration/portails/{id}/supprimer", BUTTON, forms::remove_portal),
        page("/administration/journal", PAGE),
        read("/administration/journal.csv", Policy::FILE, downloads::journal),
    ]
}

/// The people of the directory, files to start from and those of a trial, and one person with several
/// records.
fn records() -> Vec<Route> {
    vec![
        page("/administration/annuaire/personnes", PAGE),
        read("/administration/annuaire/modele.csv", Policy::FILE, downloads::model),
        send("/administration/annuaire/imports/{id}/importer", FORM, forms::import_kept),
        page("/administration/annuaire/fiches", PAGE),
        send("/administration/annuaire/fiches/reunir", FORM, forms::join_records),
        send("/administration/annuaire/fiches/distinguer", FORM, forms::keep_records_apart),
        send("/administration/annuaire/fiches/{personne}/separer", BUTTON, forms::separate_record),
    ]
}

/// Also served by the listener for operators.
pub(super) fn operations() -> Vec<Route> {
    vec![read("/health/live", Policy::OPEN, ops::live), read("/health/ready", Policy::OPEN, ops::ready)]
}
