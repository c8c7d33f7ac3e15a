//! *Mentions légales* and *Accessibilité*.

use domain::legal::{Conformity, LegalPage, LegalText};

use crate::rooms::Legal;

pub(super) const LEGAL: Legal = Legal {
    foot: "À propos de ce portail",
    published_with: "Ce portail fonctionne avec le logiciel Porte-voix.",
    change: "Modifier cette page",
    form_title: "Pages légales",
    form_about: "Ces pages sont lisibles par tous, même sans compte. Ce qui n’est pas rempli y est signalé comme non renseigné.",
    choose: "Afficher",
    choose_page: "Page",
    choose_language: "Langue",
    language_hint: "Un texte qui manque dans une langue y est montré dans l’autre. Une adresse web seule sur sa ligne devient un lien.",
    audit: "Audit de conformité",
    audit_about: "L’état de conformité en est déduit : totale à 100 %, partielle à partir de 50 %, sinon non conforme. Un audit compte trois ans ; sans audit, laisser les deux champs vides. Ces deux champs valent pour toutes les langues.",
    rate: "Critères respectés, en pour cent",
    rate_hint: "Un nombre entier, arrondi vers le bas.",
    audited_on: "Date de l’audit",
    keep: "Enregistrer cette page",
    kept: "La page est enregistrée.",
    see: "Voir la page",
    commitment_title: "Engagement",
    scope_title: "Champ d’application",
    state_title: "État de conformité",
    results_title: "Résultats des tests",
    no_results: "Aucun audit n’a été renseigné pour ce portail : le taux de critères respectés n’est pas connu.",
    content_title: "Contenus non accessibles",
    established_title: "Établissement de cette déclaration",
    feedback_title: "Retour d’information et contact",
    feedback: "Si un contenu ou un service ne vous est pas accessible, vous pouvez le signaler, pour obtenir une autre présentation ou ce que vous cherchiez.",
    remedies_title: "Voies de recours",
    remedies: "Si vous avez signalé un défaut d’accessibilité qui vous empêche d’utiliser ce portail, et si vous n’avez pas reçu de réponse satisfaisante, vous pouvez :",
    remedies_ways: "écrire au Défenseur des droits par son formulaire en ligne|contacter la personne déléguée du Défenseur des droits dans votre région|envoyer un courrier, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07",
    remedies_link: "Site du Défenseur des droits",
    page,
    label,
    missing,
    conformity,
    because,
    commitment,
    found,
};

fn page(page: LegalPage) -> &'static str {
    match page {
        LegalPage::Notice => "Mentions légales",
        LegalPage::Accessibility => "Accessibilité",
    }
}

fn label(text: LegalText) -> &'static str {
    match text {
        LegalText::Publisher => "Éditeur",
        LegalText::Director => "Direction de la publication",
        LegalText::Host => "Hébergeur",
        LegalText::Contact => "Contact",
        LegalText::PersonalData => "Données personnelles",
        LegalText::Body => "Organisme responsable",
        LegalText::Scheme => "Schéma pluriannuel d’accessibilité",
        LegalText::ActionPlan => "Plan d’action de l’année",
        LegalText::Scope => "Sites et services concernés",
        LegalText::Results => "Qui a fait l’audit, et ses résultats",
        LegalText::NonConformities => "Non-conformités",
        LegalText::Burden => "Dérogations pour charge disproportionnée",
        LegalText::Exempt => "Contenus non soumis à l’obligation",
        LegalText::Established => "Établie le, mise à jour le",
        LegalText::Technologies => "Technologies",
        LegalText::Environment => "Environnement de test",
        LegalText::Tools => "Outils d’évaluation",
        LegalText::Checked => "Pages vérifiées",
        LegalText::Feedback => "Comment signaler un défaut",
    }
}

fn missing(text: LegalText) -> &'static str {
    match text {
        LegalText::PersonalData => {
            "Le responsable du traitement, son délégué à la protection des données et l’adresse où exercer ses droits ne sont pas encore renseignés. Chacun peut télécharger ses données dans Mon compte."
        }
        LegalText::Scope => "Cette déclaration concerne ce portail. Rien d’autre n’est renseigné.",
        LegalText::NonConformities => {
            "Non renseigné. Cela ne veut pas dire que tout est accessible : aucun recensement n’est connu."
        }
        LegalText::Technologies => "HTML, CSS, SVG, JavaScript et WebAssembly.",
        LegalText::Feedback => {
            "L’administrateur de ce portail n’a pas encore indiqué d’adresse. En attendant, adressez-vous au secrétariat de votre établissement."
        }
        _ => "Pas encore renseigné par l’administrateur de ce portail.",
    }
}

fn conformity(conformity: Conformity) -> &'static str {
    match conformity {
        Conformity::Full => "Accessibilité : totalement conforme",
        Conformity::Partial => "Accessibilité : partiellement conforme",
        Conformity::NotReached => "Accessibilité : non conforme",
    }
}

fn because(conformity: Conformity) -> &'static str {
    match conformity {
        Conformity::Full => {
            "Ce portail est en conformité totale avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.2 : tous les critères sont respectés."
        }
        Conformity::Partial => {
            "Ce portail est en conformité partielle avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.2 : au moins la moitié des critères sont respectés."
        }
        Conformity::NotReached => {
            "Ce portail n’est pas en conformité avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1.2 : moins de la moitié des critères sont respectés, ou aucun audit en cours de validité n’est connu."
        }
    }
}

fn commitment(body: &str) -> String {
    let law = "à rendre ce portail accessible, conformément à l’article 47 de la loi n° 2005-102 du 11 février 2005.";
    match body {
        "" => format!("L’organisme responsable, qui n’est pas encore renseigné, doit s’engager {law}"),
        body => format!("{body} s’engage {law}"),
    }
}

fn found(day: &str, rate: u32) -> String {
    format!("L’audit du {day} révèle que {rate} % des critères sont respectés.")
}
