use domain::communications::{Channel, CommunicationInput, view::ArticleLinks};
use leptos::prelude::*;

/// The typed content, for every channel. Its fields are in `fields.rs` here and in the folder of each channel.
#[derive(Clone, Copy)]
pub struct Content {
    pub(super) input: RwSignal<CommunicationInput>,
    channels: StoredValue<Vec<Channel>>,
    /// Grows each time everything is replaced, so that components with their own copy of the text read
    /// it again.
    pub replaced: RwSignal<u32>,
}

/// *Article ENT*: what the search found, and what the choice means.
#[derive(Clone, Copy)]
pub struct Articles(pub RwSignal<ArticleLinks>);

impl Content {
    pub fn new(input: CommunicationInput, channels: Vec<Channel>) -> Self {
        Self { input: RwSignal::new(input), channels: StoredValue::new(channels), replaced: RwSignal::new(0) }
    }

    pub fn get(self) -> CommunicationInput {
        self.input.get()
    }

    /// The channels that the rights let the sender choose.
    pub fn channels(self) -> Vec<Channel> {
        self.channels.get_value()
    }

    pub fn offers(self, channel: Channel) -> bool {
        self.channels.with_value(|channels| channels.contains(&channel))
    }

    /// Replaces everything that was typed.
    pub fn reset(self, input: CommunicationInput) {
        self.input.set(input);
        self.replaced.update(|times| *times += 1);
    }
}
