//! Writes the words of the editor as TypeScript into `browser/editor/src`.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../browser/editor/src");
    for (file, module) in words::typescript::modules(words::Language::default()) {
        fs::write(folder.join(file), module)?;
    }
    Ok(())
}
