//! Where a list comes from: a file dropped or chosen, or rows pasted from a spreadsheet.

use leptos::ev::{DragEvent, Event};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, File, HtmlInputElement};

use super::List;
use super::texts::T;
use crate::client::save_blob;
use crate::prelude::*;

/// The template: the standard headings, in the order of the list.
const TEMPLATE: &str = "so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,xa,ngay_xuat_canh,thi_truong,nganh,hinh_thuc,ma_doanh_nghiep,so_hop_dong,bat_dau,ket_thuc\r\n";

/// Offers the template for saving. The mark in front lets spreadsheets read the accents that people add.
pub fn save_template() {
    if let Some(blob) = text_blob(&format!("\u{feff}{TEMPLATE}")) {
        save_blob(&blob, "danh-sach-xuat-canh.csv");
    }
}

/// A text as a CSV file in memory.
pub fn text_blob(text: &str) -> Option<Blob> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = BlobPropertyBag::new();
    options.set_type("text/csv;charset=utf-8");
    Blob::new_with_str_sequence_and_options(&parts, &options).ok()
}

/// Asks for the list.
pub fn view(list: List) -> AnyView {
    let over = RwSignal::new(false);
    let drag = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let leave = move |_: DragEvent| over.set(false);
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = event
            .data_transfer()
            .and_then(|data| data.files())
            .and_then(|files| files.get(0))
        {
            list.take(file);
        }
    };
    let pick = move |event: Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(file) = input
            .and_then(|input| input.files())
            .and_then(|files| files.get(0))
        {
            list.take(file);
        }
    };
    view! {
        <div class="stack">
            <div
                class="card drop" class:over=move || over.get()
                on:dragover=drag on:dragleave=leave on:drop=drop
            >
                <label class="drop-label">
                    <span>{t(T::Drop)}" "</span>
                    <span class="btn">{t(T::Pick)}</span>
                    <input class="visually-hidden" type="file" accept=".xlsx,.csv,.tsv,.txt" on:change=pick/>
                </label>
            </div>
            {paste(list)}
        </div>
    }
    .into_any()
}

fn paste(list: List) -> AnyView {
    let text = RwSignal::new(String::new());
    let errors = Errors::new();
    let check = Callback::new(move |()| {
        let text = text.get_untracked();
        errors.clear();
        if text.lines().filter(|line| !line.trim().is_empty()).count() < 2 {
            errors.set("rows", t(T::PasteEmpty));
            return;
        }
        // Cells pasted from a spreadsheet are parted by tabs, which the server reads as they are.
        let parts = js_sys::Array::of1(&JsValue::from_str(&text));
        if let Ok(file) = File::new_with_str_sequence(&parts, t(T::Pasted)) {
            list.take(file);
        }
    });
    view! {
        <div class="card card-pad form">
            <TextArea name="rows" label=t(T::Paste) value=text errors=errors/>
            <div class="form-actions"><Button on_click=check>{t(T::Check)}</Button></div>
        </div>
    }
    .into_any()
}
