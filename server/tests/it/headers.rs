//! Headers of every answer, and the cookie.

use crate::support::{PASSWORD, Server, announcement, for_each_url};

#[tokio::test]
async fn every_answer_is_guarded() {
    for_each_url(async |url| {
        let server = Server::start(url).await;
        let id = server.world.actor("enseignant").await.publishes(&announcement("À voir")).await;
        let (teacher, nobody) = (server.browser_of("enseignant").await, server.anonymous());
        let table = format!("/communications/{id}/etats.csv");
        for path in
            ["/", "/connexion", "/nulle-part", "/api/announcements", "/health/live", "/pkg/none.js", &table]
        {
            for browser in [&teacher, &nobody] {
                let answer = browser.get(path).await;
                for (name, value) in [
                    ("x-content-type-options", "nosniff"),
                    ("referrer-policy", "same-origin"),
                    ("x-frame-options", "DENY"),
                    ("cross-origin-opener-policy", "same-origin"),
                    ("cache-control", "no-store"),
                ] {
                    assert_eq!(answer.header(name), Some(value), "{name} of {path}");
                }
                let policy = answer.header("content-security-policy").expect(path);
                assert!(
                    policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'")
                );
                assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
                assert!(answer.header("x-request-id").is_some(), "{path}");
                assert!(answer.header("server").is_none() && answer.header("x-powered-by").is_none());
                assert!(answer.header("access-control-allow-origin").is_none(), "{path}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn no_two_pages_share_a_nonce() {
    for_each_url(async |url| {
        let server = Server::start(url).await;
        let teacher = server.browser_of("enseignant").await;
        let policies = [teacher.get("/").await, teacher.get("/").await, teacher.get("/").await];
        let policies: std::collections::BTreeSet<_> = policies
            .iter()
            .map(|answer| answer.header("content-security-policy").expect("a policy"))
            .collect();
        assert_eq!(policies.len(), 3);
    })
    .await;
}

async fn cookie_of(url: &str, public_url: Option<&str>) -> (Server, String) {
    let server = Server::start_as(url, public_url).await;
    server.world.account("eleve").await;
    let answer = server.anonymous().signs_in("eleve", PASSWORD).await;
    let cookie = answer.header("set-cookie").expect("a cookie").to_owned();
    (server, cookie)
}

#[tokio::test]
async fn the_cookie_is_for_the_server_alone() {
    for_each_url(async |url| {
        let (server, cookie) = cookie_of(url, None).await;
        let mut parts = cookie.split("; ");
        let (name, token) = parts.next().and_then(|pair| pair.split_once('=')).expect("a pair");
        assert_eq!((name, token.len()), ("portevoix", 64));
        let mut rest: Vec<&str> = parts.collect();
        rest.sort_unstable();
        assert_eq!(rest, ["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Lax"]);

        let mut browser = server.anonymous();
        browser.cookie = Some(format!("theme=dark; portevoix={token}; other=1"));
        assert_eq!(browser.get("/api/announcements").await.status, 200);
        let out = browser.post_form("/deconnexion", &[]).await;
        assert_eq!((out.status, out.location()), (303, "/connexion"));
        let cleared = out.header("set-cookie").expect("a cookie");
        assert!(cleared.starts_with("portevoix=;") && cleared.contains("Max-Age=0"), "{cleared}");
        assert_eq!(browser.get("/api/announcements").await.status, 401, "the old cookie opens nothing");
    })
    .await;
}

#[tokio::test]
async fn on_tls_it_is_bound_to_the_host() {
    for_each_url(async |url| {
        let (server, cookie) = cookie_of(url, Some("https://ent.example.fr")).await;
        assert!(cookie.starts_with("__Host-portevoix="), "{cookie}");
        for part in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        let (_, token) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair");
        let mut browser = server.anonymous();
        // A neighbour on the same domain can set this name, but not the one with the prefix.
        browser.cookie = Some(format!("portevoix={token}"));
        assert_eq!(browser.get("/api/announcements").await.status, 401);
        browser.cookie = Some(format!("__Host-portevoix={token}"));
        assert_eq!(browser.get("/api/announcements").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    for_each_url(async |url| {
        let server = Server::start(url).await;
        server.world.account("eleve").await;
        for _ in 0..10 {
            assert_eq!(server.anonymous().signs_in("eleve", "guess").await.status, 401);
        }
        let answer = server.anonymous().signs_in("eleve", PASSWORD).await;
        assert_eq!(answer.status, 429);
        assert!(answer.header("set-cookie").is_none());
        assert!(answer.body.contains("Trop d’essais"), "{}", answer.body);
        assert!(answer.body.contains("15 minutes"), "{}", answer.body);
    })
    .await;
}
