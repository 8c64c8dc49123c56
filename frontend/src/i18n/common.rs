//! Words that many pages share.

crate::texts! {
    /// Common words.
    pub enum C {
        Save => "Lưu", "Save";
        Cancel => "Hủy", "Cancel";
        Close => "Đóng", "Close";
        Retry => "Thử lại", "Try again";
        Open => "Mở", "Open";
        Filters => "Lọc", "Filters";
        All => "Tất cả", "All";
        Loading => "Đang tải…", "Loading…";
        Saved => "Đã lưu", "Saved";
        Optional => "không bắt buộc", "optional";
        Required => "Cần nhập thông tin này.", "This is needed.";
        Remove => "Bỏ", "Remove";
        More => "Tải thêm", "Load more";
        Choose => "Chọn…", "Choose…";
        NoMatch => "Không có mục nào khớp", "Nothing matches";
        Withheld => "không được xem", "withheld";
        Erased => "đã xóa theo yêu cầu", "erased on request";
        Missing => "chưa có", "not on file";
        Unnamed => "Người lao động", "Worker";
        Code => "Mã lỗi", "Code";
        FixThese => "Có thông tin chưa đúng", "There is a problem";
        Name => "Họ tên", "Name";
        BirthDate => "Ngày sinh", "Birth date";
        Sex => "Giới tính", "Sex";
        PersonalId => "Số định danh", "Identity number";
        Commune => "Xã, phường", "Commune";
        Market => "Thị trường", "Market";
        State => "Tình trạng", "State";
        Sector => "Ngành nghề", "Sector";
        LegalForm => "Hình thức", "Legal form";
        Enterprise => "Doanh nghiệp", "Enterprise";
        Phone => "Điện thoại", "Phone";
        Address => "Địa chỉ", "Address";
        Note => "Ghi chú", "Note";
        Number => "Số văn bản", "Document number";
        DayFormat => "ngày/tháng/năm", "day/month/year";
        DayWrong => "Nhập ngày theo dạng 31/12/2025.", "Write the day as 31/12/2025.";
        History => "Lịch sử", "History";
        Table => "Xem dạng bảng", "Show as a table";
        NewCase => "Mở hồ sơ đi làm việc", "Open a placement";
    }
}
