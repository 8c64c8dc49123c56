//! The words for people and their papers.

use hanhtrinh_domain::identity::IdWarning;
use hanhtrinh_domain::worker::{DocumentKind, Entry};

use super::domain::words;
use super::pick;

words! {
    /// Kind of document.
    document_kind(DocumentKind) {
        IdentityCard => "Căn cước", "Identity card";
        OldIdentityCard => "CMND cũ (9 số)", "Old identity card";
        Passport => "Hộ chiếu", "Passport";
    }
}

words! {
    /// How somebody came in.
    entry(Entry) {
        Registered => "Đăng ký trước khi đi", "Registered before leaving";
        Legacy => "Từ danh sách có sẵn", "From an existing list";
    }
}

words! {
    /// What in a number does not fit.
    id_warning(IdWarning) {
        PlaceNotProvince => "Ba số đầu không phải mã tỉnh nào của Việt Nam.", "The first three digits are no province of Vietnam.";
        SexMismatch => "Số định danh cho biết giới tính khác.", "The number says the other sex.";
        YearMismatch => "Số định danh cho biết năm sinh khác.", "The number says another birth year.";
    }
}
