//! Two records of one person: suspected, ruled out, merged, and taken apart again. A merge is an alias: nothing is copied,
//! so that it can be undone after whatever came later.

use uuid::Uuid;

use super::{DuplicateRuledOut, WorkersMerged, WorkersUnmerged};
use crate::actor::Role;
use crate::words::Words;

/// Two records as a decision finds them.
#[derive(Debug, Clone, Default)]
pub struct Pair {
    /// The record that stays.
    pub survivor: Uuid,
    /// The record that becomes its alias, or was.
    pub absorbed: Uuid,
    /// Whose alias the survivor is now.
    pub survivor_is_of: Option<Uuid>,
    /// Whose alias the other is now.
    pub absorbed_is_of: Option<Uuid>,
    /// Cases of the survivor with a stay abroad that is not over.
    pub survivor_abroad: Vec<Uuid>,
    /// The same of the other.
    pub absorbed_abroad: Vec<Uuid>,
    /// One of them was forgotten.
    pub forgotten: bool,
    /// It was ruled out before.
    pub ruled_out: bool,
}

/// Why records are not merged, or not taken apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefusal {
    /// The role does not decide this.
    #[error("only the province decides this")]
    Role,
    /// The reason in writing is missing.
    #[error("the reason is needed in writing")]
    NoReason,
    /// A record is no duplicate of itself.
    #[error("a record is not merged with itself")]
    Itself,
    /// The record is an alias already.
    #[error("the record is an alias of another already")]
    IsAlias(Uuid),
    /// Both hold a stay abroad, and it is not said which of them counts.
    #[error("both hold a stay abroad: choose which of them is set aside")]
    BothAbroad,
    /// What is set aside is no stay abroad of theirs.
    #[error("the case set aside is no stay abroad of theirs")]
    NotTheirs(Uuid),
    /// A forgotten person cannot be compared any more.
    #[error("one of them was forgotten")]
    Forgotten,
    /// They are not merged.
    #[error("they are not merged")]
    NotMerged,
    /// It was ruled out before.
    #[error("it was ruled out before")]
    Already,
}

/// Decides that two records are of one person.
pub fn merge(
    pair: &Pair,
    set_aside: Option<Uuid>,
    role: Role,
    reasoned: bool,
) -> Result<WorkersMerged, MergeRefusal> {
    common(pair, role, reasoned)?;
    if let Some(of) = pair.survivor_is_of.or(pair.absorbed_is_of) {
        return Err(MergeRefusal::IsAlias(of));
    }
    if pair.forgotten {
        return Err(MergeRefusal::Forgotten);
    }
    let both = !pair.survivor_abroad.is_empty() && !pair.absorbed_abroad.is_empty();
    let mut stays = pair.survivor_abroad.iter().chain(&pair.absorbed_abroad);
    match set_aside {
        None if both => return Err(MergeRefusal::BothAbroad),
        Some(case) if !both || !stays.any(|stay| *stay == case) => return Err(MergeRefusal::NotTheirs(case)),
        _ => {}
    }
    Ok(WorkersMerged {
        absorbed: pair.absorbed,
        set_aside,
    })
}

/// Decides that a merge was wrong.
pub fn unmerge(pair: &Pair, role: Role, reasoned: bool) -> Result<WorkersUnmerged, MergeRefusal> {
    common(pair, role, reasoned)?;
    if pair.absorbed_is_of != Some(pair.survivor) {
        return Err(MergeRefusal::NotMerged);
    }
    Ok(WorkersUnmerged {
        absorbed: pair.absorbed,
    })
}

/// Decides that two records are of two people.
pub fn rule_out(pair: &Pair, role: Role, reasoned: bool) -> Result<DuplicateRuledOut, MergeRefusal> {
    common(pair, role, reasoned)?;
    if let Some(of) = pair.survivor_is_of.or(pair.absorbed_is_of) {
        return Err(MergeRefusal::IsAlias(of));
    }
    if pair.ruled_out {
        return Err(MergeRefusal::Already);
    }
    Ok(DuplicateRuledOut { other: pair.absorbed })
}

fn common(pair: &Pair, role: Role, reasoned: bool) -> Result<(), MergeRefusal> {
    if role != Role::ProvinceOfficer {
        return Err(MergeRefusal::Role);
    }
    if pair.survivor == pair.absorbed {
        return Err(MergeRefusal::Itself);
    }
    if reasoned {
        Ok(())
    } else {
        Err(MergeRefusal::NoReason)
    }
}

impl MergeRefusal {
    /// What is wrong and what to do.
    #[must_use]
    pub fn words(&self) -> Words {
        match self {
            Self::Role => Words::new(
                "Chỉ cấp tỉnh quyết định việc này.",
                "Only the province decides this.",
            ),
            Self::NoReason => Words::new("Hãy nêu lý do bằng văn bản.", "Give the reason in writing."),
            Self::Itself => Words::new("Hãy chọn hai hồ sơ khác nhau.", "Choose two different records."),
            Self::IsAlias(of) => Words::new(
                format!("Hồ sơ đã gộp vào {of}: hãy dùng hồ sơ đó, hoặc tách lại trước."),
                format!("The record is merged into {of}: use that one, or take them apart first."),
            ),
            Self::BothAbroad => Words::new(
                "Cả hai hồ sơ đều đang có lần ở nước ngoài: hãy chọn lần nào không tính (trùng).",
                "Both records hold a stay abroad: choose the one that is the same and not counted.",
            ),
            Self::NotTheirs(case) => Words::new(
                format!("Hồ sơ {case} không phải lần ở nước ngoài bị trùng của hai người này."),
                format!("The case {case} is not one of two stays abroad of these records."),
            ),
            Self::Forgotten => Words::new(
                "Một trong hai người đã được xóa dữ liệu, không còn đối chiếu được.",
                "One of them was forgotten and cannot be compared any more.",
            ),
            Self::NotMerged => Words::new(
                "Hai hồ sơ này không gộp với nhau.",
                "These records are not merged.",
            ),
            Self::Already => Words::new("Đã loại trừ trùng trước đó.", "It was ruled out before."),
        }
    }
}
