//! *Mon compte*, *Comptes*, and the pages that one-time links and links in e-mails open.

mod api;
mod batches;
mod copy;
mod coupon;
mod data;
mod detail;
mod list;
mod mine;
mod new_password;
mod password_link;
mod unsubscribe;

pub use batches::{BatchPage, BatchesPage};
pub use coupon::CouponPage;
pub use detail::AccountDetailPage;
pub use list::AccountsPage;
pub use mine::{AccountPage, ProofFields};
pub use password_link::PasswordLinkPage;
pub use unsubscribe::UnsubscribePage;
