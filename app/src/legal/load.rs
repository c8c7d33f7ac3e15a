use domain::legal::{LegalPage, LegalView};
use words::Language;

use crate::AppError;

/// For anybody.
pub async fn load() -> Result<LegalView, AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{anonymous, answer};
        let backend = anonymous()?;
        answer(backend::legal::legal_view(&backend).await)
    }
    #[cfg(not(feature = "ssr"))]
    {
        // The browser's half of these pages is empty, so nothing calls this there.
        std::future::ready(Err(AppError::NotFound)).await
    }
}

/// For the portal's administrator: what the form of a page in a language shows, with its version.
pub async fn load_form(page: LegalPage, language: Language) -> Result<(LegalView, String), AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{answer, caller};
        let (backend, caller) = caller().await?;
        answer(backend::legal::legal_form(&backend, &caller, page, language).await)
    }
    #[cfg(not(feature = "ssr"))]
    {
        let _ = (page, language);
        std::future::ready(Err(AppError::NotFound)).await
    }
}
