//! *Aide*.

use crate::rooms::Help;

pub(super) const HELP: Help = Help {
    title: "Aide",
    about: "Ce que vous pouvez faire ici, tâche par tâche. Connecté, vous ne voyez que ce que vos droits permettent.",
    signing_in_title: "Se connecter",
    signing_in: "L’identifiant et le mot de passe viennent de votre établissement. Si la page de connexion propose d’autres portails, choisissez celui que vous utilisez d’habitude.|Avec un coupon imprimé, suivez « J’ai reçu un coupon avec un code » : il sert une seule fois, à choisir votre mot de passe.|Identifiant ou mot de passe perdu : adressez-vous au secrétariat de votre établissement.",
    reading_title: "Lire",
    reading: "La page d’accueil montre les annonces qui vous concernent. Les alertes sont en premier.|Les messages sont dans Messagerie. Si l’expéditeur demande une confirmation, appuyez sur « J’ai pris connaissance » sous le texte.|Un message supprimé par erreur reste 30 jours parmi les messages supprimés.|Actualités, Espaces et Agenda réunissent ce que publient vos établissements.",
    writing_title: "Écrire",
    writing: "Nouvelle Communication : choisissez ce que vous écrivez, puis à qui. Le nombre de personnes suit vos choix.|Déployer montre à qui la communication ira. Rien ne part avant Valider.|Après Valider, l’envoi peut encore être annulé pendant quelques secondes, sauf celui d’une alerte.|Ce que vous n’avez pas fini reste dans vos brouillons.",
    following_title: "Suivre ce qui est émis",
    following: "Communications émises montre ce qui est parti, avec son état dans chaque établissement.|Sur la page d’une communication, selon vos droits : corriger son texte, l’annuler, ou relancer ceux qui n’ont pas pris connaissance d’un message.",
    receiving_title: "Suivre ce que l’établissement reçoit",
    receiving: "Communications reçues montre ce qu’une collectivité ou une académie envoie à l’établissement.|Selon vos droits : mettre une actualité hors ligne pour les lecteurs de l’établissement, ou écrire à son auteur.",
    rights_title: "Donner des droits",
    rights: "Administration, Services, Communication ciblée : choisissez l’établissement, puis le rôle et les personnes.|« Qui a accès, et pourquoi » explique les droits de chacun.|Les demandes de droits y attendent votre réponse.",
    administration_title: "Administrer le portail",
    administration: "Annuaire : essayez un import avant de le faire ; le dernier peut être annulé.|Comptes : un lien ou un coupon fait entrer une personne, ou toute une population.|Pages légales : remplissez les mentions légales et la déclaration d’accessibilité, que tout le monde peut lire.|Journal : qui a fait quoi, et quand.",
    account_title: "Votre compte",
    account: "Mon compte, en haut de chaque page : mot de passe, copies par courriel, appareils connectés, et le fichier de vos données.|Sur un appareil partagé, déconnectez-vous en partant.|La langue se choisit au bas de chaque page.",
    trouble_title: "Quand quelque chose ne va pas",
    trouble: "Une page refusée dit quel droit manque.|Le nom ou la classe ne sont pas les bons : c’est l’établissement qui les corrige, dans son propre logiciel.|Une erreur de notre part donne un numéro : indiquez-le à la personne qui vous aide.|Pour le reste, adressez-vous au secrétariat de votre établissement.",
};
