use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

use super::told::Told;

/// An open event stream; dropping it closes it.
pub struct Stream {
    source: EventSource,
    _heard: Closure<dyn Fn(MessageEvent)>,
    _failed: Closure<dyn Fn()>,
}

impl Stream {
    /// `failed` is told whether the server, or a proxy, answered with something else than a stream.
    /// The browser's own tries are not used: they end for ever with such an answer.
    pub fn open(
        address: &str,
        names: &[&str],
        heard: impl Fn(Told) + 'static,
        failed: impl Fn(bool) + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(address).ok()?;
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            heard(Told {
                topic: event.type_(),
                version: event.last_event_id(),
                data: event.data().as_string().unwrap_or_default(),
            });
        });
        for name in names {
            source.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()).ok()?;
        }
        let asked = source.clone();
        let failed = Closure::<dyn Fn()>::new(move || failed(asked.ready_state() == EventSource::CLOSED));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self { source, _heard: heard, _failed: failed })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.set_onerror(None);
        self.source.close();
    }
}
