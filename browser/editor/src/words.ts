// Made from words/src by `cargo run -p words --bin typescript`: change the words there.

export const toolbar = "Mise en forme";
export const keyboardHint = "Alt + F10 mène à la mise en forme, Échap ramène au texte.";
export const paragraphStyle = "Style du paragraphe";
export const paragraph = "Paragraphe";
export const title = "Titre";
export const subtitle = "Sous-titre";
export const characters = "Caractères";
export const bold = "Gras";
export const italic = "Italique";
export const underlined = "Souligné";
export const struckOut = "Barré";
export const listsQuotationLink = "Listes, citation et lien";
export const bulletList = "Liste à puces";
export const numberedList = "Liste numérotée";
export const quotation = "Citation";
export const link = "Lien";
export const alignment = "Alignement";
export const alignLeft = "Aligner à gauche";
export const alignCentre = "Centrer";
export const alignRight = "Aligner à droite";
export const justify = "Justifier";
export const history = "Historique";
export const undo = "Annuler";
export const redo = "Rétablir";
export const shiftKey = "Maj";
export const linkAddress = "Adresse du lien";
export const linkHint = "Par exemple https://www.exemple.fr ou nom@exemple.fr";
export const linkWrong =
  "Cette adresse n’est pas valable. Écrivez une adresse du web, comme https://www.exemple.fr, ou une adresse de courriel.";
export const linkApply = "Appliquer";
export const linkRemove = "Retirer le lien";
export const close = "Fermer";
export const pastedTable = "Le tableau collé est devenu du texte\u{a0}: chaque rangée sur une ligne. Relisez-le.";
export const pastedPicture =
  "L’image n’a pas été collée\u{a0}: un texte n’en contient pas. Ajoutez-la aux pièces jointes.";
export const pastedFrame =
  "La page copiée contenait une vidéo, un son ou une autre page, qui ne se colle pas. Donnez plutôt son adresse.";
export const pastedFile = "Le fichier n’a pas été collé\u{a0}: ajoutez-le aux pièces jointes.";
export const pastedHidden = "Ce qui était masqué dans le document copié n’a pas été collé.";
export const pastedColours =
  "Les couleurs n’ont pas été collées\u{a0}: si elles disaient quelque chose, dites-le en mots.";
export const pastedLink =
  "Un lien n’a pas été gardé, seulement son texte\u{a0}: il ne menait ni au web ni à une adresse de courriel.";
