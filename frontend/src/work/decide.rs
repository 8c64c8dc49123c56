//! What an official decides about a placement, in a dialog: the same from the queue and from the placement itself.

use hanhtrinh_api::cases::Decide;
use hanhtrinh_domain::case::actions::Action;
use hanhtrinh_domain::case::decide::Decision;
use hanhtrinh_domain::case::{DossierItem, Reason, RefusalGround};
use hanhtrinh_domain::unit::UnitRef;
use uuid::Uuid;

use crate::i18n::domain;
use crate::prelude::*;

crate::texts! {
    enum T {
        SignedOn => "Ngày ký", "Day of signing";
        SignedHint => "Ngày trên văn bản; bỏ trống là hôm nay.", "The day on the document; today when empty.";
        Reason => "Lý do", "Reason";
        WrittenReason => "Lý do bằng văn bản", "Reason in writing";
        WrittenHint => "Người nộp sẽ nhận lý do này. Được niêm phong cùng hồ sơ.", "The applicant receives it. It is sealed with the record.";
        Missing => "Giấy tờ còn thiếu", "Papers that are missing";
        Ground => "Căn cứ", "Ground";
        Commune => "Xã giải quyết", "Commune that decides";
        CertifyHint => "Hồ sơ đủ giấy tờ. Ghi số văn bản xác nhận nếu đã có.", "The dossier is complete. Give the number of the document if there is one.";
        SupplementHint => "Đồng hồ dừng cho đến khi nhận đủ giấy tờ.", "The clock stands still until the papers arrive.";
        AssignHint => "Xã nhận hồ sơ đã được chia; chọn một xã kế thừa.", "The commune of filing was split; name one of its successors.";
        NeedMissing => "Chọn giấy tờ còn thiếu.", "Tick what is missing.";
        NeedGround => "Chọn căn cứ.", "Choose the ground.";
        NeedReason => "Chọn lý do.", "Choose the reason.";
        NeedWritten => "Không xác nhận thì phải nêu lý do bằng văn bản.", "A refusal needs its reason in writing.";
        NeedCommune => "Chọn xã giải quyết.", "Choose the commune that decides.";
        DoneCertify => "Đã xác nhận hợp đồng", "The contract is certified";
        DoneSupplement => "Đã yêu cầu bổ sung; đồng hồ dừng", "A supplement is asked for; the clock stands still";
        DoneRefuse => "Đã ghi không xác nhận", "The refusal is recorded";
        DoneOther => "Đã ghi quyết định", "The decision is recorded";
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Form {
    errors: Errors,
    signed_on: RwSignal<String>,
    number: RwSignal<String>,
    note: RwSignal<String>,
    missing: RwSignal<Vec<String>>,
    pick: RwSignal<String>,
}

impl Form {
    fn new() -> Self {
        Self {
            errors: Errors::new(),
            signed_on: RwSignal::new(String::new()),
            number: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
            missing: RwSignal::new(Vec::new()),
            pick: RwSignal::new(String::new()),
        }
    }

    fn clear(self) {
        self.errors.clear();
        self.signed_on.set(format::date(today()));
        self.number.set(String::new());
        self.note.set(String::new());
        self.missing.set(Vec::new());
        self.pick.set(String::new());
    }

    /// The decision, or nothing when fields are wrong; they are named then.
    fn read(self, action: Action) -> Option<Decide> {
        self.errors.clear();
        let note = self.note.get_untracked().trim().to_owned();
        let pick = self.pick.get_untracked();
        let decision = match action {
            Action::Certify => Some(Decision::Certify),
            Action::RequestSupplement => {
                let missing: Vec<_> = self
                    .missing
                    .get_untracked()
                    .iter()
                    .filter_map(|code| DossierItem::parse(code))
                    .collect();
                self.need(
                    "missing",
                    T::NeedMissing,
                    (!missing.is_empty()).then_some(Decision::RequestSupplement { missing }),
                )
            }
            Action::Refuse => {
                if note.is_empty() {
                    self.errors.set("note", t(T::NeedWritten));
                }
                let ground = RefusalGround::parse(&pick);
                self.need(
                    "ground",
                    T::NeedGround,
                    ground.map(|ground| Decision::Refuse {
                        ground,
                        reasoned: true,
                    }),
                )
            }
            Action::Assign => {
                let commune = UnitRef::parse(&pick).ok();
                self.need(
                    "commune",
                    T::NeedCommune,
                    commune.map(|commune| Decision::Assign { commune }),
                )
            }
            Action::Close | Action::Reopen => {
                let decision = |reason| {
                    if action == Action::Close {
                        Decision::Close { reason }
                    } else {
                        Decision::Reopen { reason }
                    }
                };
                self.need("reason", T::NeedReason, Reason::parse(&pick).map(decision))
            }
            _ => None,
        };
        let signed_on = self.signed_on.get_untracked();
        if !signed_on.trim().is_empty() && format::iso(&signed_on).is_none() {
            self.errors.set("signed_on", t(C::DayWrong));
        }
        let decision = decision.filter(|_| self.errors.is_empty())?;
        let number = self.number.get_untracked().trim().to_owned();
        Some(Decide {
            decision,
            signed_on: format::iso(&signed_on).unwrap_or_default(),
            number,
            note,
        })
    }

    fn need(self, field: &str, text: T, decision: Option<Decision>) -> Option<Decision> {
        if decision.is_none() {
            self.errors.set(field, t(text));
        }
        decision
    }
}

/// The dialog; it is open while `action` names a decision.
#[component]
pub fn DecideDialog(
    /// Which placement.
    #[prop(into)]
    case: Signal<Uuid>,
    action: RwSignal<Option<Action>>,
    on_done: Callback<Receipt>,
) -> AnyView {
    let form = Form::new();
    let command = Command::new();
    let open = RwSignal::new(false);
    // What was open last names the dialog while it closes.
    let shown = RwSignal::new(Action::Certify);
    Effect::new(
        move |_| match action.get().filter(|action| action.is_decision()) {
            Some(action) => {
                form.clear();
                shown.set(action);
                open.set(true);
            }
            None => open.set(false),
        },
    );
    Effect::new(move |_| {
        // Only when there is something to take away: the two effects would call each other for ever.
        if !open.get() && action.with_untracked(Option::is_some) {
            action.set(None);
        }
    });
    let submit = Callback::new(move |()| {
        let decided = shown.get_untracked();
        let Some(body) = form.read(decided) else { return };
        let path = format!("/cases/{}/decisions", case.get_untracked());
        command.submit(path, &body, form.errors, move |receipt| {
            toast(t(done(decided)));
            open.try_set(false);
            on_done.run(receipt);
        });
    });
    let title = Signal::derive(move || domain::action(shown.get()).to_owned());
    // What is in a dialog is built anew each time it opens.
    let content = move || {
        let action = shown.get_untracked();
        let mut frame = FormFrame::in_dialog(form.errors, command, domain::action(action), open);
        if action == Action::Refuse {
            frame.kind = ButtonKind::Danger;
        }
        frame.view(fields(action, form), submit)
    };
    view! { <Dialog open title>{content()}</Dialog> }.into_any()
}

fn done(action: Action) -> T {
    match action {
        Action::Certify => T::DoneCertify,
        Action::RequestSupplement => T::DoneSupplement,
        Action::Refuse => T::DoneRefuse,
        _ => T::DoneOther,
    }
}

fn fields(action: Action, form: Form) -> AnyView {
    let Form {
        errors,
        signed_on,
        number,
        note,
        missing,
        pick,
    } = form;
    let reasons = || {
        Reason::ALL
            .iter()
            .map(|reason| Choice::new(reason.as_str(), domain::reason(*reason)))
            .collect()
    };
    let first = match action {
        Action::Certify => view! { <p class="muted">{t(T::CertifyHint)}</p> }.into_any(),
        Action::RequestSupplement => {
            let options = DossierItem::ALL.iter().map(|item| Choice::new(item.as_str(), domain::dossier_item(*item))).collect();
            view! {
                <p class="muted">{t(T::SupplementHint)}</p>
                <CheckGroup name="missing" legend=t(T::Missing) value=missing errors options />
            }
            .into_any()
        }
        Action::Refuse => {
            let options = RefusalGround::ALL.iter().map(|ground| Choice::new(ground.as_str(), domain::refusal_ground(*ground))).collect();
            view! { <SelectField name="ground" label=t(T::Ground) value=pick errors options required=true /> }.into_any()
        }
        Action::Assign => view! {
            <p class="muted">{t(T::AssignHint)}</p>
            <Combobox name="commune" label=t(T::Commune) value=pick errors options=names::commune_choices() required=true />
        }
        .into_any(),
        _ => view! { <SelectField name="reason" label=t(T::Reason) value=pick errors options=reasons() required=true /> }.into_any(),
    };
    let note_field = if action == Action::Refuse {
        view! { <TextArea name="note" label=t(T::WrittenReason) hint=t(T::WrittenHint) value=note errors required=true rows=4 /> }
            .into_any()
    } else {
        view! { <TextArea name="note" label=t(C::Note) value=note errors rows=2 /> }.into_any()
    };
    view! {
        {first}
        {note_field}
        <div class="grid-2">
            <TextField name="number" label=t(C::Number) value=number errors />
            <DateField name="signed_on" label=t(T::SignedOn) hint=t(T::SignedHint) value=signed_on errors />
        </div>
    }
    .into_any()
}
