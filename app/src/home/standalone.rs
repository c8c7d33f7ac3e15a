//! What the documents have in common that are not pages of the site: the frame on a portal's page, its
//! window, and the screen of a hall. They are written by hand, because a view would leave its markers in the
//! title.

use leptos::prelude::*;

use crate::server_side::hashed;

/// The first elements of each head.
pub const META: &str = "<meta charset=\"utf-8\">\
     <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
     <meta name=\"color-scheme\" content=\"light dark\">";

/// The icon and the style sheet of the site, and the script `name`.
pub fn links(options: &LeptosOptions, name: &str) -> String {
    let style = hashed(options, &options.hash_file, &options.output_name, "css");
    format!(
        "<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">\
         <link rel=\"stylesheet\" href=\"{style}\">{}",
        script(options, name)
    )
}

/// The script `name`, as the build named it.
pub fn script(options: &LeptosOptions, name: &str) -> String {
    let address = hashed(options, &format!("hash-{name}.txt"), name, "js");
    format!("<script type=\"module\" src=\"{address}\"></script>")
}
