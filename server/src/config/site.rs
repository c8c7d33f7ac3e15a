use super::Settings;

/// The folder in the site that holds scripts and styles.
const PACKAGE: &str = "pkg";

impl Settings {
    /// Refuses a folder without the built site: every page would come without style and scripts.
    ///
    /// # Errors
    /// A sentence that names the setting and the reason.
    pub fn check_site(&self) -> Result<(), String> {
        let package = self.site_root.join(PACKAGE);
        if package.is_dir() {
            return Ok(());
        }
        Err(format!("site_root: {} is not there; expected the folder of the built site", package.display()))
    }
}
