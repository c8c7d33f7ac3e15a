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
  "Cette adresse n’est pas valable. Écrivez une adresse du web, comme https://www.exemple.fr, ou une adresse électronique.";
export const linkApply = "Appliquer";
export const linkRemove = "Retirer le lien";
export const close = "Fermer";
