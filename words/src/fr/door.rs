//! Signing in.

use super::dates::duration;
use crate::rooms::Door;

pub(super) const DOOR: Door = Door {
    wrong_code: "Ce code n’est pas le bon, ou il a déjà servi : le comparer caractère par caractère ; l’application en affiche un autre toutes les trente secondes",
    too_many_tries: "Trop d’essais.",
    busy: "Trop de connexions en ce moment.",
    retry_in_seconds: "Réessayez dans quelques secondes.",
    code_title: "Code de connexion",
    code_title_error: "Erreur : Code de connexion",
    code_hint: "Votre mot de passe est bon. Il reste à saisir le code, dans les cinq minutes.",
    phone_lost: "Je n’ai pas mon téléphone",
    phone_lost_hint: "Saisissez un de vos codes de secours. Vous n’en avez plus ? L’administrateur du portail peut retirer la double authentification de votre compte.",
    sign_in_with_recovery_code: "Se connecter avec ce code",
    back_to_login: "Revenir à l’identifiant",
    title: "Connexion",
    login: "Identifiant",
    password: "Mot de passe",
    stay_signed_in: "Rester connecté sur cet appareil",
    stay_signed_in_hint: "Pendant 30 jours, pour un appareil qui n’est qu’à vous. Les émetteurs se connectent chaque jour.",
    lost: "Identifiant ou mot de passe perdu ? Adressez-vous au secrétariat de votre établissement.",
    wrong_password: "Identifiant ou mot de passe incorrect.",
    check_capitals: "Vérifiez les majuscules, puis réessayez.",
    session_over: "Votre session est terminée.",
    sign_in_again: "Reconnectez-vous ; vos brouillons sont conservés.",
    code_time_over: "Le temps pour saisir le code est passé.",
    password_again: "Saisissez à nouveau votre mot de passe ; vous aurez cinq minutes pour le code.",
    nothing_lost: "Rien n’est perdu : réessayez dans quelques secondes.",
    retry_in,
};

fn retry_in(seconds: u64) -> String {
    format!("Réessayez dans {}, ou demandez de l’aide au secrétariat.", duration(seconds))
}
