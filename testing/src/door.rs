//! A person who signs in, with the cookies of their browser.

use std::sync::Arc;

use backend::{
    Backend, Error, Result,
    access::Caller,
    door::{self, From, Proof, Proved, SignInStep},
};
use domain::PersonId;

use crate::{PASSWORD, World};

#[derive(Clone)]
pub struct Visitor {
    pub backend: Arc<Backend>,
    pub address: String,
    /// The cookie that marks a browser in which somebody signed in before.
    pub device: Option<String>,
    pub session: Option<String>,
}

impl World {
    /// A browser that nobody has used yet, at this address.
    pub fn visitor(&self, address: &str) -> Visitor {
        Visitor { backend: self.backend.clone(), address: address.to_owned(), device: None, session: None }
    }
}

impl Visitor {
    /// The same browser, answered by another server process.
    #[must_use]
    pub fn through(mut self, backend: &Arc<Backend>) -> Self {
        self.backend = Arc::clone(backend);
        self
    }

    pub fn from(&self) -> From<'_> {
        From {
            address: &self.address,
            user_agent: "A browser",
            session: self.session.as_deref(),
            device: self.device.as_deref(),
            keep: false,
        }
    }

    /// Signs in with [`PASSWORD`] and *Rester connecté sur cet appareil*.
    pub async fn stays(mut self, login: &str) -> Self {
        let from = From { keep: true, ..self.from() };
        let step = door::sign_in(&self.backend, login, &PASSWORD.into(), &from).await;
        match step {
            Ok(SignInStep::Open(opened)) => self.keep(&opened),
            other => panic!("{login} stays outside: {}", told(&other)),
        }
        self
    }

    pub async fn tries(&self, login: &str, password: &str) -> Result<SignInStep> {
        door::sign_in(&self.backend, login, &password.into(), &self.from()).await
    }

    /// The outcome of a sign-in, in one word.
    pub async fn hears(&self, login: &str, password: &str) -> String {
        told(&self.tries(login, password).await)
    }

    /// Signs in with [`PASSWORD`], and keeps the cookies.
    pub async fn enters(mut self, login: &str) -> Self {
        match self.tries(login, PASSWORD).await {
            Ok(SignInStep::Open(opened)) => self.keep(&opened),
            other => panic!("{login} stays outside: {}", told(&other)),
        }
        self
    }

    pub fn keep(&mut self, opened: &door::Opened) {
        self.session = Some(opened.session.as_str().to_owned());
        self.device = Some(opened.device.as_str().to_owned());
    }

    /// The session's cookie.
    pub fn token(&self) -> &str {
        self.session.as_deref().expect("somebody who is signed in")
    }

    /// The person of the session; this does not extend it.
    pub async fn is(&self) -> Option<PersonId> {
        let Backend { db, sessions, clock, .. } = &*self.backend;
        sessions.person(db, self.token(), clock.now()).await.expect("a look")
    }

    /// The same, but as an action that extends the session.
    pub async fn acts(&self) -> Option<PersonId> {
        let Backend { db, sessions, clock, .. } = &*self.backend;
        sessions.person_active(db, self.token(), clock.now()).await.expect("a look")
    }

    pub async fn caller(&self) -> Caller {
        let person = self.is().await.expect("a live session");
        Caller::load(&self.backend.db, person).await.expect("somebody of the directory")
    }
}

/// `open`, `code`, `wrong`, `wait 2`
pub fn told(outcome: &Result<SignInStep>) -> String {
    match outcome {
        Ok(SignInStep::Open(_)) => "open".to_owned(),
        Ok(SignInStep::CodeWanted(_)) => "code".to_owned(),
        Err(Error::WrongCredentials) => "wrong".to_owned(),
        Err(Error::TooManyAttempts { wait_seconds }) => format!("wait {wait_seconds}"),
        Err(other) => panic!("{other}"),
    }
}

/// The only refused field, and the reason.
pub fn refused_field<T>(outcome: Result<T>) -> (String, domain::fields::FieldProblem) {
    match outcome {
        Err(Error::Fields(errors)) => {
            assert_eq!(errors.0.len(), 1, "{errors:?}");
            errors.0.into_iter().next().expect("one")
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("nothing is refused"),
    }
}

/// What somebody types to confirm a sensitive act: [`PASSWORD`], and a code where one is needed.
pub fn proof(code: &str) -> Proof {
    Proof { password: PASSWORD.into(), code: code.to_owned() }
}

/// The same, checked.
pub async fn proved(backend: &Backend, caller: &Caller, code: &str) -> Proved {
    door::prove(backend, caller, &proof(code)).await.expect("proved")
}

/// Gives somebody a second factor without the way that people go.
pub async fn has_factor(world: &World, login: &str) {
    world.sql(&format!("UPDATE account SET totp_secret = 'wrapped:0:0' WHERE login = '{login}'")).await;
}
