// Made from words/src by `cargo run -p words --bin typescript`: change the words there.

export const notLoaded = "Formatting could not be loaded: reload the page to use it.";
