use domain::legal::LegalView;

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

/// For the portal's administrator.
pub async fn load_form() -> Result<LegalView, AppError> {
    #[cfg(feature = "ssr")]
    {
        use crate::server_side::{answer, caller};
        let (backend, caller) = caller().await?;
        answer(backend::legal::legal_form(&backend, &caller).await)
    }
    #[cfg(not(feature = "ssr"))]
    {
        std::future::ready(Err(AppError::NotFound)).await
    }
}
