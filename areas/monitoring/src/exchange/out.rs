//! A sheet as a workbook: the table as the regulation draws it, fillable where the person may fill it.

use packs::{Criterion, Indicator};
use sheets::{Cell, Check, Column, Line, Table, Value, Workbook};
use web::{Cx, Mode, Result, russian};

use super::slots::{self, Kind, Slot, Typed};
use super::{answered, evidence, file, identity};
use crate::pages::{row, words};
use crate::rules::shown;
use crate::worksheet::Worksheet;

/// What a workbook of a sheet is made from.
struct Out<'a> {
    work: &'a Worksheet,
    sheet: &'a row::Sheet<'a>,
    fills: bool,
    has_second: bool,
}

/// The workbook of a sheet, open for filling when `may_fill`.
pub(crate) fn workbook<M: Mode>(cx: &mut Cx<M>, sheet: &row::Sheet<'_>) -> Result<Workbook> {
    let work = sheet.work;
    let today = cx.today_at(&work.sheet.unit_path)?;
    let zone = cx.zone_at(&work.sheet.unit_path)?;
    let taken = russian::moment(cx.now(), zone);
    let has_second =
        work.template.indicators().any(|(_, one)| slots::of(one).iter().any(|slot| slot.kind.has_second()));
    let out = Out { work, sheet, fills: sheet.may_fill && work.is_editable(), has_second };
    let title = format!("{} – {}", work.sheet.name(), russian::school_year(&work.campaign.period));
    Ok(Workbook { title, made_on: today, tables: vec![out.table(&taken), identity::table(work)] })
}

impl Out<'_> {
    fn table(&self, taken: &str) -> Table {
        let work = self.work;
        let mut lines = Vec::new();
        for criterion in &work.template.criteria {
            lines.push(self.criterion(criterion));
            let mut above = "";
            for indicator in &criterion.indicators {
                lines.extend(self.indicator(indicator, indicator.group != above));
                above = &indicator.group;
            }
        }
        lines.extend(self.foot(taken));
        Table {
            name: work.sheet.name().to_owned(),
            title: self.title(taken),
            columns: self.columns(),
            lines,
            is_guarded: true,
            ..Table::default()
        }
    }

    fn title(&self, taken: &str) -> Vec<String> {
        let work = self.work;
        let year = russian::school_year(&work.campaign.period);
        let until = russian::date_long(work.sheet.due_on);
        let state = work.sheet.state().title();
        let mut title = vec![
            format!("{}, {year}", work.campaign.title),
            format!("{} · сдать до {until} · таблица «{state}», выгружена {taken}", work.sheet.name()),
        ];
        if self.fills {
            title.push(
                "Заполняйте жёлтые ячейки: ответ выберите из списка, документы впишите по одному в строке – номера и даты \
                 достаточно («Приказ № 5 от 01.09.2025»), если документ есть в реестре. Баллы посчитает программа после загрузки."
                    .to_owned(),
            );
        }
        title
    }

    fn columns(&self) -> Vec<Column> {
        let second = self.has_second.then(|| Column::new(file::SECOND, 11));
        let before = [
            Column::new(file::NO, 7),
            Column::new("Показатель и критерий оценки", 38),
            Column::new("Что оценивается", 32),
            Column::new(file::ANSWER, 14),
        ];
        let after = [
            Column::new(file::EVIDENCE, 34),
            Column::new("Балл", 8),
            Column::new("Максимум", 11),
            Column::new("Состояние", 14),
            Column::new("Замечание", 24),
        ];
        before.into_iter().chain(second).chain(after).collect()
    }

    fn criterion(&self, criterion: &Criterion) -> Line {
        let found = self.sheet.result.criteria.iter().find(|one| one.no == criterion.no);
        let number =
            |value: Option<rust_decimal::Decimal>| Cell::number(value.map(shown).unwrap_or_default());
        Line::Group {
            text: format!("{}. {}", criterion.no, criterion.title),
            cells: vec![
                number(found.map(|one| one.score)),
                number(found.map(|one| one.max)),
                Cell::default(),
                Cell::default(),
            ],
        }
    }

    /// The rows of an indicator; its heading in the source's words stands over the first one of those under it.
    fn indicator(&self, indicator: &Indicator, opens_group: bool) -> Vec<Line> {
        let answer = answered(self.work, &indicator.no);
        let source = if opens_group && !indicator.group.is_empty() {
            format!("{}\n{}", indicator.group, indicator.source)
        } else {
            indicator.source.clone()
        };
        let row = |slot: &Slot| {
            let typed = slots::typed(slot, indicator, &answer);
            match slot.part {
                None => self.own_row(indicator, slot, &typed, &source),
                Some(_) => self.part_row(slot, &typed),
            }
        };
        slots::of(indicator).iter().map(row).collect()
    }

    fn own_row(&self, indicator: &Indicator, slot: &Slot, typed: &Typed, source: &str) -> Line {
        let no = &indicator.no;
        let scored = self.sheet.result.indicator(no);
        let points = scored
            .and_then(|one| one.score)
            .map_or_else(|| Cell::text("–"), |score| Cell::number(shown(score)));
        let most = scored.map(|one| shown(one.max)).unwrap_or_default();
        let row = self.sheet.row(indicator);
        let computed = self.work.is_computed(no).then(|| self.work.computed(no)).flatten();
        let mut cells = vec![Cell::text(no), Cell::text(source), Cell::text(&indicator.title)];
        if let Some(answer) = computed {
            // The program's own answer: locked here, a person gives another on the site.
            let locked = Slot { kind: Kind::Locked, ..slot.clone() };
            let text = format!("{} {}", slots::COMPUTED, words::answer(&answer));
            cells.extend(self.answer(&locked, typed, &text));
        } else {
            let locked = if slot.kind == Kind::Locked { row.value.as_str() } else { "" };
            cells.extend(self.answer(slot, typed, locked));
        }
        let is_asked = indicator.assessment != packs::Assessment::Manual;
        cells.extend([self.evidence(no, is_asked), points, Cell::number(most), Cell::text(row.state)]);
        cells.push(Cell::text(self.remark(no)));
        Line::Cells(cells)
    }

    fn part_row(&self, slot: &Slot, typed: &Typed) -> Line {
        let mut cells = vec![Cell::text(&slot.key), Cell::default(), Cell::text(&slot.title)];
        cells.extend(self.answer(slot, typed, ""));
        cells.extend([Cell::default(), Cell::default(), Cell::default(), Cell::default(), Cell::default()]);
        Line::Cells(cells)
    }

    /// The cell of the answer and, where the table has it, of the second value.
    fn answer(&self, slot: &Slot, typed: &Typed, locked: &str) -> Vec<Cell> {
        let is_open = self.fills && slot.kind != Kind::Locked;
        let text = if slot.kind == Kind::Locked { locked } else { typed.first.as_str() };
        let mut first = Cell { value: value(&slot.kind, text), is_open, ..Cell::default() };
        let mut second = Cell { value: value(&slot.kind, &typed.second), ..Cell::default() };
        if is_open {
            first.check = check(&slot.kind);
            slot.kind.hint().clone_into(&mut first.note);
            second.is_open = slot.kind.has_second();
            second.check = matches!(slot.kind, Kind::Dynamics | Kind::Share).then_some(Check::AtLeast(0));
        }
        if self.has_second { vec![first, second] } else { vec![first] }
    }

    fn evidence(&self, no: &str, is_asked: bool) -> Cell {
        let links = self.work.links(no).iter();
        let lines: Vec<String> = links.map(|link| evidence::line(&link.title, link.document_id)).collect();
        Cell { is_open: self.fills && is_asked, ..Cell::text(lines.join("\n")) }
    }

    /// What the verifier asked to mend, or said with the ruling.
    fn remark(&self, no: &str) -> String {
        let Some(row) = self.work.answers.get(no) else {
            return String::new();
        };
        let is_open = self.work.sheet.state().is_editable();
        if is_open && !row.remark.is_empty() { row.remark.clone() } else { row.ruling_reason.clone() }
    }

    fn foot(&self, taken: &str) -> Vec<Line> {
        let result = &self.sheet.result;
        let percent = result.percent.as_ref().map(crate::rules::Percent::shown).unwrap_or_default();
        let note = format!("Посчитано программой {taken}. В файле баллы не пересчитываются.");
        let foot = |text: &str, first: Cell, second: Cell, last: Cell| Line::Foot {
            text: text.to_owned(),
            cells: vec![first, second, Cell::default(), last],
        };
        let total = Cell::number(shown(result.score)).noted(note.as_str());
        let mut lines = vec![
            foot("Итого баллов", total, Cell::number(shown(result.max)), Cell::text(note)),
            foot("Процент", Cell::percent(rounded(&percent)), Cell::default(), Cell::default()),
        ];
        if let Some(band) = &result.band {
            lines.push(foot("Уровень", Cell::text(band), Cell::default(), Cell::default()));
        }
        lines
    }
}

/// What a cell holds for a typed text: numbers as numbers, words as words.
fn value(kind: &Kind, text: &str) -> Value {
    let is_number = matches!(kind, Kind::Number | Kind::Dynamics | Kind::Share | Kind::Mark(_))
        && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    match text {
        "" => Value::Empty,
        _ if is_number => Value::Number(text.to_owned()),
        _ => Value::Text(text.to_owned()),
    }
}

/// Numbers are not forced: «нет» may stand where a number does, and the spreadsheet knows no such rule.
fn check(kind: &Kind) -> Option<Check> {
    let choices = kind.choices();
    match kind {
        _ if !choices.is_empty() => Some(Check::List(choices)),
        Kind::Number | Kind::Dynamics | Kind::Share => Some(Check::NumberOr("нет".to_owned())),
        _ => None,
    }
}

/// A percent as the page shows it: one digit after the comma, half up.
pub(crate) fn rounded(exact: &str) -> String {
    exact
        .parse::<rust_decimal::Decimal>()
        .map(|value| value.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
        .map(|value| value.to_string())
        .unwrap_or_default()
}
