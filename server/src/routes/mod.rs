//! Every address of the program with its policy, and the layers that the policy needs.

mod functions;
mod router;
mod row;
mod table;

pub use self::{
    router::{operations_router, router},
    row::Route,
    table::routes,
};
