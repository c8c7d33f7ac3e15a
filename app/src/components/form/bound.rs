use leptos::prelude::*;

/// One value of a form: how a control reads and changes it.
///
/// A control of a plain page has a fixed value: `Bound::from("texte")`.
#[derive(Debug)]
pub struct Bound<T: Send + Sync + 'static> {
    value: Signal<T>,
    change: Option<Callback<T>>,
}

impl<T: Send + Sync + 'static> Clone for Bound<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Bound<T> {}

impl<T: Clone + Send + Sync + 'static> Bound<T> {
    pub fn new(value: impl Into<Signal<T>>, change: impl Fn(T) + Send + Sync + 'static) -> Self {
        Self { value: value.into(), change: Some(Callback::new(change)) }
    }

    fn fixed(value: T) -> Self {
        Self { value: Signal::stored(value), change: None }
    }

    /// Whether the value is fixed, so no script changes it.
    pub fn is_fixed(self) -> bool {
        self.change.is_none()
    }

    pub fn get(self) -> T {
        self.value.get()
    }

    pub fn get_untracked(self) -> T {
        self.value.get_untracked()
    }

    pub fn signal(self) -> Signal<T> {
        self.value
    }

    pub fn set(self, value: T) {
        if let Some(change) = self.change {
            change.run(value);
        }
    }
}

impl Bound<bool> {
    /// The same choice as two codes, for a pair of radio buttons.
    pub fn coded(self, yes: &'static str, no: &'static str) -> Bound<String> {
        let value = Signal::derive(move || if self.get() { yes } else { no }.to_owned());
        Bound::new(value, move |code: String| self.set(code == yes))
    }
}

impl<T: Clone + Send + Sync + 'static> From<RwSignal<T>> for Bound<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::new(signal, move |value| signal.set(value))
    }
}

impl From<String> for Bound<String> {
    fn from(text: String) -> Self {
        Self::fixed(text)
    }
}

impl From<&'static str> for Bound<String> {
    fn from(text: &'static str) -> Self {
        Self::fixed(text.to_owned())
    }
}

impl From<bool> for Bound<bool> {
    fn from(value: bool) -> Self {
        Self::fixed(value)
    }
}

impl Default for Bound<String> {
    fn default() -> Self {
        Self::fixed(String::new())
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{Get, Owner, RwSignal};

    use super::Bound;

    #[test]
    fn a_choice_of_two_is_read_and_changed_by_its_codes() {
        let owner = Owner::new();
        owner.with(|| {
            let later = RwSignal::new(false);
            let code = Bound::from(later).coded("plus-tard", "maintenant");
            assert_eq!(code.get(), "maintenant");
            code.set("plus-tard".to_owned());
            assert!(later.get());
            code.set("autre".to_owned());
            assert!(!later.get());
        });
    }

    #[test]
    fn a_plain_value_stays_as_it_is() {
        let owner = Owner::new();
        owner.with(|| {
            let plain = Bound::from("texte");
            plain.set("autre".to_owned());
            assert!(plain.is_fixed());
            assert_eq!(plain.get(), "texte");
        });
    }
}
