// Made from words/src by `cargo run -p words --bin typescript`: change the words there.

export const notLoaded = "La mise en forme n’a pas pu être chargée\u{a0}: rechargez la page pour l’utiliser.";
