/// One event: the name of what it is about, the version that it brings, and what it carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub topic: String,
    pub version: String,
    pub data: String,
}

/// The name of the event that says that the line works. It carries over how many milliseconds to
/// spread the return after a loss.
pub const GREETING: &str = "bonjour";

/// The events of an answer, as a stream would bring them.
pub fn read(text: &str) -> Vec<Told> {
    text.split("\n\n").filter(|event| !event.trim().is_empty()).map(event).collect()
}

fn event(text: &str) -> Told {
    let mut told = Told::default();
    for line in text.lines() {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        match name {
            "event" => told.topic = value,
            "id" => told.version = value,
            "data" => told.data = value,
            _ => {}
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{Told, read};

    #[test]
    fn an_answer_holds_the_events_of_a_stream() {
        let told = read("event: bonjour\ndata:3000\n\nevent: messages\nid: 1.2-3.4\ndata: 1.2-3.4\n\n");
        let of = |topic: &str, version: &str, data: &str| Told {
            topic: topic.to_owned(),
            version: version.to_owned(),
            data: data.to_owned(),
        };
        assert_eq!(told, [of("bonjour", "", "3000"), of("messages", "1.2-3.4", "1.2-3.4")]);
        // A proxy that answers in the place of the server sends no event of ours.
        assert!(read("<html>\n<h1>Bad Gateway</h1></html>\n").iter().all(|told| told.topic.is_empty()));
        assert_eq!(read("\n\n"), []);
    }
}
