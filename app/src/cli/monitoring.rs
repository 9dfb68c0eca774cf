//! `metodset monitoring score`: scores a file of answers by a pack's table; needs no database.
//!
//! For anyone who wants to recompute a published result with the pack, the sheet and a pencil.

mod consolidate;

use super::pack::{fail, open};
use clap::{Args, Subcommand};
use monitoring::rules::{Input, Percent, Results, score, shown, to_json};
use packs::Template;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Arguments of `metodset monitoring`.
#[derive(Debug, Args)]
pub struct MonitoringArgs {
    #[command(subcommand)]
    command: MonitoringCommand,
}

/// What to do.
#[derive(Debug, Subcommand)]
enum MonitoringCommand {
    /// Посчитать баллы, проценты и места по файлу ответов
    #[command(after_help = EXAMPLE)]
    Score(ScoreArgs),
    /// Собрать заполненные файлы таблиц в одну: баллы, места, что уточнить
    #[command(
        after_help = "Пример:\n  metodset monitoring consolidate --template amur-2020/mms --output свод.xlsx таблицы/"
    )]
    Consolidate(consolidate::ConsolidateArgs),
}

const EXAMPLE: &str = "Пример:
  metodset monitoring score --template amur-2020/mms --input answers.json --json

Файл ответов:
  {\"period\": \"2026\", \"objects\": [
    {\"id\": \"tynda\", \"group\": \"city\", \"answers\": {\"1.1\": {\"present\": true}}}]}";

/// Arguments of `metodset monitoring score`.
#[derive(Debug, Args)]
struct ScoreArgs {
    /// Таблица: набор/таблица, например amur-2020/mms
    #[arg(long)]
    template: String,
    /// Файл ответов (JSON); «-» – стандартный ввод
    #[arg(long)]
    input: PathBuf,
    /// Файл ответов прошлого периода: дополняет недостающие прошлые значения
    #[arg(long)]
    previous: Option<PathBuf>,
    /// Папка с наборами правил; чего в ней нет, берётся из встроенных
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// Напечатать JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command; the code is 0 – scored, 2 – the answers or the table cannot be used.
pub fn run(args: &MonitoringArgs, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let args = match &args.command {
        MonitoringCommand::Score(args) => args,
        MonitoringCommand::Consolidate(args) => {
            return consolidate::run(args, out).or_else(|sentence| fail(&sentence, args.json, out, err));
        }
    };
    match scored(args) {
        Ok(text) => {
            writeln!(out, "{text}")?;
            Ok(0)
        }
        Err(sentence) => fail(&sentence, args.json, out, err),
    }
}

fn scored(args: &ScoreArgs) -> Result<String, String> {
    let library = open(args.packs.as_ref())?;
    let template = library.template(&args.template).ok_or_else(|| {
        format!("Таблицы «{}» нет. Есть: {}.", args.template, library.template_names().join(", "))
    })?;
    let mut input = read(&args.input, template)?;
    if let Some(previous) = &args.previous {
        input.fill_previous(&read(previous, template)?);
    }
    let results = score(template, &input.period, &input.objects);
    if args.json {
        return Ok(to_json(&args.template, &input.period, &results));
    }
    Ok(table(template, &input.period, &results))
}

fn read(file: &Path, template: &Template) -> Result<Input, String> {
    let mut text = String::new();
    let got = if file == Path::new("-") {
        io::stdin().read_to_string(&mut text).map(|_| ())
    } else {
        std::fs::read_to_string(file).map(|read| text = read)
    };
    got.map_err(|_| format!("Файл «{}» не читается: проверьте путь и кодировку UTF-8.", file.display()))?;
    Input::from_json(&text, template).map_err(|error| error.0)
}

fn table(template: &Template, period: &str, results: &Results) -> String {
    let percent =
        |percent: Option<&Percent>| percent.map_or("–".to_owned(), Percent::shown).replace('.', ",");
    let mut lines = vec![
        format!("{}, период {period}", template.title),
        format!("{:>5}  {:<24} {:>8} {:>8} {:>10}", "место", "объект", "баллы", "максимум", "процент"),
    ];
    let mut order: Vec<_> = results.objects.iter().collect();
    order.sort_by_key(|one| one.rank);
    lines.extend(order.into_iter().map(|one| {
        let points = |value| shown(value).replace('.', ",");
        format!(
            "{:>5}  {:<24} {:>8} {:>8} {:>10}",
            one.rank,
            one.id,
            points(one.score),
            points(one.max),
            percent(one.percent.as_ref())
        )
    }));
    let summary = &results.summary;
    lines.push(format!(
        "Средний процент: {}, медиана: {}",
        percent(summary.mean_percent.as_ref()),
        percent(summary.median_percent.as_ref())
    ));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{MonitoringArgs, run};
    use clap::Parser;

    #[derive(Parser)]
    struct Trial {
        #[command(flatten)]
        monitoring: MonitoringArgs,
    }

    fn ran(words: &[&str]) -> (u8, serde_json::Value) {
        let args = Trial::parse_from([&["monitoring", "score", "--json"], words].concat()).monitoring;
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run(&args, &mut out, &mut err).unwrap();
        assert!(err.is_empty());
        (code, serde_json::from_slice(&out).unwrap())
    }

    #[test]
    fn scores_a_file_and_refuses_a_bad_one_on_stdout() {
        let file = std::env::temp_dir().join(format!("metodset-answers-{}.json", std::process::id()));
        let path = file.to_str().unwrap();
        let answers = |answer: &str| {
            let text = format!(
                "{{\"period\": \"2026\", \"objects\": [{{\"id\": \"tynda\", \"answers\": {{\"1.1\": {answer}}}}}]}}"
            );
            std::fs::write(&file, text).unwrap();
        };
        answers("{\"present\": true}");
        let (code, result) = ran(&["--template", "amur-2020/mms", "--input", path]);
        assert_eq!((code, &result["objects"][0]["percent"]), (0, &"1.6393".into()));
        answers("{\"mark\": 1}");
        let (code, result) = ran(&["--template", "amur-2020/mms", "--input", path]);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(code, 2);
        assert!(result["error"].as_str().unwrap().starts_with("Объект «tynda», показатель 1.1:"));
        assert_eq!(ran(&["--template", "amur-2020/x", "--input", path]).0, 2);
    }
}
