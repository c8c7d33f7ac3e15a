use std::path::Path;

use backend::directory::generate::{self, Plan};

pub(super) fn generate(dir: &Path, people: u32, seed: u64) -> Result<(), String> {
    let failed = |reason: std::io::Error| format!("{}: {reason}", dir.display());
    std::fs::create_dir_all(dir).map_err(failed)?;
    generate::generate(dir, &Plan { people, seed }).map_err(failed)
}
