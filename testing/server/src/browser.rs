//! A browser's requests, and the answers that it gets.

use std::{
    fmt::Write,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use app::named::{HEADER, META};
use reqwest::{Client, Method, RequestBuilder, header::HeaderMap, redirect::Policy};
use serde_json::{Value, json};
use testing::Form;

#[derive(Clone)]
pub struct Browser {
    client: Client,
    pub origin: String,
    /// The host in its requests, if that is not the server's address.
    pub host: Option<String>,
    /// `portevoix=…`
    pub cookie: Option<String>,
    /// `portevoix-fait=…`: what the last answer said was done.
    said: Arc<Mutex<Option<String>>>,
    /// The number of the person whose pages it shows: its requests name them.
    pub person: Option<String>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    pub fn new(address: SocketAddr, host: Option<String>) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self {
            client,
            origin: format!("http://{address}"),
            host,
            cookie: None,
            said: Arc::default(),
            person: None,
        }
    }

    /// A request with the cookie and the person of its page, which says nothing of the site that it
    /// comes from.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        let mut request = self.client.request(method, format!("{}{path}", self.origin));
        if let Some(host) = &self.host {
            request = request.header("host", host);
        }
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let cookies: Vec<String> = self.cookie.clone().into_iter().chain(said).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if let Some(person) = &self.person {
            request = request.header(HEADER, person);
        }
        request
    }

    /// A request as one of our pages makes it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).header("sec-fetch-site", "same-origin")
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// Sends a request, and keeps what its answer says was done for the page that it leads to.
    pub async fn sends(&self, request: RequestBuilder) -> Answer {
        let answer = Answer::of(request).await;
        if let Some(cookie) = answer.cookie("portevoix-fait").and_then(|cookie| cookie.split(';').next()) {
            *self.said.lock().unwrap_or_else(PoisonError::into_inner) = Some(cookie.to_owned());
        }
        answer
    }

    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        self.sends(request.body(encoded(fields))).await
    }

    /// Calls a server function.
    pub async fn call(&self, path: &str, arguments: &Value) -> Answer {
        self.sends(self.request(Method::POST, path).json(arguments)).await
    }

    /// The arguments of a deployment that this person was asked about and confirms.
    pub async fn confirms(&self, form: &Form) -> Value {
        let mut input = form.input.clone();
        if input.perimeter.is_empty() {
            let blank = self.call("/api/communications/compose", &json!({ "start": "Blank" })).await.json();
            blank["perimeters"][0]["key"].as_str().expect("a perimeter").clone_into(&mut input.perimeter);
        }
        let mut arguments = json!({ "form_key": form.key, "input": input });
        let asked = self.call("/api/communications/question", &arguments).await.json();
        arguments["confirmation"] = asked["confirmation"].clone();
        arguments
    }

    /// Signs in, and keeps the cookie of the answer.
    pub async fn signs_in(&mut self, login: &str, password: &str) -> Answer {
        let answer =
            self.post_form("/connexion", &[("identifiant", login), ("mot_de_passe", password)]).await;
        if let Some(cookie) = answer.header("set-cookie") {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        self.opens_its_account().await;
        answer
    }

    /// Opens *Mon compte*, and names its person from then on.
    pub async fn opens_its_account(&mut self) {
        self.person = None;
        let page = self.get("/mon-compte").await.body;
        let named = page.split_once(&format!("<meta name=\"{META}\" content=\""));
        self.person = named.and_then(|(_, named)| Some(named.split_once('"')?.0.to_owned()));
    }
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().await.expect("text") }
    }

    /// The `Set-Cookie` value of one cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let all = self.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        all.into_iter().find(|cookie| cookie.split_once('=').is_some_and(|(of, _)| of == name))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|reason| panic!("{reason}: {}", self.body))
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        for (mark, text) in [('&', name), ('=', value)] {
            if !(body.is_empty() && mark == '&') {
                body.push(mark);
            }
            for byte in text.bytes() {
                write!(body, "%{byte:02X}").expect("text");
            }
        }
    }
    body
}
