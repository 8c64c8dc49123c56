//! Texts of the registration.

crate::texts! {
    /// Texts of the registration.
    pub enum T {
        Title => "Đăng ký người lao động", "Register a person";
        About => "Một trang cho cả người, nơi cư trú, liên lạc và giấy tờ. Người trùng hiện ra trong lúc gõ.", "One page for the person, residence, contact and papers. People who may be the same appear while typing.";
        Who => "Người lao động", "The person";
        NameHint => "Họ, đệm, tên như trên giấy tờ.", "Family, middle and given name as on the papers.";
        BirthHint => "31/12/1998, hoặc chỉ năm 1975 nếu giấy tờ chỉ ghi năm.", "31/12/1998, or only 1975 where the papers give the year alone.";
        IdHint => "12 số căn cước, hoặc 9 số CMND cũ.", "12 digits, or the 9 of an old card.";
        Where => "Nơi thường trú", "Permanent residence";
        CommuneHint => "Xã, phường hiện nay.", "The commune as it is now.";
        Former => "Xã, phường trước 01/07/2025", "Commune before 1 July 2025";
        FormerHint => "Nếu giấy tờ còn ghi địa danh cũ.", "Where the papers still name the old one.";
        AddressHint => "Thôn, xóm, số nhà, đường.", "Hamlet, street, house.";
        Contact => "Liên lạc và giấy tờ", "Contact and papers";
        Kin => "Thân nhân", "Next of kin";
        KinHint => "Họ tên, quan hệ, điện thoại.", "Name, relation, phone.";
        PhoneHint => "0912 345 678", "0912 345 678";
        Passport => "Số hộ chiếu", "Passport number";
        On => "Ngày đăng ký", "Day of registration";
        Submit => "Đăng ký", "Register";
        Draft => "Đã khôi phục bản nháp chưa lưu. Bản nháp chỉ ở trên máy này và bị xóa khi đăng xuất.", "An unsaved draft was restored. It is on this machine only and goes when you sign out.";
        Discard => "Bỏ bản nháp", "Discard the draft";
        Similar => "Có thể là cùng một người", "May be the same person";
        SimilarNone => "Chưa thấy ai giống. Kết quả hiện ở đây khi có họ tên và ngày sinh, hoặc số định danh.", "Nobody alike so far. Results appear here once there is a name and birth date, or a number.";
        SameId => "Trùng số định danh", "Same identity number";
        SameName => "Trùng họ tên và ngày sinh", "Same name and birth date";
        OpenThat => "Mở người này", "Open this person";
        Done => "Đã đăng ký", "Registered";
        StillAllowed => "Vẫn có thể đăng ký; giấy tờ và sổ cũng có khi sai.", "Registering stays possible: papers and registers err too.";
    }
}
