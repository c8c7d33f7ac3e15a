//! Headers that no page of ours makes a browser send, and malformed requests.

use super::{dice::Dice, request::Endpoint};

/// Adds one or two of these headers, or removes some.
pub fn disturb(headers: &mut Vec<(String, Vec<u8>)>, dice: &mut Dice) {
    for _ in 0..=dice.below(2) {
        let (name, values): (&str, &[&[u8]]) = dice.pick(ODD);
        match dice.below(10) {
            0 => headers.retain(|(known, _)| known != name),
            1 => headers.insert(0, (name.to_owned(), dice.pick(values).to_vec())),
            _ => headers.push((name.to_owned(), dice.pick(values).to_vec())),
        }
    }
    match dice.below(40) {
        0 => headers.push(("x-long".to_owned(), vec![b'a'; dice.pick(&[8_000, 60_000, 500_000])])),
        1 => headers.extend((0..dice.pick(&[50, 99, 101, 500])).map(|n| (format!("x-{n}"), b"1".to_vec()))),
        2 => headers.clear(),
        _ => {}
    }
}

const ODD: &[(&str, &[&[u8]])] = &[
    (
        "cookie",
        &[
            b"portevoix=",
            b"portevoix=0",
            b"portevoix=\xff\xfe",
            b";;; =; a",
            b"portevoix=x; portevoix=y",
            b"\"portevoix\"=1",
        ],
    ),
    ("sec-fetch-site", &[b"cross-site", b"none", b"", b"\xff", b"same-origin, same-origin"]),
    ("origin", &[b"null", b"https://evil.example", b"http://", b"\xff", b"http://127.0.0.1"]),
    ("host", &[b"", b"evil.example", b"a b", b"127.0.0.1:99999", b"\xff", b"[::1"]),
    ("referer", &[b"https://evil.example/", b"\xff"]),
    ("accept", &[b"", b"text/html", b"application/json;q=0", b"*/*;q=x", b"\xff", b"text/event-stream"]),
    (
        "accept-encoding",
        &[b"gzip", b"br", b"gzip;q=0, *;q=1", b"br;q=9", b"zstd, deflate", b"\xff", b"identity;q=0"],
    ),
    ("accept-language", &[b"ar", b"\xff", b"*"]),
    (
        "range",
        &[
            b"bytes=0-0",
            b"bytes=-1",
            b"bytes=9999999-",
            b"bytes=5-1",
            b"bytes=0-0,1-1,2-2",
            b"x",
            b"bytes=99999999999999999999-",
        ],
    ),
    ("if-none-match", &[b"*", b"\"a\"", b"\xff"]),
    (
        "if-modified-since",
        &[b"Thu, 01 Jan 1970 00:00:00 GMT", b"yesterday", b"Fri, 31 Dec 99999 23:59:59 GMT"],
    ),
    ("last-event-id", &[b"fin", b"\xff", b""]),
    ("x-portevoix-personne", &[b"", b"0", b"-1", b"1", b"\xff", b"999999999999999999999"]),
    ("x-request-id", &[b"1", b"\xff", b"a\tb"]),
    ("x-forwarded-for", &[b"1.2.3.4", b"not-an-address", b"\xff", b"::1, ::2, ::3", b"1.2.3.4, \xff"]),
    ("forwarded", &[b"for=1.2.3.4", b";"]),
    ("user-agent", &[b"", b"\xff\xfe", b"<script>alert(1)</script>"]),
    ("x-http-method-override", &[b"DELETE"]),
    ("expect", &[b"100-continue", b"something-else"]),
    ("upgrade", &[b"h2c", b"websocket"]),
    ("te", &[b"trailers", b"x"]),
    ("connection", &[b"close", b"upgrade", b"cookie", b"keep-alive, close"]),
    ("content-encoding", &[b"gzip", b"br", b"x"]),
    ("content-disposition", &[b"form-data; name=\"a\""]),
];

/// Malformed requests, and requests whose end is ambiguous. Each uses its own connection; the
/// server may close it.
pub fn malformed(endpoint: &Endpoint, host: &str, dice: &mut Dice) -> Vec<u8> {
    let (method, path) = (&endpoint.method, &endpoint.path);
    let usual = format!("Host: {host}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n");
    let length = dice.pick(&["99", "-1", "x", "0x5", "1, 2", "18446744073709551616", "", "+5", "5 "]);
    match dice.below(24) {
        0 => format!("{method} {path}\r\n\r\n"),
        1 => format!("{method} {path} HTTP/9.9\r\n{usual}\r\n"),
        2 => format!("{method} {path} HTTP/1.0\r\n\r\n"),
        3 => format!("{method}  {path} HTTP/1.1\r\n{usual}\r\n"),
        4 => format!("{method} http://evil.example{path} HTTP/1.1\r\n{usual}\r\n"),
        5 => format!("{method} {} HTTP/1.1\r\n{usual}\r\n", "/a".repeat(dice.pick(&[5_000, 40_000, 200_000]))),
        6 => format!("{method} {path} HTTP/1.1\r\n{usual}Content-Length: {length}\r\n\r\n{{}}"),
        7 => format!("{method} {path} HTTP/1.1\r\n{usual}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{{}}x"),
        8 => format!("{method} {path} HTTP/1.1\r\n{usual}Content-Length: 1\r\n\r\n{{}}{{}}"),
        9 => format!("{method} {path} HTTP/1.1\r\n{usual}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        10 => format!("{method} {path} HTTP/1.1\r\n{usual}Transfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n0\r\n\r\n"),
        11 => format!("{method} {path} HTTP/1.1\r\n{usual}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{{}}"),
        12 => format!("{method} {path} HTTP/1.1\r\n{usual}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"),
        13 => format!("{method} {path} HTTP/1.1\r\n{usual}Transfer-Encoding: xchunked\r\n\r\n{{}}"),
        14 => format!("{method} {path} HTTP/1.1\r\n{usual} folded: 1\r\n\r\n"),
        15 => format!("{method} {path} HTTP/1.1\r\n{usual}No colon here\r\n\r\n"),
        16 => format!("{method} {path} HTTP/1.1\r\n{usual}Bad Name: 1\r\nA\0: 1\r\n\r\n"),
        17 => format!("{method} {path} HTTP/1.1\n{}\n", usual.replace("\r\n", "\n")),
        18 => format!("{method} {path} HTTP/1.1\r\n{usual}X: a\rb\r\n\r\n"),
        19 => format!("OPTIONS * HTTP/1.1\r\n{usual}\r\n"),
        20 => format!("CONNECT {host} HTTP/1.1\r\n{usual}\r\n"),
        21 => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\x05\x04\0\0\0\0\0garbage".to_owned(),
        22 => format!("{method} {path}\u{fffd}é\0 HTTP/1.1\r\n{usual}\r\n"),
        _ => return (0..dice.below(400)).map(|_| dice.roll().to_le_bytes()[0]).collect(),
    }
    .into_bytes()
}
