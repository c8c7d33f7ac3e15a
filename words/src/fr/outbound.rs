//! Calls to servers of others.

use domain::outbound::OutboundError;

use crate::rooms::Outbound;

pub(super) const OUTBOUND: Outbound =
    Outbound { title: "L’autre serveur n’a pas pu être appelé", failed };

fn failed(error: OutboundError) -> String {
    match error {
        OutboundError::Malformed => "Cette adresse n’est pas celle d’un serveur web.",
        OutboundError::NotEncrypted => "L’adresse doit commencer par https://.",
        OutboundError::Credentials => "L’adresse ne doit contenir ni nom d’utilisateur ni mot de passe.",
        OutboundError::Port(port) => return port_refused(port),
        OutboundError::Private => {
            "Ce nom mène à une adresse privée ou réservée. Si ce serveur est dans votre réseau, l’exploitant doit ajouter ce réseau au réglage outbound_networks."
        }
        OutboundError::UnknownName => "Le nom de ce serveur est inconnu, ou le serveur de noms ne répond pas.",
        OutboundError::Unreachable => "Le serveur refuse la connexion ou n’est pas joignable.",
        OutboundError::Certificate => {
            "Le certificat du serveur n’est pas valable pour ce nom, est expiré, ou vient d’une autorité inconnue de cette machine."
        }
        OutboundError::Slow => "Le serveur n’a pas répondu à temps.",
        OutboundError::TooLarge => "La réponse du serveur est trop grande.",
        OutboundError::Redirected => {
            "Le serveur renvoie vers une autre adresse, qui n’est pas suivie. Indiquez l’adresse finale."
        }
        OutboundError::Broken => "La réponse du serveur est incomplète ou illisible.",
        OutboundError::Busy => "Trop d’appels à ce serveur sont en cours. Réessayez dans un instant.",
    }
    .to_owned()
}

fn port_refused(port: u16) -> String {
    format!(
        "Le port {port} n’est pas celui d’un serveur web (443 ou 8443). Si ce serveur est le vôtre, l’exploitant doit ajouter son réseau au réglage outbound_networks."
    )
}
