// The words of the interface that the journeys read, in both languages.

/** The languages of the interface. */
export type Lang = "vi" | "en";
export const LANGS: readonly Lang[] = ["vi", "en"];

/** Vietnamese and English, side by side as in the interface's own sources. */
const PAIRS = {
  signIn: ["Đăng nhập", "Sign in"],
  signInFailed: ["Tên đăng nhập hoặc mật khẩu không đúng", "The user name or password is wrong"],
  signOut: ["Đăng xuất", "Sign out"],
  skip: ["Đến nội dung", "Skip to content"],
  work: ["Công việc", "Work"],
  people: ["Người lao động", "People"],
  register: ["Đăng ký mới", "Register"],
  list: ["Xuất cảnh theo danh sách", "Departures from a list"],
  reports: ["Báo cáo", "Reports"],
  reportsTitle: ["Người lao động đi làm việc ở nước ngoài", "Departures for work abroad"],
  users: ["Tài khoản", "Users"],
  enterprises: ["Doanh nghiệp", "Enterprises"],
  plans: ["Kế hoạch năm", "Plan targets"],
  wrong: ["Có thông tin chưa đúng", "There is a problem"],
  serverWrong: ["Có thông tin chưa đúng", "Some fields are wrong"],
  notFound: ["Không tìm thấy", "Not found"],
  notYours: ["Trang này dành cho vai trò khác", "This page is for another role"],
  withheld: ["không được xem", "withheld"],
  history: ["Lịch sử", "History"],
  demo: ["Tỉnh minh họa", "Demo province"],
  yearMismatch: ["Năm sinh không khớp số định danh.", "The birth year does not fit the identity number."],

  newCase: ["Mở hồ sơ đi làm việc", "Open a placement"],
  openButton: ["Mở hồ sơ", "Open the placement"],
  record: ["Ghi nhận", "Record"],
  labourContract: ["Ghi hợp đồng lao động", "Record the labour contract"],
  file: ["Nhận hồ sơ đăng ký hợp đồng trực tiếp", "File a direct contract"],
  certify: ["Xác nhận", "Certify"],
  certifiedToast: ["Đã xác nhận hợp đồng", "The contract is certified"],
  training: ["Ghi đào tạo", "Record training"],
  fund: ["Ghi đóng quỹ", "Record the fund contribution"],
  visa: ["Ghi thị thực", "Record the visa"],
  depart: ["Ghi xuất cảnh", "Record the departure"],
  verifyDeparture: ["Xác minh xuất cảnh", "Confirm the departure"],
  return: ["Ghi nhận về nước", "Record the return"],
  verifyReturn: ["Xác minh về nước", "Confirm the return"],
  correct: ["Đính chính", "Correct"],
  printReceipt: ["In giấy hẹn", "Print the receipt"],
  pastActions: ["Đang xem quá khứ: trở về hôm nay để ghi nhận.", "You are looking at the past: come back to today to record."],
  backToToday: ["Về hôm nay", "Back to today"],
  corrected: ["đã đính chính", "corrected later"],
  annulled: ["đã hủy", "annulled"],

  stateRegistered: ["Đã đăng ký", "Registered"],
  statePending: ["Chờ xác nhận", "Awaiting certification"],
  stateConfirmed: ["Đã xác nhận hợp đồng", "Contract confirmed"],
  stateReady: ["Đủ điều kiện xuất cảnh", "Ready to depart"],
  stateAbroad: ["Đang ở nước ngoài", "Abroad"],
  stateReturned: ["Đã về nước", "Returned"],

  eventOpened: ["Mở hồ sơ đi làm việc", "Placement opened"],
  eventContract: ["Hợp đồng lao động", "Labour contract"],
  eventFiled: ["Nộp đăng ký hợp đồng trực tiếp", "Direct contract filed"],
  eventCertified: ["Xác nhận hợp đồng trực tiếp", "Direct contract certified"],
  eventTraining: ["Hoàn thành đào tạo", "Training completed"],
  eventFund: ["Đóng quỹ hỗ trợ việc làm ngoài nước", "Fund contribution paid"],
  eventVisa: ["Cấp thị thực", "Visa issued"],
  eventDeparture: ["Xuất cảnh", "Departure"],
  eventDepartureVerified: ["Xác minh xuất cảnh", "Departure confirmed"],
  eventReturn: ["Về nước", "Return"],
  eventReturnVerified: ["Xác minh về nước", "Return confirmed"],
  correction: ["Đính chính: xuất cảnh", "Correction: departure"],
  annulment: ["Hủy: xuất cảnh", "Annulment: departure"],
  reinstatement: ["Khôi phục: xuất cảnh", "Reinstatement: departure"],

  dry: ["Kết quả kiểm tra: chưa ghi gì", "Checked: nothing is recorded yet"],
  recorded: ["Đã ghi danh sách", "The list is recorded"],
  commit: ["Ghi các dòng đúng", "Record the good rows"],
  rejects: ["Tải các dòng có vấn đề", "Download the rows with problems"],
  rejectsName: ["dong-co-van-de.csv", "rows-with-problems.csv"],
  another: ["Danh sách khác", "Another list"],
  nothingNew: ["Không có dòng mới nào để ghi.", "There is no new row to record."],
  problems: ["Vấn đề", "Problems"],
  rows: ["Dòng", "Rows"],
  newDepartures: ["Xuất cảnh mới", "New departures"],
  unchanged: ["Đã có, không đổi", "Known, unchanged"],
  withProblems: ["Có vấn đề", "With problems"],
  checkPasted: ["Kiểm tra các dòng đã dán", "Check the pasted rows"],

  save: ["Lưu", "Save"],
  change: ["Sửa", "Change"],
  disable: ["Khóa", "Disable"],
  disabled: ["đã khóa", "disabled"],
  makePassword: ["Tạo mật khẩu", "Make a password"],
  themeSystem: ["Giao diện: theo máy", "Theme: as the system"],
  themeLight: ["Giao diện: sáng", "Theme: light"],
  themeDark: ["Giao diện: tối", "Theme: dark"],
} as const;

/** The words of one language. */
export type Words = Record<keyof typeof PAIRS, string>;

/** The words in a language. */
export function words(lang: Lang): Words {
  const at = lang === "vi" ? 0 : 1;
  return Object.fromEntries(Object.entries(PAIRS).map(([key, pair]) => [key, pair[at]])) as Words;
}

/** A number as the interface writes it. */
export function number(lang: Lang, value: number): string {
  return value.toLocaleString(lang === "vi" ? "vi-VN" : "en-GB");
}
