//! Providers of sign-on.

use domain::providers::{MatchBy, Problem, Protocol, ProviderState, Step, Unmatched};

use super::outbound::OUTBOUND;
use crate::rooms::Providers;

pub(super) const PROVIDERS: Providers = Providers {
    choose: "Se connecter avec",
    own_account: "Se connecter avec un compte Porte-voix",
    own_account_hint: "Pour les personnes qui ont reçu un identifiant et un mot de passe de Porte-voix.",
    last_time: "Utilisé la dernière fois dans ce navigateur",
    this_provider: "ce fournisseur",
    not_waiting: "Cette connexion n’est plus en cours.",
    not_waiting_hint: "Elle a déjà servi, ou elle a commencé dans un autre navigateur ou il y a plus de dix minutes. Recommencez ci-dessous.",
    given_up: "La connexion a été abandonnée.",
    given_up_hint: "Personne n’a été connecté. Vous pouvez recommencer, ou choisir une autre façon de vous connecter.",
    out_of_service: "La connexion avec ce fournisseur est suspendue.",
    out_of_service_hint: "Avec un compte Porte-voix, connectez-vous ici ; sinon, revenez plus tard ou adressez-vous à votre établissement.",
    down_hint: "Réessayez dans quelques minutes. Les comptes Porte-voix fonctionnent toujours.",
    failed_hint: "Réessayez. Si cela continue, prévenez l’administrateur du portail : la raison est dans le journal du serveur.",
    signed_out: "Vous êtes déconnecté.",
    signed_out_hint: "Sur un ordinateur partagé, fermez aussi le navigateur.",
    leaving: "Déconnexion",
    leaving_here: "Vous êtes déconnecté de Porte-voix.",
    leave_there: "Continuer",
    code_hint: "Votre identité est confirmée. Il reste à saisir le code de votre application, dans les cinq minutes.",
    title: "Fournisseurs de connexion",
    one: "Fournisseur de connexion",
    intro: "Les fournisseurs proposés sur la page de connexion. Ils disent qui se connecte ; le profil et les établissements viennent toujours de l’annuaire, et personne n’est créé.",
    none_yet: "Aucun fournisseur : chacun se connecte avec un compte Porte-voix.",
    add: "Ajouter un fournisseur",
    add_title: "Nouveau fournisseur",
    name: "Nom",
    name_hint: "Tel que les gens le connaissent : « Mon ENT », « Portail académique ».",
    whole_portal: "Tout le portail",
    authority: "Collectivité",
    authority_hint: "Un fournisseur d’une collectivité ne connecte que les personnes de ses établissements, et jamais un administrateur du portail.",
    protocol: "Protocole",
    protocol_hint: "OpenID Connect si le fournisseur le propose.",
    issuer: "Adresse du fournisseur",
    issuer_hint: "OpenID Connect : l’émetteur (issuer). CAS : l’adresse du serveur, sans « /login ».",
    client: "Identifiant client",
    secret: "Secret client",
    secret_new: "Laisser vide si le fournisseur n’en donne pas.",
    secret_kept: "Un secret est enregistré. Laisser vide pour le garder ; il n’est jamais affiché.",
    secret_again: "Saisir le secret à nouveau : il ne revient jamais avec la page",
    secret_unavailable: "Ce portail n’a pas de clé pour garder un secret : voir le réglage secret_keys.",
    no_public_address: "Ce portail n’a pas d’adresse publique : aucun fournisseur ne peut servir.",
    no_public_address_hint: "Renseignez le réglage public_url du serveur, puis redémarrez-le.",
    matching: "Qui est la personne",
    matching_hint: "Une seule information du fournisseur désigne la personne dans l’annuaire. Si elle désigne personne ou plusieurs personnes, la connexion est refusée avec une explication.",
    claim: "Information du fournisseur",
    claim_hint: "Le nom de la revendication ou de l’attribut : sub, email, ENTPersonJointure, user…",
    match_by: "Comparée à",
    vouches_for_addresses: "Les adresses de courriel viennent du fournisseur, et personne n’y choisit la sienne",
    vouches_for_addresses_hint: "Pour l’adresse professionnelle seulement. Sans cette case, la connexion n’est acceptée que si le fournisseur dit l’adresse vérifiée (email_verified).",
    prefix_removed: "Préfixe à retirer",
    prefix_removed_hint: "Une valeur qui ne commence pas ainsi ne désigne personne.",
    prefix_added: "Préfixe à ajouter",
    prefix_added_hint: "Celui de l’académie dans l’annuaire, par exemple.",
    of_oidc: "OpenID Connect",
    oidc_options: "Particularités de ce fournisseur (OpenID Connect)",
    of_cas: "Particularités de ce fournisseur (CAS)",
    scopes: "Portées demandées",
    scopes_hint: "En plus de « openid », séparées par des espaces.",
    proof_key: "Clé de preuve (PKCE)",
    proof_key_auto: "Si le fournisseur l’accepte (S256)",
    never: "Jamais",
    secret_sending: "Envoi du secret",
    secret_in_header: "Dans l’en-tête (client_secret_basic)",
    secret_in_form: "Dans le formulaire (client_secret_post)",
    userinfo: "Informations sur la personne",
    userinfo_none: "Dans le jeton seulement",
    userinfo_plain: "Demandées à userinfo",
    userinfo_signed: "Demandées à userinfo, signées",
    second_factor: "Ce fournisseur demande lui-même un second facteur : ne pas demander celui de Porte-voix",
    cas_two: "Le serveur n’a pas « p3/serviceValidate » (CAS 2)",
    cas_renew: "Redemander le mot de passe à chaque connexion",
    your_password: "Votre mot de passe Porte-voix",
    save: "Enregistrer",
    state: "État",
    sessions: "Sessions ouvertes",
    changed: "Modifié",
    scope: "Pour",
    try_it: "Essayer la connexion",
    try_hint: "Vous vous connectez chez le fournisseur ; chaque étape est affichée ensuite et personne n’est connecté à Porte-voix.",
    trial: "Résultat de l’essai",
    trial_nobody: "Personne n’a été connecté : votre session est celle d’avant.",
    step: "Étape",
    result: "Résultat",
    fine: "Réussie",
    not_reached: "Pas atteinte",
    claims: "Informations reçues",
    claims_none: "Aucune.",
    value: "Valeur",
    pause: "Suspendre",
    pause_consequence: "Plus personne ne se connecte avec ce fournisseur, et les sessions qu’il a ouvertes se terminent maintenant.",
    resume: "Mettre en service",
    resume_consequence: "Le fournisseur est proposé à tous sur la page de connexion.",
    remove: "Supprimer",
    remove_consequence: "Le fournisseur et son secret sont effacés, et les sessions qu’il a ouvertes se terminent maintenant.",
    kept: "Le fournisseur est enregistré.",
    kept_hint: "Essayez la connexion pour vérifier.",
    added: "Le fournisseur est ajouté, et suspendu.",
    added_hint: "Essayez la connexion, puis mettez-le en service.",
    paused: "Le fournisseur est suspendu.",
    paused_hint: "Les sessions qu’il avait ouvertes sont terminées.",
    resumed: "Le fournisseur est en service.",
    resumed_hint: "Il est proposé sur la page de connexion.",
    removed: "Le fournisseur est supprimé.",
    removed_hint: "Les sessions qu’il avait ouvertes sont terminées.",
    addresses: "À déclarer chez le fournisseur",
    redirect_address: "Adresse de retour (redirect_uri)",
    logout_address: "Déconnexion par le fournisseur (backchannel_logout_uri)",
    after_logout_address: "Retour après la déconnexion (post_logout_redirect_uri)",
    cas_address: "Adresse du service, aussi pour la déconnexion",
    sign_in_with,
    down,
    failed,
    unmatched,
    leaving_there,
    protocol_name,
    match_name,
    state_name,
    step_name,
    problem,
    found,
};

fn sign_in_with(name: &str) -> String {
    format!("Se connecter avec {name}")
}

fn down(name: &str) -> String {
    format!("{name} ne répond pas.")
}

fn failed(name: &str) -> String {
    format!("La connexion avec {name} n’a pas abouti.")
}

fn unmatched(reason: Unmatched) -> (&'static str, &'static str) {
    match reason {
        Unmatched::NoClaim => (
            "Le fournisseur n’a pas dit qui vous êtes dans l’annuaire.",
            "Prévenez l’administrateur du portail : l’information attendue n’est pas transmise.",
        ),
        Unmatched::Unknown => (
            "L’annuaire de Porte-voix ne vous connaît pas.",
            "Si vous venez d’arriver, réessayez demain ; sinon adressez-vous au secrétariat de votre établissement.",
        ),
        Unmatched::Several => (
            "Plusieurs personnes de l’annuaire correspondent à votre identité.",
            "Par prudence, aucune n’a été choisie. Le secrétariat de votre établissement peut corriger l’annuaire.",
        ),
        Unmatched::Left => (
            "Vous n’êtes plus dans l’annuaire.",
            "Adressez-vous au secrétariat de votre établissement si c’est une erreur.",
        ),
        Unmatched::OtherAuthority => (
            "Ce fournisseur ne peut pas vous connecter.",
            "Il ne vaut que pour les personnes des établissements de sa collectivité qui n’ont pas de droits ailleurs. Choisissez celui de la vôtre, ou un compte Porte-voix.",
        ),
        Unmatched::Unverified => (
            "Le fournisseur ne dit pas que votre adresse de courriel est vérifiée.",
            "Vérifiez-la dans votre compte chez lui, puis recommencez. Si elle l’est déjà, prévenez l’administrateur du portail.",
        ),
    }
}

fn leaving_there(name: &str) -> String {
    format!("Votre session chez {name} se termine aussi.")
}

fn protocol_name(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Oidc => "OpenID Connect",
        Protocol::Cas => "CAS",
    }
}

fn match_name(by: MatchBy) -> &'static str {
    match by {
        MatchBy::Identifier => "L’identifiant de l’annuaire",
        MatchBy::Email => "L’adresse professionnelle (personnels seulement)",
    }
}

fn state_name(state: ProviderState) -> &'static str {
    match state {
        ProviderState::Active => "En service",
        ProviderState::Paused => "Suspendu",
    }
}

fn step_name(step: Step) -> &'static str {
    match step {
        Step::Discovery => "Lire la description du fournisseur",
        Step::Keys => "Lire ses clés",
        Step::Authorization => "Se connecter chez lui et revenir",
        Step::Exchange => "Échanger le code ou le ticket",
        Step::Token => "Vérifier la réponse",
        Step::Userinfo => "Demander les informations sur la personne",
        Step::Person => "Trouver la personne dans l’annuaire",
    }
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::NoAnswer(reason) => (OUTBOUND.failed)(*reason),
        Problem::Status(status) => format!("Le fournisseur a répondu par l’erreur {status}."),
        Problem::Unreadable => {
            "La réponse est illisible : une page au lieu de données, peut-être.".to_owned()
        }
        Problem::OtherIssuer => "La réponse vient d’un autre émetteur que celui du fournisseur.".to_owned(),
        Problem::Refused(code) => format!("Le fournisseur a refusé : {code}."),
        Problem::Signature => "La signature est fausse.".to_owned(),
        Problem::UnknownKey => "La clé de la signature n’est pas publiée par le fournisseur.".to_owned(),
        Problem::Algorithm => "Cette sorte de signature n’est pas acceptée.".to_owned(),
        Problem::Nonce => "La réponse appartient à une autre connexion.".to_owned(),
        Problem::Audience => "La réponse est destinée à un autre service.".to_owned(),
        Problem::Expired => {
            "La réponse est périmée, ou les horloges diffèrent de plus d’une minute.".to_owned()
        }
        Problem::OtherSubject => "userinfo parle d’une autre personne que le jeton.".to_owned(),
        Problem::NoPublicAddress => PROVIDERS.no_public_address.to_owned(),
        Problem::Missing(what) => format!("Il manque « {what} » dans la réponse."),
    }
}

fn found(name: &str) -> String {
    format!("La personne est {name}.")
}
