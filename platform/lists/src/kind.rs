//! What a kind of lists is: its words, its columns, how its rows are judged and done. An area above implements it.

use std::collections::BTreeSet;

use access::{Granted, Permission};
use db::Ranges;
use sheets::{Book, Grid};
use web::{Cx, Mode, Result, Write};

use crate::{Change, Fault, Import, Layout, Verdict};

/// What the pages of a kind are called.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// «Загрузить список педагогов»
    pub upload: &'static str,
    /// «Список педагогов»: an accepted one.
    pub one: &'static str,
    /// «список педагогов», as the journal says it.
    pub told: &'static str,
    /// «карточки»: what somebody else may have changed meanwhile.
    pub kept: &'static str,
    /// «К педагогам» and where that is.
    pub back: (&'static str, &'static str),
    /// What to know about the file: the hint under the chooser.
    pub hint: &'static str,
    /// «Чей это список», what no choice means, the hint.
    pub place: (&'static str, &'static str, &'static str),
    /// «Кто»: the head of the column that names a row's thing.
    pub who: &'static str,
    /// «новый человек»
    pub new: &'static str,
    /// «решите, кто это»
    pub doubtful: &'static str,
    /// The day where the list names none: its label.
    pub day: &'static str,
    /// Paragraphs of «Что понимает программа».
    pub help: &'static [&'static str],
    /// Head of those who are not in the list, what to do about them, the word of the link.
    pub missing: (&'static str, &'static str, &'static str),
    /// Counts of an accepted list: new, changed, same, doubtful, wrong.
    pub counts: [&'static str; 5],
    /// What taking it back does.
    pub undo: &'static str,
    /// A row that names nothing: what is said of an empty list.
    pub empty: &'static str,
}

/// A title that may name either of two fields: «Стаж».
#[derive(Debug, Clone, Copy)]
pub struct Either {
    /// Codes of the fields; the first is taken while nobody tells.
    pub fields: [&'static str; 2],
    /// «Какой это стаж?»
    pub question: &'static str,
    /// Why it matters.
    pub why: &'static str,
}

impl Either {
    /// What is asked of a list in a line for a command, a column each; nothing where all titles are clear.
    pub fn asked(self, layout: &Layout) -> Vec<String> {
        let asked = |column: &u16| {
            let title = layout.titles.get(column).map_or("", String::as_str);
            format!("столбец «{title}»: {} {}", self.question, self.why)
        };
        layout.unsure.iter().map(asked).collect()
    }
}

/// A row as the page shows it.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// As a spreadsheet numbers it.
    pub number: u32,
    /// What it names.
    pub name: String,
    /// Where.
    pub place: String,
    /// What changes.
    pub changes: Vec<Change>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// What was read otherwise than it stands.
    pub notes: Vec<String>,
    /// Cells to be typed over though nothing is wrong with them, or in lines of which each is to be a row: the cell, the lines
    /// offered; empty: as it stands.
    pub asked: Vec<(String, String)>,
    /// What is to be decided, where it is not what [`Words::doubtful`] says; empty: that.
    pub doubt: &'static str,
    /// Who or what it may be: the value and the words of a choice, and whether it is chosen.
    pub options: Vec<(String, String, bool)>,
}

/// What an import would do: rows judged, and what the page says beside them.
pub trait Plan {
    /// The import.
    fn import(&self) -> &Import;
    /// How the list is read.
    fn layout(&self) -> &Layout;
    /// Row and verdict, top to bottom.
    fn verdicts(&self) -> Vec<(u32, Verdict)>;
    /// The row at this position.
    fn row(&self, at: usize) -> Row;
    /// What the plan was made from: it changes when what is stored or the way the list is read does.
    fn seen(&self) -> String;
    /// Rows left out, with the reason.
    fn left_out(&self) -> &[(u32, String)];
    /// What works now and is not in the list: name, what it is, where it is ended.
    fn missing(&self) -> Vec<(String, String, String)>;
    /// Everything that is wrong, for a command.
    fn faults(&self) -> Vec<Fault>;

    /// How many rows of the verdict.
    fn count(&self, verdict: Verdict) -> usize {
        self.verdicts().iter().filter(|(_, one)| *one == verdict).count()
    }

    /// Whether no row waits for a decision or a correction.
    fn is_whole(&self) -> bool {
        self.count(Verdict::Wrong) == 0 && self.count(Verdict::Doubtful) == 0
    }
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Rows that added something.
    pub new: usize,
    /// Rows that changed something.
    pub changed: usize,
}

/// A kind of lists.
pub trait Kind: 'static {
    /// Who may bring them in.
    type May: Permission;
    /// What an import would do.
    type Plan: Plan;
    /// `people`: the first part of its addresses, and what its imports are kept under.
    const CODE: &'static str;
    /// What its pages are called.
    const WORDS: Words;
    /// Fields a list writes in one way throughout – organisations: a correction is meant for every row with the same text, and
    /// for the sender's next lists.
    const ALIKE: &'static [&'static str];
    /// What a title may mean besides what it is read as.
    const EITHER: Option<Either> = None;

    /// Codes and words of what a column may hold, in the order of a choice.
    fn fields() -> Vec<(&'static str, &'static str)>;
    /// The list of the file, or the sentence why there is none; `path`: of the unit it is for.
    fn found<M: Mode>(cx: &mut Cx<M>, path: &str, book: &Book)
    -> Result<std::result::Result<Layout, String>>;
    /// How a worksheet reads as a list.
    fn of_grid<M: Mode>(cx: &mut Cx<M>, path: &str, grid: &Grid) -> Result<Layout>;
    /// Units whose whole list a file may be: id and name.
    fn places<M: Mode>(cx: &mut Cx<M>, may: &Granted<Self::May>) -> Result<Vec<(String, String)>>;
    /// The unit chosen with its path; without a choice the person's own place; and whether every row is of it.
    fn place<M: Mode>(
        cx: &mut Cx<M>,
        may: &Granted<Self::May>,
        chosen: &str,
    ) -> Result<Option<(i64, String, bool)>>;
    /// What the list would do; `scope` is what the person reaches.
    fn plan<M: Mode>(cx: &mut Cx<M>, scope: &Ranges, import: Import, book: &Book) -> Result<Self::Plan>;
    /// Addresses of cells the list cannot be read in: where a reading remembered before may stand. By the whole plan, unless a
    /// kind knows by less.
    fn unclear<M: Mode>(
        cx: &mut Cx<M>,
        scope: &Ranges,
        import: Import,
        book: &Book,
    ) -> Result<BTreeSet<String>> {
        let plan = Self::plan(cx, scope, import, book)?;
        Ok(plan.faults().into_iter().map(|fault| fault.cell).collect())
    }
    /// Notes that the person saw personal data of the plan: of the rows on the page and of those who are not in the list.
    fn saw<M: Mode>(_cx: &mut Cx<M>, _plan: &Self::Plan, _rows: &[usize]) {}
    /// Does what the good rows say that are chosen by their number.
    fn apply(
        cx: &mut Cx<Write>,
        may: &Granted<Self::May>,
        plan: &Self::Plan,
        is_chosen: &dyn Fn(u32) -> bool,
    ) -> Result<Done>;
    /// Takes the import back: how many things, and the names of those that were kept.
    fn undo(cx: &mut Cx<Write>, may: &Granted<Self::May>, import: Import) -> Result<(usize, Vec<String>)>;
    /// Names and addresses of these things.
    fn named<M: Mode>(cx: &mut Cx<M>, ids: &[i64]) -> Result<Vec<(String, String)>>;
}
