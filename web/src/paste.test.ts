// A range from Excel over the rows of a sheet: every cell lands or is listed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { keyChoice } from "./choices.ts";
import { cells, plan, summary, type Input, type Row } from "./paste.ts";

const yesNo = [["", "нет ответа"], ["yes", "есть"], ["no", "нет"]].map(([value = "", label = ""]) => ({ value, label }));
const scale = [["", "нет ответа"], ["0", "0"], ["1", "1"], ["2", "2"], ["no", "нет"]].map(([value = "", label = ""]) => ({ value, label }));
const row = (no: string, input: Input = "choice", options = input === "choice" ? yesNo : []): Row => ({ no, input, options });
const lay = (rows: Row[], text: string, from = 0) => plan(rows, from, cells(text));

test("a range is read as Excel writes it", () => {
  assert.deepEqual(cells("да\r\nнет\r\n"), [["да"], ["нет"]]);
  assert.deepEqual(cells("12\t15\n\t\n3"), [["12", "15"], ["", ""], ["3"]]);
  assert.deepEqual(cells('"две\nстроки"\t"с ""кавычками"""\nдалее'), [["две\nстроки", 'с "кавычками"'], ["далее"]]);
  assert.deepEqual(cells('"не закрыта'), [['"не закрыта']]);
  assert.deepEqual(cells(""), []);
});

test("words, signs and figures become choices", () => {
  const rows = ["1", "2", "3", "4", "5", "6", "7", "8"].map((no) => row(no));
  const made = lay(rows, "да\nЕсть \n+\n1\nнет\n-\n–\n0");
  assert.deepEqual(made.puts.map((put) => put.fields["value"]), ["yes", "yes", "yes", "yes", "no", "no", "no", "no"]);
  assert.deepEqual(made.misfits, []);
});

test("a figure is a mark where the row has marks", () => {
  const rows = [row("1", "choice", scale), row("2", "choice", scale), row("3", "choice", scale), row("4", "choice", scale)];
  const made = lay(rows, "1\n0\n3\nнет");
  assert.deepEqual(made.puts.map((put) => [put.no, put.fields["value"]]), [["1", "1"], ["2", "0"], ["4", "no"]]);
  assert.deepEqual(made.misfits, [{ no: "3", text: "3" }]);
});

test("numbers take a comma, a point and blanks; «нет» is absence, 0 a number", () => {
  const rows = ["1", "2", "3", "4", "5"].map((no) => row(no, "number"));
  const made = lay(rows, "12,5\n1 234.5\n0\nнет\nоколо 7");
  assert.deepEqual(made.puts.map((put) => put.fields), [{ value: "12,5" }, { value: "1234,5" }, { value: "0" }, { value: "нет" }]);
  assert.deepEqual(made.misfits, [{ no: "5", text: "около 7" }]);
});

test("a share comes in one cell or in two", () => {
  const rows = ["1", "2", "3", "4"].map((no) => row(no, "share"));
  const made = lay(rows, "12 из 15\n12/15\n12\t15\n80%");
  assert.deepEqual(made.puts.map((put) => put.fields), Array.from({ length: 3 }, () => ({ value: "12", second: "15" })));
  assert.deepEqual(made.misfits, [{ no: "4", text: "80%" }]);
});

test("a comparison comes in one cell or in two, the earlier value may be missing", () => {
  const rows = ["1", "2", "3"].map((no) => row(no, "dynamics"));
  const made = lay(rows, "12 (было 10)\n12\t10\n12");
  assert.deepEqual(made.puts.map((put) => put.fields), [{ value: "12", second: "10" }, { value: "12", second: "10" }, { value: "12" }]);
});

test("values go down from the row in focus; a row of the expert is not filled, an empty cell changes nothing", () => {
  const rows = [row("1.1"), row("1.2", "none"), row("1.3"), row("1.4")];
  const made = lay(rows, "да\n\nнет\nда", 1);
  assert.deepEqual(made, {
    puts: [{ no: "1.4", fields: { value: "no" } }],
    misfits: [{ no: "1.2", text: "да" }],
    over: ["да"],
  });
  assert.equal(summary(made), "Вставлено 1, не подошло 1: 1.2 «да». Строк больше, чем в таблице, на 1: «да».");
});

test("a first column of indicators' numbers leads each line to its row", () => {
  const rows = [row("1.1"), row("1.2"), row("1.3")];
  const made = lay(rows, "1.3\tда\n1.1\tнет", 2);
  assert.deepEqual(made.puts, [{ no: "1.3", fields: { value: "yes" } }, { no: "1.1", fields: { value: "no" } }]);
});

test("a column too many is told, not dropped", () => {
  const made = lay([row("1"), row("2", "share")], "да\tприказ № 5\n12\t15\tзаметка");
  assert.equal(made.puts.length, 2);
  assert.equal(summary(made), "Вставлено 2, не подошло 2: 1 «приказ № 5», 2 «заметка».");
});

test("what does not fit is listed whole", () => {
  const rows = ["3.4", "3.5"].map((no) => row(no));
  assert.equal(summary(lay(rows, "возможно\nнет")), "Вставлено 1, не подошло 1: 3.4 «возможно».");
  assert.equal(summary(lay(rows, "да\nнет")), "Вставлено 2.");
});

test("a key means the same in either layout", () => {
  const meant = ["е", "Е", "t", "+", "1", "н", "Y", "-", "0", "я"].map((key) => keyChoice(yesNo, key));
  assert.deepEqual(meant, ["yes", "yes", "yes", "yes", "yes", "no", "no", "no", "no", null]);
  assert.equal(keyChoice(scale, "1"), "1");
  assert.equal(keyChoice(scale, "е"), null);
});
