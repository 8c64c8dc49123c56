//! Words of the list page.

crate::texts! {
    /// Words of the list page.
    pub enum T {
        Title => "Xuất cảnh theo danh sách", "Departures from a list";
        Context => "Tải lên hoặc dán danh sách. Hệ thống kiểm tra từng dòng trước; chưa ghi gì cho đến khi bạn đồng ý.", "Upload or paste a list. Every row is checked first; nothing is recorded until you say so.";
        Template => "Tải mẫu CSV", "CSV template";
        Drop => "Thả tệp XLSX hoặc CSV vào đây, hoặc", "Drop an XLSX or CSV file here, or";
        Pick => "chọn tệp", "choose a file";
        Paste => "Hoặc dán các dòng từ bảng tính (kèm dòng tiêu đề)", "Or paste rows from a spreadsheet (with their headings)";
        Check => "Kiểm tra các dòng đã dán", "Check the pasted rows";
        Checking => "Đang kiểm tra từng dòng…", "Checking every row…";
        Recording => "Đang ghi… Có thể rời trang này; gửi lại cùng tệp không tạo bản ghi trùng.", "Recording… You may leave this page; sending the same file again records nothing twice.";
        PasteEmpty => "Hãy dán ít nhất dòng tiêu đề và một dòng dữ liệu.", "Paste at least the headings and one row.";
        Dry => "Kết quả kiểm tra: chưa ghi gì", "Checked: nothing is recorded yet";
        Done => "Đã ghi danh sách", "The list is recorded";
        Rows => "Dòng", "Rows";
        New => "Xuất cảnh mới", "New departures";
        NewPeople => "người mới", "new people";
        OpenCases => "vào hồ sơ đang mở", "in open placements";
        Unchanged => "Đã có, không đổi", "Known, unchanged";
        Rejected => "Có vấn đề", "With problems";
        RejectedNote => "không ghi dòng nào trong số này", "none of these is recorded";
        Problems => "Vấn đề", "Problems";
        Warnings => "Cần lưu ý (vẫn ghi)", "Doubts (recorded all the same)";
        Sample => "Những dòng đầu như hệ thống hiểu", "The first rows as they were understood";
        Row => "Dòng", "Row";
        Column => "Cột", "Column";
        What => "Vấn đề và cách xử lý", "What is wrong and what to do";
        Case => "Hồ sơ", "Placement";
        Outcome => "Sẽ là", "Becomes";
        NewPerson => "người mới", "a new person";
        OpenCase => "vào hồ sơ đang mở", "in an open placement";
        NewCase => "hồ sơ mới", "a new placement";
        Same => "không đổi", "unchanged";
        Problem => "có vấn đề", "a problem";
        Commit => "Ghi các dòng đúng", "Record the good rows";
        Nothing => "Không có dòng mới nào để ghi.", "There is no new row to record.";
        Rejects => "Tải các dòng có vấn đề", "Download the rows with problems";
        RejectsName => "dong-co-van-de.csv", "rows-with-problems.csv";
        Again => "Danh sách khác", "Another list";
        ToReports => "Xem báo cáo", "See the report";
        Ignored => "Cột không hiểu, bỏ qua", "Columns not understood, left out";
        Found => "Cột đã hiểu", "Columns understood";
        Listed => "Chỉ liệt kê 1.000 dòng đầu.", "Only the first 1,000 are listed.";
        File => "Tệp", "File";
        Pasted => "các dòng đã dán", "pasted rows";
        Name => "Họ tên", "Name";
        Departed => "Ngày xuất cảnh", "Departed on";
    }
}
