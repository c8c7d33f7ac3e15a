//! Every address of the program with its policy, and the layers that the policy needs.

mod form_page;
mod functions;
mod router;
mod row;
mod table;

pub use self::{
    form_page::form_pages,
    router::{operations_router, router},
    row::Route,
    table::routes,
};
