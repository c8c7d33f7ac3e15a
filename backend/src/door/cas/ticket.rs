/// Tickets are much shorter.
const CHARACTERS: usize = 256;

/// A service ticket: it proves once, to one service, who its bearer is.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket(String);

impl Ticket {
    /// Accepts what a CAS server may hand out: `ST-`, then letters, digits, `-`, `.` and `_`.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("ST-")?;
        let is_ticket = !rest.is_empty()
            && text.len() <= CHARACTERS
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
        is_ticket.then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A ticket is a secret: no log shows it.
impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ticket(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Ticket;

    #[test]
    fn a_ticket_holds_nothing_that_could_leave_its_parameter() {
        for text in ["ST-1", "ST-856339-aA5Yuvrxzpv8Tau1cYQ7-cas01.example.fr", "ST-1_2"] {
            assert_eq!(Ticket::parse(text).as_ref().map(Ticket::as_str), Some(text));
        }
        let long = format!("ST-{}", "a".repeat(254));
        for text in ["", "ST-", "PT-1", "st-1", "ST-1&service=x", "ST-1 2", "ST-é", "ST-1\n", "ST-%31", &long]
        {
            assert_eq!(Ticket::parse(text), None, "{text}");
        }
    }
}
