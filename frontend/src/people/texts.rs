//! Texts of the list of people.

crate::texts! {
    /// Texts of the list of people.
    pub enum T {
        Title => "Người lao động", "People";
        Register => "Đăng ký mới", "Register a person";
        Find => "Tìm", "Find";
        FindHint => "Tên, số định danh, hộ chiếu, điện thoại", "Name, identity number, passport, phone";
        NoNames => "Kiểm toán viên không xem tên.", "Auditors see no names.";
        OwnOnly => "Chỉ hồ sơ của doanh nghiệp.", "Those of your enterprise only.";
        ClearFilters => "Bỏ mọi bộ lọc", "Clear all filters";
        ClearAll => "Bỏ tìm kiếm và bộ lọc", "Clear the search and the filters";
        Latest => "Hồ sơ gần nhất", "Latest placement";
        NoCase => "Chưa có hồ sơ đi làm việc", "No placement yet";
        Nobody => "Không tìm thấy ai", "Nobody was found";
        NobodyHelp => "Thử gõ ít chữ hơn, hoặc bỏ bớt bộ lọc. Dấu tiếng Việt không bắt buộc.", "Type less, or take filters off. Accents are optional.";
        Empty => "Chưa có người lao động nào", "There is nobody yet";
        EmptyHelp => "Đăng ký người đầu tiên, hoặc nhập danh sách xuất cảnh.", "Register the first person, or bring in a list of departures.";
        Departed => "đi", "left";
        Returned => "về", "back";
        Until => "đến", "until";
    }
}
