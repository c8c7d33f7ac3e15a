//! How many bytes the first load of the compose page transfers.

use std::{fs, path::Path};

use crate::report;

const PACKAGE: &str = "target/site/pkg";

pub fn measure() -> Result<(), String> {
    report::title("First load, compressed");
    let mut total = 0;
    for extension in ["wasm", "js", "css"] {
        let size = compressed(Path::new(PACKAGE), extension)?;
        total += size;
        report::line(extension, &kilobytes(size), "", "");
    }
    let icons =
        size_of("target/site/icons.svg.br").or_else(|| size_of("target/site/icons.svg")).unwrap_or_default();
    total += icons;
    report::line("icons", &kilobytes(icons), "", "");
    report::line(
        "in all, without the document itself (some 8 kB)",
        &kilobytes(total),
        "",
        "bar 350 kB, aim 250 kB",
    );
    Ok(())
}

fn compressed(folder: &Path, extension: &str) -> Result<u64, String> {
    let ending = format!(".{extension}.br");
    let entries = fs::read_dir(folder).map_err(|reason| format!("{}: {reason}", folder.display()))?;
    let is_ours = |name: &str| name.starts_with("portevoix.") && name.ends_with(&ending);
    let sizes = entries.flatten().filter(|entry| is_ours(&entry.file_name().to_string_lossy()));
    sizes
        .filter_map(|entry| entry.metadata().ok())
        .map(|meta| meta.len())
        .max()
        .ok_or_else(|| format!("no {ending} in {PACKAGE}"))
}

fn size_of(path: &str) -> Option<u64> {
    fs::metadata(path).ok().map(|meta| meta.len())
}

#[allow(clippy::cast_precision_loss, reason = "a figure for people")]
fn kilobytes(bytes: u64) -> String {
    format!("{:.1} kB", bytes as f64 / 1_000.0)
}
