//! What is typed over cells, divided into rows and read as every other.

use super::*;

fn book() -> (Book, Layout) {
    let text = "Список\nФИО;Должность\nСемёнова Мария Петровна;дворник\n";
    let book = sheets::read("a.csv", text.as_bytes(), &sheets::Caps::default()).unwrap();
    let columns = [(0, "full_name".to_owned()), (1, "post".to_owned())].into();
    (
        book.clone(),
        Layout { sheet: book.grids[0].name.clone(), header: Some(1), columns, ..Layout::default() },
    )
}

fn fields(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn two_in_one_cell_are_divided_into_rows() {
    let text = "Школа;ФИО;Должность\nШкола № 1;Цой Ирина Юрьевна;учитель\n;Семёнова Мария Петровна, Лебедева Анна Ильинична;учитель\n;Итого;\n";
    let mut book = sheets::read("a.csv", text.as_bytes(), &sheets::Caps::default()).unwrap();
    let columns = [(0, "unit"), (1, "full_name"), (2, "post")].map(|(at, field)| (at, field.to_owned()));
    let layout = Layout {
        sheet: book.grids[0].name.clone(),
        header: Some(0),
        columns: columns.into(),
        ..Layout::default()
    };
    let mut decided = Decided::default();
    let both = "Семёнова Мария Петровна\r\n Лебедева Анна Ильинична\r\n";
    decided.take(&fields(&[("row-5", "skip"), ("cell-B3", both)]), &book, &layout);
    assert_eq!(
        (decided.ends, decided.rows.len()),
        (Some(4), 0),
        "nothing is decided of a row nobody has seen"
    );
    let mut again = Decided::of(&decided.written());
    assert_eq!(again, decided);
    for _ in 0..2 {
        again.put(&mut book, &layout);
        let grid = &book.grids[0];
        let row = |at: u32| [grid.text(at, 0), grid.text(at, 1), grid.text(at, 2)];
        assert_eq!(row(2), ["", "Семёнова Мария Петровна", "учитель"]);
        assert_eq!(row(4), ["Школа № 1", "Лебедева Анна Ильинична", "учитель"]);
        assert_eq!(grid.cells.keys().next_back().unwrap().row, 4, "once, however often it is read");
    }
    assert_eq!((again.divided_of(5), again.divided_of(4), again.divided_of(6)), (Some(3), None, None));
    again.take(&fields(&[("cell-C5", "методист"), ("row-5", "other")]), &book, &layout);
    again.put(&mut book, &layout);
    assert_eq!((book.grids[0].text(4, 2), again.rows.len()), ("методист".to_owned(), 1));
}

#[test]
fn what_a_form_shows_as_it_came_takes_nobodys_correction_away() {
    let (book, layout) = book();
    let mut decided = Decided::default();
    decided.take(&fields(&[("cell-B3", "учитель"), ("was-B3", "дворник")]), &book, &layout);
    // A page opened before: the same cell untouched, another one corrected.
    let late = [("cell-B3", "дворник"), ("was-B3", "дворник"), ("cell-A3", "Семёнова Анна Петровна")];
    decided.take(&fields(&late), &book, &layout);
    let cells: Vec<&str> = decided.cells.values().map(String::as_str).collect();
    assert_eq!(cells, ["Семёнова Анна Петровна", "учитель"]);
}

#[test]
fn divided_names_stand_in_the_columns_of_their_parts() {
    let text = "Фамилия;Имя;Отчество;Должность\nСемёнова Мария Петровна, Цой Ирина;;;учитель\n\
                Ли, Ан;Вера, Ия;;учитель\n";
    let mut book = sheets::read("a.csv", text.as_bytes(), &sheets::Caps::default()).unwrap();
    let fields = ["last_name", "first_name", "middle_name", "post"];
    let layout = Layout {
        sheet: book.grids[0].name.clone(),
        header: Some(0),
        columns: (0..4).zip(fields.map(str::to_owned)).collect(),
        ..Layout::default()
    };
    let mut decided = Decided::default();
    let both = [("cell-A2", "Семёнова (Белова) Мария Петровна\nЦой Ирина"), ("cell-A3", "Ли В. И.\nАн Ия")];
    decided.take(&self::fields(&both), &book, &layout);
    decided.put(&mut book, &layout);
    let row = |at: u32| [0, 1, 2, 3].map(|column| book.grids[0].text(at, column));
    assert_eq!(row(1), ["Семёнова (Белова)", "Мария", "Петровна", "учитель"]);
    assert_eq!(row(2), ["Ли", "В.", "И.", "учитель"]);
    assert_eq!(row(3), ["Цой", "Ирина", "", "учитель"]);
    assert_eq!(row(4), ["Ан", "Ия", "", "учитель"]);
}

#[test]
fn what_is_typed_over_a_cell_is_kept_and_read() {
    let (mut book, layout) = book();
    let mut decided = Decided::default();
    let typed =
        fields(&[("row-3", "skip"), ("cell-B3", " учитель "), ("cell-A3", "Семёнова Мария Петровна")]);
    decided.take(&typed, &book, &layout);
    assert_eq!(decided.cells.len(), 1, "what stands there already is not typed");
    let again = Decided::of(&decided.written());
    assert_eq!((&again, again.rows.get(&3)), (&decided, Some(&Choice::Skip)));
    again.put(&mut book, &layout);
    assert_eq!(
        (book.grids[0].text(2, 1), book.grids[0].text(2, 0)),
        ("учитель".into(), "Семёнова Мария Петровна".into())
    );
    assert_eq!(again.typed_in(3).count(), 1);
}

fn schools() -> (Book, Layout) {
    let text = "Школа;ФИО\nСОШ 1;А\nсош  1;Б\nСОШ 2;В\nСОШ 1;Г\n";
    let book = sheets::read("a.csv", text.as_bytes(), &sheets::Caps::default()).unwrap();
    let columns = [(0, "unit".to_owned()), (1, "full_name".to_owned())].into();
    (
        book.clone(),
        Layout { sheet: book.grids[0].name.clone(), header: Some(0), columns, ..Layout::default() },
    )
}

fn column(book: &Book) -> Vec<String> {
    (1..5).map(|row| book.grids[0].text(row, 0)).collect()
}

#[test]
fn one_answer_is_read_in_every_row_with_the_same_text_and_a_slip_in_it_is_mended_at_once() {
    let (mut book, layout) = schools();
    let mut decided = Decided::default();
    let typed = [
        ("cell-A2", "Шкла 1"),
        ("all-A2", "1"),
        ("cell-A3", "сош  1"),
        ("all-A3", "1"),
        ("cell-A5", "Лицей"),
    ];
    decided.take(&fields(&typed), &book, &layout);
    assert_eq!((decided.readings["unit"].len(), decided.cells.len()), (1, 1));
    let read = decided.put(&mut book, &layout);
    assert_eq!(column(&book), ["Шкла 1", "Шкла 1", "СОШ 2", "Лицей"]);
    assert_eq!(read.len(), 2, "the cell with an answer of its own keeps it");
    decided.take(&fields(&[("cell-A3", "Школа № 1"), ("all-A3", "1")]), &book, &layout);
    decided.put(&mut book, &layout);
    assert_eq!(column(&book), ["Школа № 1", "Школа № 1", "СОШ 2", "Лицей"]);
    let (mut fresh, again) = (schools().0, Decided::of(&decided.written()));
    assert_eq!(again, decided);
    again.put(&mut fresh, &layout);
    assert_eq!(column(&fresh), column(&book), "the same from the file");
    again.put(&mut fresh, &layout);
    assert_eq!(column(&fresh), column(&book), "and twice");
}

#[test]
fn readings_one_of_another_are_read_to_the_end_at_once() {
    let reading = |said: &str, to: &str| (db::fold(said), Reading { said: said.into(), to: to.into() });
    let all: BTreeMap<_, _> =
        [reading("СОШ 1", "СОШ 2"), reading("СОШ 2", "Лицей"), reading("лицей", "Лицей")].into();
    let decided = Decided { readings: [("unit".to_owned(), all)].into(), ..Decided::default() };
    let (mut book, layout) = schools();
    decided.put(&mut book, &layout);
    assert_eq!(column(&book), ["Лицей", "Лицей", "Лицей", "Лицей"]);
    let once = book.clone();
    decided.put(&mut book, &layout);
    assert_eq!(book, once);
    let round: BTreeMap<_, _> = [reading("СОШ 1", "СОШ 2"), reading("СОШ 2", "СОШ 1")].into();
    let decided = Decided { readings: [("unit".to_owned(), round)].into(), ..Decided::default() };
    decided.put(&mut schools().0, &layout);
}

#[test]
fn of_two_answers_to_one_text_the_first_is_of_all_and_nothing_is_no_text() {
    let (mut book, layout) = schools();
    let mut decided = Decided::default();
    let typed = [("cell-A2", "Один"), ("all-A2", "1"), ("cell-A5", "Другой"), ("all-A5", "1")];
    decided.take(&fields(&typed), &book, &layout);
    decided.put(&mut book, &layout);
    assert_eq!(column(&book), ["Один", "Один", "СОШ 2", "Другой"]);
    let (mut book, _) = schools();
    book.grids[0].cells.remove(&Address::at(2, 0));
    let mut decided = Decided::default();
    decided.take(
        &fields(&[("cell-A3", "Школа"), ("all-A3", "1"), ("all-XFD9", "1"), ("all-", "")]),
        &book,
        &layout,
    );
    assert_eq!((decided.readings.len(), decided.cells.len()), (0, 1), "an empty cell is corrected alone");
}

#[test]
fn cells_outside_the_list_are_not_made() {
    let (mut book, layout) = book();
    let (before, mut decided) = (book.clone(), Decided::default());
    let all =
        ["cell-A4294967295", "cell-B1", "cell-B2", "cell-C3", "cell-XFD3", "cell-A4", "cell-", "cell-ё"];
    decided.take(&fields(&all.map(|name| (name, "x"))), &book, &layout);
    assert_eq!(decided, Decided::default());
    decided.cells.insert(Address::at(u32::MAX, 0), "x".to_owned());
    decided.put(&mut book, &layout);
    assert_eq!(book, before);
}

#[test]
fn choices_written_before_cells_were_typed_are_read() {
    let kept: Choices = [(4, Choice::Other), (7, Choice::Is(12))].into();
    assert_eq!(Decided::of(&serde_json::to_string(&kept).unwrap()).rows, kept);
}
