//! Why a file is not taken as this sheet: sentences that name both.

use std::fmt;

/// Why a file is not this sheet's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotThis {
    /// No table of this program, or one saved without its hidden worksheet.
    Unknown,
    /// Another object or another year.
    Sheet { file: String, open: String },
    /// The same object and year in another monitoring.
    Campaign { file: String, open: String },
    /// The table of indicators was another one.
    Template(String),
    /// Its rows do not name indicators once each.
    Rows(String),
}

impl fmt::Display for NotThis {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => out.write_str(
                "Это не таблица, выгруженная отсюда: в файле нет отметки, чья она. Нажмите «Выгрузить XLSX», заполните \
                 выгруженный файл и сохраните его в том же виде (XLSX или ODS).",
            ),
            Self::Sheet { file, open } => write!(
                out,
                "Файл – таблица {file}, а открыта таблица {open}. Откройте таблицу, из которой файл выгружен, или выберите \
                 другой файл."
            ),
            Self::Campaign { file, open } => write!(
                out,
                "Файл выгружен из мониторинга «{file}», а открыт мониторинг «{open}». Откройте нужный мониторинг или \
                 выберите другой файл."
            ),
            Self::Template(open) => write!(
                out,
                "Файл выгружен по другой таблице показателей, чем та, по которой идёт мониторинг {open}. Выгрузите таблицу \
                 заново и перенесите в неё ответы."
            ),
            Self::Rows(no) => write!(
                out,
                "В файле строка показателя {no} встречается дважды. Оставьте одну и загрузите файл снова."
            ),
        }
    }
}
