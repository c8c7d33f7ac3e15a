//! Every address of the program, as one table. A test walks it and wants to know of each who may
//! use it; an address that is not here does not exist.

use axum::routing::{MethodRouter, get, post};
use http::Method;

use crate::{AppState, attachments, directory_upload, downloads, events, forms, health, pages, unsubscribe};

/// Which limits an address has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pages, forms, files made on the fly: short, small, compressed.
    Document,
    /// Answered from memory, or kept open.
    Live,
    /// Reads a long body piece by piece.
    Upload,
    /// For whoever watches over the process; asks for no session.
    Health,
}

/// One address.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub kind: Kind,
    pub(crate) handler: MethodRouter<AppState>,
}

/// The table, in the order in which people meet it.
pub fn routes() -> Vec<Route> {
    let page = |path| Route { method: Method::GET, path, kind: Kind::Document, handler: get(pages::page) };
    let read = |path, kind, handler| Route { method: Method::GET, path, kind, handler };
    let form = |path, handler| Route { method: Method::POST, path, kind: Kind::Document, handler };
    vec![
        page("/"),
        page("/connexion"),
        form("/connexion", post(forms::sign_in)),
        page("/connexion/code"),
        form("/connexion/code", post(forms::finish_sign_in)),
        page("/mot-de-passe/{jeton}"),
        form("/mot-de-passe/{jeton}", post(forms::use_link)),
        form("/deconnexion", post(forms::sign_out)),
        page("/mon-compte"),
        form("/mon-compte/mot-de-passe", post(forms::change_password)),
        form("/mon-compte/second-facteur", post(forms::second_factor)),
        form("/mon-compte/sessions/fermer", post(forms::close_other_sessions)),
        form("/mon-compte/sessions/{id}/fermer", post(forms::close_session)),
        form("/mon-compte/courriel", post(forms::email_copies)),
        page("/courriel/desinscription/{jeton}"),
        form("/courriel/desinscription/{jeton}", post(unsubscribe::unsubscribe)),
        page("/communications/nouvelle"),
        form("/communications/nouvelle", post(forms::compose)),
        form("/communications/brouillons/{id}/supprimer", post(forms::delete_draft)),
        Route {
            method: Method::POST,
            path: "/communications/pieces-jointes",
            kind: Kind::Upload,
            handler: post(attachments::upload),
        },
        form("/communications/pieces-jointes/{jeton}/supprimer", post(attachments::remove)),
        read("/pieces-jointes/{jeton}", Kind::Live, get(attachments::download)),
        page("/communications/emises"),
        page("/communications/{id}"),
        form("/communications/{id}/annuler", post(forms::cancel)),
        form("/communications/{id}/relancer", post(forms::remind)),
        read("/communications/{id}/etats.csv", Kind::Document, get(downloads::sites)),
        read("/communications/{id}/evenements", Kind::Live, get(events::communication)),
        page("/messagerie"),
        page("/messagerie/{id}"),
        read("/messagerie/flux", Kind::Live, get(events::inbox)),
        form("/messagerie/{id}/archiver", post(forms::archive)),
        form("/messagerie/{id}/desarchiver", post(forms::unarchive)),
        form("/messagerie/{id}/supprimer", post(forms::delete_message)),
        form("/messagerie/{id}/accuser", post(forms::acknowledge)),
        form("/messagerie/{id}/repondre", post(forms::reply)),
        read("/api/announcements", Kind::Live, get(pages::announcements)),
        read("/api/announcements/flux", Kind::Live, get(events::announcements)),
        // The server functions, each with an address of its own that their own table names.
        form("/api/{*function}", post(pages::server_function)),
        page("/administration/services/communication-ciblee"),
        page("/administration/annuaire"),
        Route {
            method: Method::POST,
            path: "/administration/annuaire",
            kind: Kind::Upload,
            handler: post(directory_upload::upload),
        },
        read("/administration/annuaire/{id}/evenements", Kind::Live, get(directory_upload::events)),
        page("/administration/comptes"),
        form("/administration/comptes/second-facteur", post(forms::demand)),
        page("/administration/comptes/{personne}"),
        form("/administration/comptes/{personne}/lien", post(forms::make_link)),
        form("/administration/comptes/{personne}/administrateur", post(forms::administrator)),
        form("/administration/comptes/{personne}/second-facteur", post(forms::withdraw_second_factor)),
        form("/administration/comptes/{personne}/sessions", post(forms::close_all_sessions)),
        page("/administration/journal"),
        read("/administration/journal.csv", Kind::Document, get(downloads::journal)),
        read("/health/live", Kind::Health, get(health::live)),
        read("/health/ready", Kind::Health, get(health::ready)),
    ]
}
