//! Who may do what: eight roles, seven rights, one table; and the roles given to people.

mod grant;
mod label;
mod matrix;
mod perimeter;
mod population;
mod request;
mod role;
pub mod view;

pub use grant::{
    AccessChange, Extent, GrantInput, Grantee, MAX_CHANGES, NewGrant, PROPOSED_SEVERITY, Scope,
    SeverityChange,
};
pub use label::{Apart, Known, PersonLabel, labels};
pub use matrix::{Cell, MATRIX, Right, Subject, decide};
pub use perimeter::{Perimeter, School};
pub use population::Population;
pub use request::{
    MAX_REASON_CHARACTERS, MAX_REQUESTS_PER_DAY, NewRequest, REQUESTS, RequestEvent, RequestInput,
    RequestState, parse_sentences, request_address, roles_giving,
};
pub use role::Role;
