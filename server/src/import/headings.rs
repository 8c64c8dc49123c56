//! The many ways in which the headings of a departure list are written.

use super::columns::Column;

/// Spellings of a heading without accents, case, spaces and signs; the standard name is one of them.
pub fn spellings(column: Column) -> impl Iterator<Item = &'static str> {
    let words = match column {
        Column::PersonalId => {
            "sodinhdanh sodinhdanhcanhan madinhdanh madinhdanhcanhan cccd socccd cccdcmnd cmndcccd \
             socccdcmnd socmndcccd cmnd socmnd cancuoc socancuoc cancuoccongdan socancuoccongdan \
             sogiaytotuythan personalid personalidno idnumber identitynumber"
        }
        Column::FullName => {
            "hoten hovaten hotennguoilaodong hovatennguoilaodong tennguoilaodong hotenlaodong \
             hochudemvaten hochudemvatenkhaisinh fullname name"
        }
        Column::BirthDate => "ngaysinh ngaythangnamsinh namsinh sinhngay birthdate dateofbirth dob",
        Column::Sex => "gioitinh phai sex gender namnu",
        Column::Commune => {
            "xa xaphuong phuongxa xaphuongthitran xaphuongdackhu maxa maxaphuong tenxa noithuongtru \
             xathuongtru noicutru thuongtru hokhauthuongtru diaban donvihanhchinh commune communecode \
             ward"
        }
        Column::DepartedOn => {
            "ngayxuatcanh ngaybay ngaydi xuatcanh xuatcanhngay thoigianxuatcanh departuredate \
             departedon dateofdeparture departure"
        }
        Column::Market => {
            "thitruong thitruonglaodong nuocden nuoc quocgia nuoctiepnhan quocgiatiepnhan \
             nuocdilamviec market country destination"
        }
        Column::Sector => {
            "nganh nganhnghe linhvuc nghe nghenghiep congviec nganhnghelamviec sector occupation"
        }
        Column::Form => {
            "hinhthuc hinhthucdi hinhthuchopdong hinhthucdilamviec loaihinh hinhthucxuatcanh form \
             legalform"
        }
        Column::Enterprise => {
            "madoanhnghiep madn msdn masodoanhnghiep madoanhnghiepdichvu masothue mst enterprise \
             enterprisecode"
        }
        Column::Contract => "sohopdong sohd hopdongso mahopdong contract contractnumber contractno",
        Column::Start => {
            "batdau ngaybatdau batdauhopdong ngaybatdauhopdong tungay hieuluctu start startdate \
             contractstart"
        }
        Column::End => {
            "ketthuc ngayketthuc ketthuchopdong ngayketthuchopdong denngay hieulucden end enddate \
             contractend"
        }
    };
    words.split(' ')
}
