//! *Mon compte*, *Comptes*, and the page that a one-time link opens.

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

pub use ask::Ask;
pub use detail::AccountDetailPage;
pub use field::CodeField;
pub use list::AccountsPage;
pub use mine::AccountPage;
pub use notice::Notice;
pub use password_link::PasswordLinkPage;
