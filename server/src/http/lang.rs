//! The language of an answer: what `Accept-Language` prefers of Vietnamese and English, Vietnamese first.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use hanhtrinh_api::Lang;

/// The language asked for.
pub fn asked(headers: &HeaderMap) -> Lang {
    headers
        .get(ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or(Lang::Vi, choose)
}

fn choose(header: &str) -> Lang {
    let mut best = (Lang::Vi, 0);
    for range in header.split(',').take(20) {
        let mut parts = range.split(';');
        let tag = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let lang = match tag.split('-').next() {
            Some("vi") => Lang::Vi,
            Some("en") => Lang::En,
            _ => continue,
        };
        let quality = parts
            .find_map(|part| part.trim().strip_prefix("q=").map(per_mille))
            .unwrap_or(1000);
        if quality > best.1 {
            best = (lang, quality);
        }
    }
    best.0
}

/// A quality value in thousandths; what is none counts as the least.
fn per_mille(text: &str) -> u16 {
    let Ok(quality) = text.trim().parse::<f32>() else {
        return 1;
    };
    // In range by the clamp.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to 0..=1000"
    )]
    let thousandths = (quality.clamp(0.0, 1.0) * 1000.0) as u16;
    thousandths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_of_the_two_is_taken() {
        assert_eq!(choose("en-GB,en;q=0.9"), Lang::En);
        assert_eq!(choose("vi-VN,vi;q=0.9,en;q=0.8"), Lang::Vi);
        assert_eq!(choose("fr,en;q=0.3,vi;q=0.5"), Lang::Vi);
        assert_eq!(choose("de;q=1,en;q=0.1"), Lang::En);
        assert_eq!(choose("*"), Lang::Vi);
        assert_eq!(choose(""), Lang::Vi);
    }
}
