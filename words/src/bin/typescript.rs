//! Writes the words of the browser's scripts as TypeScript into `browser/`.

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../browser");
    for (file, module) in words::typescript::modules() {
        fs::write(folder.join(file), module)?;
    }
    Ok(())
}
