use crate::directory::import::FileKind;

/// A small file of this kind to start from: every column, and invented people. The four belong
/// together.
pub const fn model(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Establishments => {
            "uai;nom;ville;fuseau;collectivite;cite_scolaire\n\
             0990001A;Lycée des Tilleuls;Villeneuve;Europe/Paris;Région Exemple;\n\
             0990002B;Collège des Érables;Villeneuve;;Département Exemple;\n"
        }
        FileKind::People => {
            "identifiant;nom;prenom;courriel\n\
             E-0001;Delorme;Hugo;\n\
             P-0001;Delorme;Claire;claire.delorme@example.org\n\
             P-0002;Delorme;Samir;\n\
             D-0001;Perrin;Odile;odile.perrin@example.org\n\
             D-0002;Vasseur;Luc;luc.vasseur@example.org\n\
             V-0001;Marchal;Nora;nora.marchal@example.org\n"
        }
        FileKind::Memberships => {
            "identifiant;uai;profil;niveau;sous_niveau;fonction;discipline;classe;groupe\n\
             E-0001;0990001A;élève;2de;;;;2de 4;Espagnol\n\
             P-0001;0990002B;enseignant;5e;;;Mathématiques;5e 2;\n\
             D-0001;0990001A;direction;;;Chef d'établissement;;;\n\
             D-0002;0990002B;direction;;;Chef d'établissement;;;\n\
             V-0001;0990001A;vie scolaire;;;CPE;;;\n"
        }
        FileKind::Families => {
            "parent;enfant\n\
             P-0001;E-0001\n\
             P-0002;E-0001\n"
        }
    }
}
