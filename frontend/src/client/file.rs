//! Files to and from the server.

use gloo_net::http::Method;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use super::{Call, Failure, read, send_patiently, text};

fn call(path: &str, file: &File, key: &str) -> Call {
    let mut call = Call::new(Method::POST, path);
    let kind = file.type_();
    call.body = Some(JsValue::from(file.clone()));
    call.content_type = Some(if kind.is_empty() {
        "application/octet-stream".to_owned()
    } else {
        kind
    });
    call.key = Some(key.to_owned());
    call
}

/// Posts a file and reads the answer.
pub async fn upload<T: DeserializeOwned>(path: &str, file: &File, key: &str) -> Result<T, Failure> {
    read(&text(call(path, file, key)).await?)
}

/// Posts a file; the answer is a file too.
pub async fn upload_for_blob(path: &str, file: &File, key: &str) -> Result<Blob, Failure> {
    let response = send_patiently(call(path, file, key)).await?;
    let kind = response.headers().get("content-type").unwrap_or_default();
    let bytes = response.binary().await.map_err(|_| Failure::Offline)?;
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
    let options = BlobPropertyBag::new();
    options.set_type(&kind);
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(|_| Failure::Unreadable)
}

/// Offers a file for saving.
pub fn save_blob(blob: &Blob, name: &str) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    if let Some(link) = crate::client::store::document()
        .and_then(|document| document.create_element("a").ok())
        .and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok())
    {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&url);
}
