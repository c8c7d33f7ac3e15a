//! Only our own pages are heard: what another site makes a browser send changes nothing.

use crate::support::{Answer, Server, announcement, for_each_url};
use reqwest::{Method, RequestBuilder};

/// Headers of a request, and whether it comes from a page of ours.
type Headers = &'static [(&'static str, &'static str)];

const FOREIGN: [Headers; 10] = [
    &[("sec-fetch-site", "cross-site")],
    &[("sec-fetch-site", "same-site")],
    &[("sec-fetch-site", "none")],
    &[("sec-fetch-site", "SAME-ORIGIN")],
    &[("sec-fetch-site", "")],
    &[("origin", "null")],
    &[("origin", "https://evil.example")],
    &[("origin", "http://127.0.0.1:1")],
    &[("referer", "http://127.0.0.1/")],
    &[],
];

fn with(request: RequestBuilder, headers: Headers) -> RequestBuilder {
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))
}

#[tokio::test]
async fn strangers_execute_nothing() {
    for_each_url(async |url| {
        let server = Server::start(url).await;
        let teacher = server.browser_of("enseignant").await;
        let actor = server.world.actor("enseignant").await;
        let id = actor.publishes(&announcement("En ligne")).await;
        let form = announcement("De loin");
        let deploy = serde_json::json!({ "form_key": form.key, "input": form.input });
        let cancel = serde_json::json!({ "id": id });
        let before = server.world.counts().await;
        for headers in FOREIGN {
            let post = |path: &str| with(teacher.bare(Method::POST, path), headers);
            let form_of = |path: &str, body: &'static str| {
                post(path).header("content-type", "application/x-www-form-urlencoded").body(body)
            };
            for request in [
                post("/api/communications/deploy").json(&deploy),
                post("/api/communications/cancel").json(&cancel),
                form_of("/communications/nouvelle", "cle=abcdefgh&action=confirmer&cible=1&texte=x"),
                form_of(&format!("/communications/{id}/annuler"), ""),
                form_of("/communications/brouillons/1/supprimer", ""),
                form_of("/connexion", "identifiant=enseignant&mot_de_passe=x"),
                form_of("/deconnexion", ""),
                form_of("/administration/annuaire", "mode=importer"),
                with(teacher.bare(Method::GET, "/api/announcements"), headers),
                with(teacher.bare(Method::GET, "/api/announcements/flux"), headers),
                with(teacher.bare(Method::DELETE, "/"), headers),
            ] {
                let answer = Answer::of(request).await;
                assert_eq!(answer.status, 403, "{headers:?}: {}", answer.body);
                assert!(answer.header("set-cookie").is_none(), "{headers:?}");
            }
        }
        assert_eq!(server.world.counts().await, before);
        assert_eq!(
            server.world.number("SELECT COUNT(*) FROM communication WHERE cancelled_at IS NOT NULL").await,
            Some(0)
        );
        assert_eq!(teacher.get("/").await.status, 200, "still signed in");
    })
    .await;
}

#[tokio::test]
async fn our_pages_are_heard_with_either_header() {
    for_each_url(async |url| {
        let server = Server::start(url).await;
        let teacher = server.browser_of("enseignant").await;
        let origin = ("origin", teacher.origin.clone());
        for (name, value) in [("sec-fetch-site", "same-origin".to_owned()), origin] {
            let form = announcement("D'ici");
            let deploy = serde_json::json!({ "form_key": form.key, "input": form.input });
            let request = teacher.bare(Method::POST, "/api/communications/deploy").header(name, value);
            assert_eq!(Answer::of(request.json(&deploy)).await.status, 200, "{name}");
        }
        // Following a link from another site only shows things.
        let link = with(teacher.bare(Method::GET, "/"), &[("sec-fetch-site", "cross-site")]);
        assert_eq!(Answer::of(link).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn behind_a_proxy_the_public_address_is_ours() {
    for_each_url(async |url| {
        let server = Server::start_as(url, Some("https://ent.example.fr/")).await;
        let nobody = server.anonymous();
        for (origin, status) in [
            ("https://ent.example.fr", 401),
            ("https://ENT.example.fr", 401),
            ("http://ent.example.fr", 403),
            ("https://ent.example.fr.evil.example", 403),
            (nobody.origin.as_str(), 403),
        ] {
            let request = nobody.bare(Method::POST, "/connexion").header("origin", origin);
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            let answer = Answer::of(request.body("identifiant=x&mot_de_passe=y")).await;
            assert_eq!(answer.status, status, "{origin}");
        }
    })
    .await;
}

#[tokio::test]
async fn other_methods_and_kinds_execute_nothing() {
    for_each_url(async |url| {
        let server = Server::start(url).await;
        let teacher = server.browser_of("enseignant").await;
        let form = announcement("Autrement");
        let deploy = serde_json::json!({ "form_key": form.key, "input": form.input }).to_string();
        let path = "/api/communications/deploy";
        let before = server.world.counts().await;
        for kind in ["text/plain", "text/plain; application/json", "multipart/form-data; boundary=x", ""] {
            let request = teacher.request(Method::POST, path).header("content-type", kind);
            assert_eq!(Answer::of(request.body(deploy.clone())).await.status, 415, "{kind}");
        }
        let without = teacher.request(Method::POST, path).body(deploy.clone());
        assert_eq!(Answer::of(without).await.status, 415);
        for method in [Method::GET, Method::HEAD, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS]
        {
            let request = teacher.request(method.clone(), path).header("content-type", "application/json");
            let answer = Answer::of(request.body(deploy.clone())).await;
            assert!((400..500).contains(&answer.status), "{method}: {}", answer.status);
        }
        let query = format!("{path}?form_key={}&input=", form.key);
        assert!((400..500).contains(&teacher.get(&query).await.status));
        assert_eq!(server.world.counts().await, before);
    })
    .await;
}
