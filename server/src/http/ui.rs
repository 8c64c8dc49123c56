//! The interface: built files, inside the program (`embed-ui`) or in a folder. Paths without a file are pages of the
//! interface itself and get `index.html`.

use std::borrow::Cow;
use std::path::PathBuf;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::security::page_policy;

/// Said where no interface is to be had.
const NONE: &str =
    "Giao diện chưa được dựng. The interface is not built: run `cargo xtask run`, or give --ui DIR.\n";

#[cfg(feature = "embed-ui")]
#[derive(rust_embed::RustEmbed)]
#[folder = "../dist/"]
struct Embedded;

/// Marks an error whose text is meant for the eye and stays as it is.
#[derive(Debug, Clone, Copy)]
pub struct ForPeople;

/// Where the files of the interface come from.
#[derive(Debug, Clone)]
pub enum Ui {
    /// From a folder, read anew each time: for work on the interface.
    Folder(PathBuf),
    /// From inside the program, if it was built so.
    Inside,
}

/// A file as it goes out.
struct Found {
    bytes: Cow<'static, [u8]>,
    encoding: Option<&'static str>,
}

impl Ui {
    /// Answers a request for a file or a page.
    pub fn serve(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
        if method != Method::GET && method != Method::HEAD {
            return StatusCode::METHOD_NOT_ALLOWED.into_response();
        }
        let path = uri.path().trim_start_matches('/');
        if !path.is_empty() && path != "index.html" && is_plain(path) {
            if let Some(found) = self.find(path, headers) {
                return file(path, found, headers);
            }
            // A missing file must not be answered with a page: a script would be "HTML".
            if path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
                return StatusCode::NOT_FOUND.into_response();
            }
        }
        self.page(headers)
    }

    fn page(&self, headers: &HeaderMap) -> Response {
        let Some(plain) = self.read("index.html") else {
            let mut response = (StatusCode::NOT_FOUND, NONE).into_response();
            response.extensions_mut().insert(ForPeople);
            return response;
        };
        let policy = page_policy(&String::from_utf8_lossy(&plain));
        let found = self.find("index.html", headers).unwrap_or(Found {
            bytes: plain,
            encoding: None,
        });
        let mut response = file("index.html", found, headers);
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    /// The best encoding of a file that the browser takes.
    fn find(&self, path: &str, headers: &HeaderMap) -> Option<Found> {
        for (encoding, suffix) in [("br", "br"), ("gzip", "gz")] {
            if accepts(headers, encoding)
                && let Some(bytes) = self.read(&format!("{path}.{suffix}"))
            {
                return Some(Found {
                    bytes,
                    encoding: Some(encoding),
                });
            }
        }
        self.read(path).map(|bytes| Found {
            bytes,
            encoding: None,
        })
    }

    fn read(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Self::Folder(folder) => std::fs::read(folder.join(path)).ok().map(Cow::Owned),
            #[cfg(feature = "embed-ui")]
            Self::Inside => Embedded::get(path).map(|file| file.data),
            #[cfg(not(feature = "embed-ui"))]
            Self::Inside => None,
        }
    }
}

fn file(path: &str, found: Found, headers: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex(&Sha256::digest(&found.bytes)[..16]));
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(match found.bytes {
            Cow::Borrowed(bytes) => Body::from(bytes),
            Cow::Owned(bytes) => Body::from(bytes),
        })
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    out.insert(VARY, HeaderValue::from_static("accept-encoding"));
    let cache = if is_hashed(path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    out.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Some(encoding) = found.encoding {
        out.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        out.insert(ETAG, tag);
    }
    response
}

/// Only names that a build writes: no dots in front, no way up, nothing encoded.
fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    })
}

/// Whether the name holds a hash of the content, as Trunk writes it (`name-0123456789abcdef.js`, `…_bg.wasm`).
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    stem.split(['-', '_'])
        .skip(1)
        .any(|part| part.len() >= 16 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            value.split(',').any(|one| {
                let mut parts = one.split(';');
                let name = parts.next().unwrap_or_default().trim();
                let refused = parts.any(|part| matches!(part.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
                name.eq_ignore_ascii_case(encoding) && !refused
            })
        })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Ui) {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
        write("index.html", "<script type=module>go()</script>");
        write("app-0123456789abcdef.js", "plain");
        write("app-0123456789abcdef.js.br", "brotli");
        let ui = Ui::Folder(dir.path().to_owned());
        (dir, ui)
    }

    fn get(ui: &Ui, path: &str, encodings: &str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_str(encodings).unwrap());
        ui.serve(&Method::GET, &path.parse().unwrap(), &headers)
    }

    #[test]
    fn files_are_compressed_and_cached_for_ever_when_hashed() {
        let (_dir, ui) = folder();
        let compressed = get(&ui, "/app-0123456789abcdef.js", "gzip, br");
        assert_eq!(compressed.headers()[CONTENT_ENCODING], "br");
        assert_eq!(
            compressed.headers()[CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
        let plain = get(&ui, "/app-0123456789abcdef.js", "br;q=0");
        assert!(!plain.headers().contains_key(CONTENT_ENCODING));
        assert_eq!(plain.headers()[CONTENT_TYPE], "text/javascript; charset=utf-8");
    }

    #[test]
    fn a_path_of_the_interface_is_the_page_with_its_policy() {
        let (_dir, ui) = folder();
        for path in ["/", "/people/123", "/index.html"] {
            let page = get(&ui, path, "");
            assert_eq!(page.status(), StatusCode::OK, "{path}");
            assert_eq!(page.headers()[CACHE_CONTROL], "no-cache");
            let policy = page.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.contains("'sha256-"), "{policy}");
        }
        assert_eq!(get(&ui, "/missing.js", "").status(), StatusCode::NOT_FOUND);
        assert_eq!(
            ui.serve(&Method::POST, &"/".parse().unwrap(), &HeaderMap::new())
                .status(),
            405
        );
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let (dir, ui) = folder();
        std::fs::write(dir.path().join(".secret"), "x").unwrap();
        for path in ["/../Cargo.toml", "/.secret", "/%2e%2e/x", "//etc/passwd"] {
            let answer = get(&ui, path, "");
            assert!(
                answer.status() == StatusCode::NOT_FOUND
                    || answer.headers().contains_key(CONTENT_SECURITY_POLICY),
                "{path}"
            );
        }
    }
}
