//! Roles: the one business noun of the platform, a closed list (decision 5). Areas say what each may do.

use std::fmt;
use std::str::FromStr;

use crate::Level;

/// A role a person holds in a scope; the codes are listed in ARCHITECTURE.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Администратор установки.
    Administrator,
    /// Министерство, департамент образования.
    Ministry,
    /// Методист института развития образования.
    InstituteMethodist,
    /// Муниципальный орган управления образованием.
    MunicipalAuthority,
    /// Руководитель муниципальной методической службы.
    ServiceHead,
    /// Методист муниципальной методической службы.
    MunicipalMethodist,
    /// Руководитель методической структуры: РМО, ШМО, творческой группы, ресурсного центра.
    StructureHead,
    /// Директор организации.
    Principal,
    /// Заместитель директора по методической работе.
    Deputy,
    /// Наставник.
    Mentor,
    /// Педагог.
    Teacher,
    /// Председатель совета или ассоциации.
    BodyChair,
    /// Секретарь совета или ассоциации.
    BodySecretary,
    /// Эксперт, член жюри.
    Expert,
}

impl Role {
    /// All roles, in the order of the matrix.
    pub const ALL: [Self; 14] = [
        Self::Administrator,
        Self::Ministry,
        Self::InstituteMethodist,
        Self::MunicipalAuthority,
        Self::ServiceHead,
        Self::MunicipalMethodist,
        Self::StructureHead,
        Self::Principal,
        Self::Deputy,
        Self::Mentor,
        Self::Teacher,
        Self::BodyChair,
        Self::BodySecretary,
        Self::Expert,
    ];

    /// The code stored, printed and used by `sign_ins[].role`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Ministry => "ministry",
            Self::InstituteMethodist => "institute_methodist",
            Self::MunicipalAuthority => "municipal_authority",
            Self::ServiceHead => "service_head",
            Self::MunicipalMethodist => "municipal_methodist",
            Self::StructureHead => "structure_head",
            Self::Principal => "principal",
            Self::Deputy => "deputy",
            Self::Mentor => "mentor",
            Self::Teacher => "teacher",
            Self::BodyChair => "body_chair",
            Self::BodySecretary => "body_secretary",
            Self::Expert => "expert",
        }
    }

    /// The name on the screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Administrator => "Администратор",
            Self::Ministry => "Министерство образования",
            Self::InstituteMethodist => "Методист института",
            Self::MunicipalAuthority => "Орган управления образованием",
            Self::ServiceHead => "Руководитель методической службы",
            Self::MunicipalMethodist => "Методист муниципальной службы",
            Self::StructureHead => "Руководитель методической структуры",
            Self::Principal => "Директор",
            Self::Deputy => "Заместитель директора по методической работе",
            Self::Mentor => "Наставник",
            Self::Teacher => "Педагог",
            Self::BodyChair => "Председатель совета",
            Self::BodySecretary => "Секретарь совета",
            Self::Expert => "Эксперт",
        }
    }

    /// Whether whoever gets into such an account could see or change what belongs to many: the setting `second-factor`
    /// = `privileged` demands the second factor of these.
    pub fn is_privileged(self) -> bool {
        match self {
            Self::Administrator
            | Self::Ministry
            | Self::InstituteMethodist
            | Self::MunicipalAuthority
            | Self::ServiceHead => true,
            Self::MunicipalMethodist
            | Self::StructureHead
            | Self::Principal
            | Self::Deputy
            | Self::Mentor
            | Self::Teacher
            | Self::BodyChair
            | Self::BodySecretary
            | Self::Expert => false,
        }
    }

    /// How many objects a person of this role takes away in files in a day; above it another person is asked.
    pub fn export_limit(self) -> i64 {
        match self {
            Self::Administrator | Self::Ministry | Self::InstituteMethodist => 3000,
            Self::MunicipalAuthority | Self::ServiceHead | Self::MunicipalMethodist => 300,
            Self::StructureHead
            | Self::Principal
            | Self::Deputy
            | Self::Mentor
            | Self::Teacher
            | Self::BodyChair
            | Self::BodySecretary
            | Self::Expert => 100,
        }
    }

    /// The levels at which the role can be held.
    pub fn levels(self) -> &'static [Level] {
        use Level::{Installation, Municipality, Organisation, Region};
        match self {
            Self::Administrator => &[Installation, Region],
            Self::Ministry | Self::InstituteMethodist => &[Region],
            Self::MunicipalAuthority | Self::ServiceHead | Self::MunicipalMethodist => &[Municipality],
            Self::StructureHead | Self::BodyChair | Self::BodySecretary | Self::Expert => {
                &[Region, Municipality, Organisation]
            }
            Self::Principal | Self::Deputy | Self::Mentor | Self::Teacher => &[Organisation],
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.code() == code).ok_or_else(|| format!("unknown role `{code}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_read_back() {
        for role in Role::ALL {
            assert_eq!(role.code().parse(), Ok(role));
            assert!(!role.levels().is_empty());
        }
    }
}
