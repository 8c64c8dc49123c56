//! Headers that hold the browser to what the interface needs and to nothing else.

use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy of answers that are no pages: nothing may be loaded from them.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// Sets the headers every answer has; a page brings its own policy.
pub fn harden(headers: &mut HeaderMap, https: bool) {
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(NO_PAGE));
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    if https {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
}

/// The policy of the interface's page: its own files, its own inline scripts by hash, Wasm, and nothing else.
pub fn page_policy(html: &str) -> String {
    let mut scripts = String::from("'self' 'wasm-unsafe-eval'");
    for script in inline_scripts(html) {
        let hash = STANDARD.encode(Sha256::digest(script.as_bytes()));
        scripts.push_str(&format!(" 'sha256-{hash}'"));
    }
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; font-src 'self'; img-src 'self' data:; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'self'"
    )
}

/// The content of each `<script>` without `src`, byte for byte: that is what a browser hashes.
fn inline_scripts(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find("<script") {
        rest = &rest[start..];
        let Some(open) = rest.find('>') else { break };
        let (tag, after) = (&rest[..open], &rest[open + 1..]);
        let Some(close) = after.find("</script") else {
            break;
        };
        let is_linked = tag
            .split_ascii_whitespace()
            .any(|word| word.starts_with("src=") || word == "src");
        if !is_linked {
            found.push(&after[..close]);
        }
        rest = &after[close..];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_allowed_by_hash_and_linked_ones_by_origin() {
        let html =
            "<head><script src=\"/a.js\"></script><script type=\"module\">\nimport x;\n</script></head>";
        assert_eq!(inline_scripts(html), ["\nimport x;\n"]);
        let hash = STANDARD.encode(Sha256::digest(b"\nimport x;\n"));
        let policy = page_policy(html);
        assert!(
            policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' 'sha256-{hash}';")),
            "{policy}"
        );
        assert!(!policy.contains("unsafe-inline"));
        assert_eq!(inline_scripts("<script>unclosed"), Vec::<&str>::new());
    }
}
