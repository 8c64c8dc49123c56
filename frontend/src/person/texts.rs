//! Texts of a person's page.

crate::texts! {
    /// Texts of a person's page.
    pub enum T {
        People => "Người lao động", "People";
        Identity => "Nhân thân", "Identity";
        Age => "tuổi", "years old";
        Kin => "Thân nhân", "Next of kin";
        Entry => "Cách vào sổ", "Came in";
        Documents => "Giấy tờ", "Documents";
        NoDocuments => "Chưa ghi giấy tờ nào.", "No document is on file.";
        ExpiresOn => "hết hạn", "expires";
        Expired => "đã hết hạn", "expired";
        Recorded => "ghi ngày", "recorded";
        Residences => "Nơi cư trú", "Residences";
        NoResidences => "Chưa ghi nơi cư trú.", "No residence is on file.";
        Permanent => "thường trú", "permanent";
        Temporary => "tạm trú", "temporary";
        From => "từ", "from";
        Now => "nay thuộc", "now";
        Before => "theo địa giới trước 01/07/2025", "as bounded before 1 July 2025";
        Placements => "Hồ sơ đi làm việc", "Placements";
        NoPlacements => "Chưa có hồ sơ đi làm việc", "No placement yet";
        NoPlacementsHelp => "Mở hồ sơ khi người này chuẩn bị đi làm việc ở nước ngoài.", "Open one when this person prepares to work abroad.";
        Timeline => "Thời gian ở nước ngoài theo năm", "Stays abroad by year";
        Conflict => "Số giấy tờ của người này cũng thuộc về người khác. Đối chiếu trước khi mở hồ sơ.", "Somebody else holds a number of this person too. Compare before opening a placement.";
        Opened => "mở", "opened";
        Today => "hôm nay", "today";
        AddResidence => "Ghi nơi cư trú", "Record a residence";
        AddDocument => "Ghi giấy tờ", "Record a document";
        AddContact => "Ghi liên lạc", "Record a contact";
        Kind => "Loại", "Kind";
        Issuer => "Nơi cấp", "Issued by";
        IssuedOn => "Ngày cấp", "Issued on";
        ExpiresLabel => "Hết hạn", "Expires on";
        On => "Từ ngày", "Since";
        Unit => "Xã, phường", "Commune";
        Former => "Xã, phường trước 01/07/2025", "Commune before 1 July 2025";
        NumberLabel => "Số", "Number";
        NeedNumber => "Nhập số giấy tờ.", "Enter the number.";
        NeedKind => "Chọn loại.", "Choose the kind.";
        NeedContact => "Nhập điện thoại hoặc thân nhân.", "Enter a phone or the next of kin.";
        Correct => "Đính chính", "Correct";
        Way => "Cách sửa", "How";
        WayCorrect => "Đính chính: sự việc có, nội dung khác", "Correct: it happened, with other content";
        WayAnnul => "Hủy: sự việc không có", "Annul: it did not happen";
        WayReinstate => "Khôi phục: sự việc có", "Reinstate: it did happen after all";
        AmendHint => "Nội dung cũ vẫn còn trong lịch sử.", "What stood before stays in the history.";
    }
}
