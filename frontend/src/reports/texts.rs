//! Words of the report pages.

crate::texts! {
    /// Words of the report pages.
    pub enum T {
        Title => "Người lao động đi làm việc ở nước ngoài", "Departures for work abroad";
        Reports => "Báo cáo", "Reports";
        RowsTitle => "Các lần xuất cảnh đứng sau con số", "The departures behind the figure";
        Unit => "Địa bàn", "Unit";
        CodeHint => "ví dụ 318@2024", "such as 318@2024";
        UnitCode => "Đơn vị khác, theo mã", "Another unit, by code";
        Former => "trước 01/07/2025", "before 01/07/2025";
        Year => "Năm", "Year";
        Part => "Kỳ", "Part of the year";
        WholeYear => "Cả năm", "Whole year";
        By => "Phân theo", "Broken down by";
        ByMarket => "thị trường", "market";
        BySector => "ngành nghề", "sector";
        BySex => "giới tính", "sex";
        ByMonth => "tháng", "month";
        ByCommune => "xã, phường", "commune";
        ByForm => "hình thức", "legal form";
        ByEnterprise => "doanh nghiệp", "enterprise";
        AsOf => "Như đã biết vào ngày", "As known on";
        Departures => "Xuất cảnh", "Departures";
        Plan => "So với kế hoạch năm", "Against the plan of the year";
        NoPlan => "Chưa có kế hoạch cho năm này", "No plan is set for this year";
        PlanMark => "Vạch: kế hoạch", "Mark: the plan";
        EvenPace => "Vạch: tiến độ đều đến cuối kỳ", "Mark: an even pace to the end of the period";
        LastYear => "So với cùng kỳ năm trước", "Against the same period a year before";
        NoLastYear => "Chưa biết gì về cùng kỳ năm trước", "Nothing is known of the year before";
        Stock => "Đang ở nước ngoài", "Abroad";
        Overdue => "quá hạn, chưa rõ về nước", "contract over, return unknown";
        Verified => "đã xác minh", "verified";
        Declared => "theo khai báo", "declared only";
        Unresolved => "chưa xếp được, không tính", "unresolved, not counted";
        How => "Con số này được tính thế nào", "How this is counted";
        Formula => "Công thức", "Formula";
        Rules => "Quy định, danh mục đã dùng", "Rules and lists used";
        Position => "Vị trí trong sổ", "Log position";
        Months => "Theo tháng", "By month";
        ThisYear => "Kỳ này", "This period";
        YearBefore => "Năm trước", "A year before";
        Group => "Nhóm", "Group";
        Count => "Số người", "Departures";
        Share => "Tỷ lệ", "Share";
        Total => "Tổng", "Total";
        NotRecorded => "chưa ghi nhận", "not recorded";
        Figures => "Phiên việc làm, hỗ trợ, vốn vay", "Fairs, support and loans";
        Csv => "CSV", "CSV";
        Print => "In", "Print";
        Empty => "Không có lần xuất cảnh nào trong kỳ", "No departure in this period";
        EmptyText => "Chọn kỳ hoặc địa bàn khác, hoặc ghi nhận xuất cảnh theo danh sách.", "Choose another period or unit, or record departures from a list.";
        EmptyOther => "Chọn kỳ hoặc địa bàn khác.", "Choose another period or unit.";
        FromList => "Xuất cảnh theo danh sách", "Departures from a list";
        Day => "Ngày", "Day";
        Person => "Người lao động", "Person";
        Placement => "Hồ sơ", "Placement";
        Confirmed => "Xác minh", "Confirmed";
        Next => "Trang sau", "Next page";
        First => "Trang đầu", "First page";
        BackToReport => "Về báo cáo", "Back to the report";
    }
}
