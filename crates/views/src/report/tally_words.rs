//! The formulas of these figures in words, in both languages.

use hanhtrinh_domain::tally::TallyIndicator;
use hanhtrinh_domain::words::Words;

use super::tally::TallyQuery;

/// The formula of a figure: what is counted, of which base, and what is left beside it.
pub(super) fn formula(query: &TallyQuery, place: &str) -> Words {
    let (vi, en) = what(query.indicator);
    let (period, unit) = (query.period.words(), place);
    let (beside_vi, beside_en) = beside(query.indicator);
    Words {
        vi: format!("{}, {unit}: {vi}; {beside_vi}", period.vi),
        en: format!("{}, {unit}: {en}; {beside_en}", period.en),
    }
}

fn what(indicator: TallyIndicator) -> (&'static str, &'static str) {
    match indicator {
        TallyIndicator::Fairs => (
            "số phiên giao dịch việc làm đã tổ chức (định kỳ và lưu động), theo ngày tổ chức",
            "fairs that were held (regular and mobile), by the day on which they were held",
        ),
        TallyIndicator::Exhibitors => (
            "tổng số lượt đơn vị tham gia các phiên đã tổ chức; số đơn vị khác nhau (theo mã số, nếu không có thì theo tên) được in bên cạnh",
            "organisations at fairs that were held, summed over the fairs; how many different ones (by code, else by name) stands beside it",
        ),
        TallyIndicator::Attendance => (
            "tổng số người lao động tham gia các phiên đã tổ chức",
            "people looking for work at fairs that were held, summed over the fairs",
        ),
        TallyIndicator::Matches => (
            "tổng số người được kết nối tại các phiên đã tổ chức: việc làm trong nước, ngoài nước và học nghề, mỗi loại đếm riêng",
            "people matched at fairs that were held: work in the country, work abroad and vocational training, each counted apart",
        ),
        TallyIndicator::Advised => (
            "tổng số lượt người được tư vấn, tuyên truyền (lượt tiếp xúc, không phải số người)",
            "people informed or advised, as contacts and not as persons",
        ),
        TallyIndicator::Loans => (
            "tổng số tiền vay đã giải ngân của người cư trú trên địa bàn vào ngày giải ngân; mỗi lần giải ngân so với mức trần có hiệu lực ngày đó",
            "loans paid out to people who lived there on the day of payment; each payment is compared with the ceiling in force on its day",
        ),
        TallyIndicator::Policy => (
            "số lượt xuất cảnh của người thuộc ít nhất một diện chính sách vào ngày xuất cảnh (của bản thân hoặc hộ gia đình); một người có thể thuộc nhiều diện, nên tổng các diện có thể lớn hơn số chung",
            "departures of people who belonged to at least one policy group on the day of departure (their own or their household's); one person may belong to several, so the groups may add up to more",
        ),
        TallyIndicator::Support => (
            "tổng số tiền hỗ trợ đã chi cho người cư trú trên địa bàn vào ngày chi, theo nguồn ngân sách",
            "support paid to people who lived there on the day of payment, by the budget it came from",
        ),
        TallyIndicator::Claims => (
            "tổng số tiền Quỹ Hỗ trợ việc làm ngoài nước đã chi cho người cư trú trên địa bàn vào ngày chi",
            "money paid by the fund for overseas work to people who lived there on the day of payment",
        ),
        TallyIndicator::Placements => (
            "số lượt có việc làm trong nước sau khi về nước; việc làm ở nước ngoài được in riêng và không cộng vào",
            "work in the country found after a return; work abroad is printed apart and never added",
        ),
    }
}

fn beside(indicator: TallyIndicator) -> (&'static str, &'static str) {
    match indicator {
        TallyIndicator::Fairs => (
            "chưa rõ: ngày hoặc địa bàn chưa đủ chính xác; tỷ lệ: 100·nhóm/tổng, hai chữ số thập phân, làm tròn nửa lên",
            "unresolved: a day or place that is not known precisely enough; shares: 100·group/value, two decimals, halves rounded up",
        ),
        TallyIndicator::Exhibitors
        | TallyIndicator::Attendance
        | TallyIndicator::Matches
        | TallyIndicator::Advised => (
            "số do đơn vị tổ chức khai thay cho số đếm của cùng phiên, cả hai đều được in; tổng có một số “trên” thì cũng là “trên”; chưa rõ: ngày hoặc địa bàn chưa đủ chính xác; tỷ lệ: 100·nhóm/tổng, hai chữ số thập phân, làm tròn nửa lên",
            "what the organiser declared stands instead of what was counted at the same fair, and both are printed; a sum with an “over” in it is “over”; unresolved: a day or place that is not known precisely enough; shares: 100·group/value, two decimals, halves rounded up",
        ),
        TallyIndicator::Policy => (
            "số tiền hỗ trợ là tổng đã chi cho các hồ sơ đó; chưa rõ: nơi cư trú hoặc ngày xuất cảnh chưa đủ chính xác; tỷ lệ: 100·nhóm/tổng số lượt xuất cảnh, hai chữ số thập phân, làm tròn nửa lên",
            "support is what was paid for these cases; unresolved: a residence or day of departure that is not known precisely enough; shares: 100·group/all departures, two decimals, halves rounded up",
        ),
        TallyIndicator::Loans
        | TallyIndicator::Support
        | TallyIndicator::Claims
        | TallyIndicator::Placements => (
            "chưa rõ: nơi cư trú hoặc ngày chưa đủ chính xác; số tiền là đồng Việt Nam nguyên; tỷ lệ: 100·nhóm/tổng, hai chữ số thập phân, làm tròn nửa lên",
            "unresolved: a residence or day that is not known precisely enough; amounts are whole VND; shares: 100·group/value, two decimals, halves rounded up",
        ),
    }
}
