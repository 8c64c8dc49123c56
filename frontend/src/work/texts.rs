//! Texts of the queue.

crate::texts! {
    /// Texts of the queue.
    pub enum T {
        Title => "Công việc", "Work";
        Keys => "Phím tắt", "Keys";
        OpenNext => "Mở việc đang chọn", "Open the selected";
        Kinds => "Loại việc", "Kinds of work";
        Due => "Hạn", "Due";
        What => "Việc", "What";
        Where => "Địa bàn", "Commune";
        Dates => "Nhận → hạn", "Received → due";
        Empty => "Không có việc nào đang chờ", "Nothing waits";
        EmptyHelp => "Hồ sơ mới sẽ hiện ở đây, xếp theo hạn luật định.", "New dossiers appear here, by their legal due date.";
        ToRegister => "Đăng ký người lao động", "Register a person";
        EmptyKind => "Không có việc loại này", "Nothing of this kind waits";
        EmptyKindHelp => "Các loại việc khác có thể vẫn đang chờ.", "Other kinds may still wait.";
        ShowAll => "Xem tất cả việc", "Show all work";
        Paused => "Tạm dừng", "Paused";
        NoDue => "Không có hạn", "No due date";
        Since => "từ", "since";
        Awaited => "Chờ bổ sung giấy tờ", "Papers are awaited";
        OpenCase => "Mở hồ sơ", "Open the placement";
        OpenPerson => "Mở hồ sơ người", "Open the person";
        Complete => "Hồ sơ đủ", "Papers complete:";
        MissingPapers => "Còn thiếu", "Missing";
        Rule => "Căn cứ", "Rule";
        Weekends => "không kể T7–CN và ngày nghỉ lễ", "weekends and holidays not counted";
        Selected => "Việc đang chọn", "Selected item";
        Unassigned => "Xã nhận hồ sơ đã được chia; tỉnh giao xã giải quyết.", "The commune of filing was split; the province names who decides.";
        HelpTitle => "Phím tắt", "Keyboard";
        HelpNext => "Việc tiếp theo", "Next item";
        HelpBefore => "Việc trước", "Item before";
        HelpOpen => "Mở việc đang chọn", "Open the selected item";
        HelpCertify => "Xác nhận", "Certify";
        HelpSupplement => "Yêu cầu bổ sung", "Ask for a supplement";
        HelpRefuse => "Không xác nhận", "Refuse";
        HelpSearch => "Tìm người", "Find people";
        HelpHelp => "Bảng phím tắt này", "This list";
    }
}
