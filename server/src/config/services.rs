use backend::{
    Services,
    directory::night::Night,
    files::{Files, FilesSettings, S3Settings, Scanner},
    mail::{MailSettings, Mailer},
    outbound::Outbound,
};
use domain::{directory::Nightly, files::AttachmentLimits};

use super::{Settings, store_place};

/// With fewer days, recent events would already be gone.
pub const MIN_JOURNAL_DAYS: u32 = 30;
/// Nobody would accept a longer wait for what they have confirmed.
const MAX_UNDO_SECONDS: u32 = 60;

impl Settings {
    /// The services that the server uses besides its database. Creates the folder of attachments if
    /// it is missing.
    ///
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub fn services(&self) -> Result<Services, String> {
        Ok(Services {
            files: self.files()?,
            secrets: self.secret_keys()?,
            scanner: self.scanner()?,
            mail: self.mailer()?,
            outbound: Outbound::new(&self.outbound_networks),
            journal_days: self.journal_days()?,
            night: self.night()?,
            undo_ms: self.undo_ms()?,
            limits: AttachmentLimits {
                bytes: u64::from(self.attachment_megabytes.get()) * 1024 * 1024,
                files: usize::try_from(self.attachment_files.get()).unwrap_or(usize::MAX),
            },
            ..Services::default()
        })
    }

    /// The store of attachments. Creates its folder if it is missing.
    ///
    /// # Errors
    /// A sentence that names the wrong setting and the reason.
    pub fn files(&self) -> Result<Files, String> {
        let files = FilesSettings {
            url: self.attachments_url.clone(),
            s3: S3Settings {
                endpoint: self.attachments_endpoint.clone(),
                region: self.attachments_region.clone(),
                access_key_id: self.attachments_access_key.clone(),
                secret_access_key: self.attachments_secret_key.clone(),
                session_token: self.attachments_session_token.clone(),
            },
        };
        store_place::check(self)?;
        Files::open(&files)
    }

    pub(super) fn journal_days(&self) -> Result<Option<u32>, String> {
        match self.journal_days {
            Some(days) if days < MIN_JOURNAL_DAYS => {
                Err(format!("journal_days: {days} are too few, the least is {MIN_JOURNAL_DAYS}"))
            }
            other => Ok(other),
        }
    }

    /// The folder of the night; a wrong time is refused also without a folder.
    pub(super) fn night(&self) -> Result<Option<Night>, String> {
        let at = Nightly::parse(&self.import_at).ok_or_else(|| {
            let expected = "expected a time and a time zone, such as `02:30 Europe/Paris`";
            format!("import_at: {expected}, found {:?}", self.import_at)
        })?;
        Ok(self.import_folder.clone().map(|folder| Night { folder, at }))
    }

    pub(super) fn undo_ms(&self) -> Result<i64, String> {
        match self.undo_seconds {
            seconds if seconds > MAX_UNDO_SECONDS => {
                Err(format!("undo_seconds: {seconds} are too many, the most is {MAX_UNDO_SECONDS}"))
            }
            seconds => Ok(i64::from(seconds) * 1_000),
        }
    }

    pub(super) fn scanner(&self) -> Result<Option<Scanner>, String> {
        self.clamd.as_deref().map(Scanner::new).transpose()
    }

    /// The two keys of an S3 store belong together.
    pub(super) fn check_access_keys(&self) -> Result<(), String> {
        let is_s3 = self.attachments_url.starts_with("s3://");
        match (&self.attachments_access_key, &self.attachments_secret_key) {
            (Some(_), None) if is_s3 => {
                Err("attachments_access_key: attachments_secret_key is missing".to_owned())
            }
            (None, Some(_)) if is_s3 => {
                Err("attachments_secret_key: attachments_access_key is missing".to_owned())
            }
            _ => Ok(()),
        }
    }

    pub(super) fn mailer(&self) -> Result<Option<Mailer>, String> {
        let Some(smtp_url) = self.smtp_url.clone() else { return Ok(None) };
        let missing = |name: &str, why: &str| format!("smtp_url: {name} is missing, {why}");
        let from =
            self.mail_from.clone().ok_or_else(|| missing("mail_from", "which says who e-mails come from"))?;
        let public_url = self.public_url.clone();
        let public_url =
            public_url.ok_or_else(|| missing("public_url", "where the links in e-mails lead"))?;
        Mailer::new(&MailSettings { smtp_url, from, public_url }).map(Some)
    }
}
