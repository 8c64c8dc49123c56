//! Words of orders, programmes and rules.

crate::texts! {
    /// Words of orders, programmes and rules.
    pub enum T {
        Orders => "Đơn hàng", "Orders";
        OrdersContext => "Đơn hàng tuyển dụng của doanh nghiệp: số lượng, số đã trúng tuyển, đã ký hợp đồng và đã xuất cảnh.", "Recruitment orders of enterprises: places, people selected, contracted and departed.";
        NoOrders => "Chưa có đơn hàng nào", "There is no order";
        NoOrdersText => "Đơn hàng hiện ở đây khi doanh nghiệp hoặc cấp tỉnh ghi nhận.", "Orders appear here when an enterprise or the province records them.";
        Order => "Đơn hàng", "Order";
        Market => "Thị trường", "Market";
        State => "Tình trạng", "State";
        Places => "Số lượng", "Places";
        Ceiling => "Nhiều nhất", "At most";
        Selected => "Trúng tuyển", "Selected";
        Contracted => "Đã ký", "Contracted";
        Departed => "Đã đi", "Departed";
        Open => "đang tuyển", "open";
        Suspended => "tạm dừng", "suspended";
        Closed => "đã đóng", "closed";
        NotOpened => "chưa mở", "not opened";
        Over => "vượt số lượng", "over the ceiling";
        Domestic => "trong nước", "in the country";
        OrderContext => "Đơn hàng, những hồ sơ đang chiếm chỗ và lịch sử.", "The order, the placements that take its places, and its history.";
        Placements => "Hồ sơ trong đơn hàng", "Placements of the order";
        NoPlacements => "Chưa có hồ sơ nào", "There is no placement";
        NoPlacementsText => "Hồ sơ hiện ở đây khi người lao động trúng tuyển hoặc ký hợp đồng theo đơn hàng.", "Placements appear here when people are selected or sign under the order.";
        Placement => "Hồ sơ", "Placement";
        History => "Lịch sử", "History";
        When => "Ngày", "Day";
        What => "Việc", "What happened";
        NoHistory => "Chưa có gì", "Nothing yet";
        NoHistoryText => "Việc ghi về đơn hàng hiện ở đây.", "What is recorded of the order appears here.";
        Programmes => "Chương trình", "Programmes";
        ProgrammesContext => "Chương trình đưa người đi, ai được tuyển chọn, và địa bàn đang tạm dừng.", "Programmes of sending, who may recruit for them, and localities that are suspended.";
        NoProgrammes => "Chưa có chương trình nào", "There is no programme";
        NoProgrammesText => "Chương trình hiện ở đây khi cấp tỉnh ghi nhận.", "Programmes appear here when the province records them.";
        Programme => "Chương trình", "Programme";
        ProgrammeContext => "Đợt tuyển, lịch thi, thỏa thuận địa phương và địa bàn.", "Intakes, tests, agreements between localities, and localities.";
        Profit => "Loại", "Kind";
        NonProfit => "phi lợi nhuận", "non-profit";
        Commercial => "thương mại", "commercial";
        Recruiters => "Doanh nghiệp tuyển", "Recruiting enterprises";
        Allowed => "được", "allowed";
        NotAllowed => "không được", "not allowed";
        Intakes => "Đợt tuyển", "Intakes";
        Intake => "Đợt", "Intake";
        Quota => "Chỉ tiêu", "Quota";
        Window => "Nhận đăng ký", "Applications";
        NoIntakes => "Chưa có đợt tuyển nào", "There is no intake";
        NoIntakesText => "Đợt tuyển hiện ở đây khi được thông báo.", "Intakes appear here when they are announced.";
        Localities => "Địa bàn", "Localities";
        Locality => "Địa bàn", "Locality";
        Year => "Năm", "Year";
        Decision => "Quyết định", "Decision";
        Document => "Văn bản", "Document";
        LocalitySuspended => "tạm dừng tuyển chọn", "suspended";
        LocalityBack => "cho tuyển chọn lại", "admitted again";
        NoLocalities => "Không có quyết định nào về địa bàn", "No decision about a locality";
        NoLocalitiesText => "Quyết định tạm dừng hoặc cho tuyển chọn lại hiện ở đây.", "Decisions to suspend or admit again appear here.";
        Rules => "Quy định", "Rules";
        RulesContext => "Mọi mức tiền, thời hạn và độ tuổi, theo ngày hiệu lực, kèm căn cứ pháp lý.", "Every amount, term and age, by the day it takes effect, with its legal reference.";
        NoRules => "Chưa có quy định nào", "There is no rule";
        NoRulesText => "Quy định có trong gói dữ liệu được thông qua, hoặc do cấp tỉnh công bố.", "Rules come with the adopted pack, or are published by the province.";
        Rule => "Quy định", "Rule";
        From => "Hiệu lực từ", "In force from";
        Value => "Mức", "Value";
        Reference => "Căn cứ", "Reference";
        Grade => "Độ chắc chắn", "How well known";
        GradeA => "đã đọc văn bản", "the instrument was read";
        GradeB => "theo nguồn thứ cấp", "a secondary report";
        GradeC => "suy ra", "inference";
        GradeAssumed => "giả định, chờ xác nhận", "assumed, to be confirmed";
        InForce => "đang hiệu lực", "in force";
        Published => "công bố tại đây", "published here";
        MissingRules => "Quy định chưa có bản nào; việc dựa vào đó bị từ chối:", "Rules without a version; what depends on them is refused:";
    }
}
