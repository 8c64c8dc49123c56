//! Words of administration.

crate::texts! {
    /// Words of administration.
    pub enum T {
        Users => "Tài khoản", "Users";
        UsersContext => "Ai đăng nhập được, với vai trò nào, cho địa bàn nào.", "Who may sign in, in which role, for which unit.";
        NewUser => "Tạo tài khoản", "Create a user";
        UserName => "Tên đăng nhập", "User name";
        UserHint => "3–32 chữ thường, số, . - _", "3 to 32 lower-case letters, digits, . - _";
        DisplayName => "Tên hiển thị", "Name to show";
        Role => "Vai trò", "Role";
        Unit => "Đơn vị", "Unit";
        Password => "Mật khẩu đầu tiên", "First password";
        PasswordHint => "Ít nhất 12 ký tự; chỉ hiện một lần này, hãy trao tận tay.", "At least 12 characters; shown only this once, hand it over yourself.";
        Generate => "Tạo mật khẩu", "Make a password";
        Active => "đang dùng", "active";
        Inactive => "đã khóa", "disabled";
        Disable => "Khóa", "Disable";
        Enable => "Mở khóa", "Enable";
        Status => "Tình trạng", "Status";
        Created => "Đã tạo tài khoản", "The user was created";
        NoUsers => "Chưa có tài khoản nào", "There is no user";
        NoUsersText => "Tạo tài khoản đầu tiên ở bên.", "Create the first one beside.";
        Enterprises => "Doanh nghiệp", "Enterprises";
        EnterprisesContext => "Doanh nghiệp dịch vụ, giấy phép và số người đã đưa đi.", "Service enterprises, their licences and how many they sent.";
        NewEnterprise => "Ghi doanh nghiệp, tên mới hoặc giấy phép", "Record an enterprise, a new name or a licence";
        EnterpriseHint => "Chọn mã đã có để đổi tên hoặc thêm giấy phép.", "Use a code that exists to rename it or to add a licence.";
        Code => "Mã doanh nghiệp", "Code";
        Name => "Tên đăng ký", "Registered name";
        Licence => "Số giấy phép", "Licence number";
        IssuedOn => "Ngày cấp", "Day of issue";
        Deposit => "Ký quỹ / quy định", "Deposit / due";
        NoDeposit => "chưa ghi", "none on record";
        Branches => "Chi nhánh", "Branches";
        Findings => "Kết luận · xử phạt · báo cáo chậm", "Findings · sanctions · late reports";
        Cases => "Hồ sơ", "Placements";
        Departed => "Đã xuất cảnh", "Departed";
        NoLicence => "chưa ghi giấy phép", "no licence on record";
        ChangeStatus => "Đổi tình trạng giấy phép", "Change the licence status";
        NewStatus => "Tình trạng mới", "New status";
        From => "Từ ngày", "From";
        NoEnterprises => "Chưa có doanh nghiệp nào", "There is no enterprise";
        NoEnterprisesText => "Ghi doanh nghiệp đầu tiên ở bên.", "Record the first one beside.";
        Plans => "Kế hoạch năm", "Plan targets";
        PlansContext => "Chỉ tiêu xuất cảnh theo năm; báo cáo tính phần trăm theo đây.", "Departures planned for a year; reports take their percentages of these.";
        NewPlan => "Đặt hoặc sửa chỉ tiêu", "Set or revise a target";
        Year => "Năm", "Year";
        Target => "Chỉ tiêu", "Target";
        Low => "Chỉ tiêu, hoặc mức thấp", "Target, or lower bound";
        High => "Mức cao (nếu là khoảng)", "Upper bound (of a range)";
        Base => "Tính phần trăm theo", "Percentages are taken of";
        BaseLow => "mức thấp", "the lower bound";
        BaseHigh => "mức cao", "the upper bound";
        Revisions => "Lần sửa", "Revisions";
        NoPlans => "Chưa có chỉ tiêu nào", "There is no target";
        NoPlansText => "Đặt chỉ tiêu đầu tiên ở bên.", "Set the first one beside.";
        NotProvince => "Chỉ cấp tỉnh đặt chỉ tiêu.", "Only the province sets targets.";
        NumberBad => "Ghi một số lớn hơn 0.", "Write a number above 0.";
        YearBad => "Ghi năm từ 2000 đến 2100.", "Write a year from 2000 to 2100.";
        DayBad => "Ghi ngày như 31/12/2025.", "Write a day such as 31/12/2025.";
        Use => "Sửa", "Change";
    }
}
