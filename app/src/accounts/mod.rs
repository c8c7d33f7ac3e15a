//! *Mon compte*, *Comptes*, and the pages that the links of others open.

mod api;
mod ask;
mod copy;
mod detail;
mod field;
mod list;
mod mine;
mod new_password;
mod notice;
mod password_link;
mod unsubscribe;

pub use ask::Ask;
pub use detail::AccountDetailPage;
pub use field::CodeField;
pub use list::AccountsPage;
pub use mine::AccountPage;
pub use notice::Notice;
pub use password_link::PasswordLinkPage;
pub use unsubscribe::UnsubscribePage;
