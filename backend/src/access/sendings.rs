use super::Caller;
use crate::ground::sql::numbers;

/// Up to so many schools, looking them up one by one is faster than looking at everything.
const FEW_SCHOOLS: usize = 50;

/// A `SELECT` of communications among which are all that the caller may see, and not many others:
/// their own, and those that went to one of their schools and to no more schools than they have: further
/// ones went to others, too. A list that begins with it does not look at what the rest of a region sends.
/// `None` for somebody who has much of a region anyway.
pub(crate) fn sendings(caller: &Caller) -> Option<String> {
    let reach = caller.inside();
    if !reach.authorities.is_empty() || reach.direct.len() > FEW_SCHOOLS {
        return None;
    }
    let (me, schools) = (caller.person, numbers(reach.direct.iter().map(|id| id.0)));
    let most = reach.direct.len();
    Some(format!(
        "SELECT o.id FROM communication o WHERE o.author_id = {me} \
         UNION SELECT s.communication_id FROM publication s WHERE s.establishment_id IN ({schools}) \
         AND s.schools <= {most}"
    ))
}
