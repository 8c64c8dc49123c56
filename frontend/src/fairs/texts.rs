//! Words of fairs.

crate::texts! {
    /// Words of fairs.
    pub enum T {
        Fairs => "Phiên giao dịch việc làm", "Job fairs";
        Context => "Phiên định kỳ và lưu động; số liệu giữ nguyên chữ “trên”, “khoảng” như đơn vị khai.", "Regular and mobile fairs; figures keep their word, such as “over”, as they were declared.";
        Empty => "Chưa có phiên nào", "There is no fair yet";
        EmptyText => "Ghi kế hoạch hoặc phiên đã tổ chức ở bên.", "Record a plan or a fair that was held beside.";
        EmptyOther => "Trung tâm dịch vụ việc làm ghi các phiên ở đây.", "The service centre records fairs here.";
        Day => "Ngày", "Day";
        Kind => "Loại", "Kind";
        Place => "Địa bàn", "Place";
        Exhibitors => "Đơn vị", "Organisations";
        Seekers => "Người tham gia", "People who came";
        Matches => "Kết nối", "Matched";
        Planned => "dự kiến", "planned";
        ByDestination => "Kết nối theo nơi làm việc", "Matched, by where it leads";
        Declared => "theo khai báo", "declared";
        Counted => "đếm được", "counted";
        Departed => "Người đã biết tên được kết nối đi nước ngoài và sau đó đã xuất cảnh", "Known people matched to work abroad who have left since";
        Seats => "Chỉ tiêu", "Places";
        NoExhibitors => "Chưa ghi đơn vị nào.", "No organisation is on record.";
        Record => "Ghi phiên đã tổ chức", "Record a fair that was held";
        Regular => "Định kỳ tại trung tâm", "Regular, at the centre";
        Mobile => "Lưu động", "Mobile";
        AddExhibitor => "Ghi đơn vị tham gia", "Record an organisation";
        Name => "Tên đơn vị", "Name of the organisation";
        NumberBad => "Ghi một số từ 0 trở lên.", "Write a number, 0 or more.";
        AddFigure => "Ghi số liệu khai báo", "Record a declared figure";
        Measure => "Số liệu", "Figure";
        Value => "Giá trị", "Value";
        Word => "Độ chính xác", "How exactly";
        Exact => "chính xác", "exact";
        Over => "trên", "over";
        About => "khoảng", "about";
        Nearly => "gần", "nearly";
        Advised => "Lượt tư vấn", "People advised";
        Destination => "Dẫn đến", "Leads to";
        AddMatch => "Ghi kết nối", "Record matches";
        People => "Số người", "People";
    }
}
