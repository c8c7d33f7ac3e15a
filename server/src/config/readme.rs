//! The table of settings in the README must match the list of settings.

use std::path::Path;

use super::list::settings;

fn table() -> String {
    let mut table = "| variable | line | flag | default | meaning |\n|---|---|---|---|---|\n".to_owned();
    for setting in settings() {
        let also = setting.also.map(|also| format!("`{also}` or ")).unwrap_or_default();
        let flag = if setting.flag { format!("`--{}`", setting.long()) } else { String::new() };
        let default =
            if setting.default.is_empty() { "none".to_owned() } else { format!("`{}`", setting.default) };
        table += &format!(
            "| {also}`{}` | `{}` | {flag} | {default} | {} |\n",
            setting.variable(),
            setting.name,
            setting.help
        );
    }
    table
}

#[test]
fn the_readme_names_every_setting() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md"));
    let (readme, table) = (readme.unwrap_or_default(), table());
    assert!(readme.contains(&table), "README.md should have this table:\n{table}");
}
