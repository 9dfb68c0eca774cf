//! Why a file was not read: each a sentence for the person who chose it.

use thiserror::Error;

use crate::Address;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotRead {
    /// Nothing inside.
    #[error("Файл пустой. Проверьте, сохранён ли он, и выберите его снова.")]
    Empty,
    /// Larger than the cap, in megabytes.
    #[error(
        "Файл больше {0} МБ: столько таблица не занимает. Уберите из неё рисунки и лишние листы и выберите её снова."
    )]
    TooLarge(usize),
    /// Behind a password.
    #[error(
        "Файл закрыт паролем. Снимите пароль в программе, где он сделан, сохраните файл и выберите его снова."
    )]
    Locked,
    /// The container of Excel 97–2003.
    #[error(
        "Это таблица старого вида (.xls). Откройте её, выберите «Сохранить как» и вид «Книга Excel (.xlsx)» и загрузите новый файл."
    )]
    Old,
    /// An archive or its content that cannot be read.
    #[error(
        "Файл повреждён: таблица в нём не читается. Откройте его в Excel или LibreOffice, сохраните заново и загрузите."
    )]
    Broken,
    /// Unpacks into far more than its size says.
    #[error(
        "Файл не принят: внутри него гораздо больше, чем бывает в таблице. Скопируйте нужные строки в новую книгу и загрузите её."
    )]
    Bomb,
    /// Something else.
    #[error("Это не таблица. Загрузите файл XLSX, ODS или CSV.")]
    NotTable,
    /// More worksheets than the cap.
    #[error("В файле больше {0} листов. Оставьте нужные и загрузите его снова.")]
    TooManyWorksheets(usize),
    /// A cell below the cap.
    #[error(
        "На листе «{0}» больше {1} строк. Разделите список на файлы до {1} строк и загрузите их по очереди; если лишние строки внизу пустые, удалите их."
    )]
    TooManyRows(String, u32),
    /// A cell right of the cap.
    #[error("На листе «{0}» больше {1} столбцов. Уберите лишние столбцы справа и загрузите файл снова.")]
    TooManyColumns(String, u16),
    /// More filled cells than the cap.
    #[error(
        "В файле слишком много заполненных ячеек: больше {0}. Разделите его на несколько и загрузите по одному."
    )]
    TooManyCells(usize),
    /// A text longer than the cap.
    #[error("На листе «{0}» в ячейке {1} больше {2} знаков. Сократите текст и загрузите файл снова.")]
    TooLong(String, Address, usize),
}
