//! Numbers as text: a table while they come, JSON, a picture.
//!
//! In: rows. Out: text. Must not: compute anything but ratios. The first loader is what the others are compared with.

use super::measure::Numbers;
use std::fmt::Write as _;
use std::path::PathBuf;

pub struct Row {
    pub name: String,
    /// By loader.
    pub numbers: Vec<Numbers>,
}

const COLUMNS: [&str; 8] =
    ["cpu min", "cpu med", "wall min", "wall med", "Minstr", "syscalls", "faults", "dirty kB"];

const INSTRUCTIONS: usize = 4;

fn values(n: &Numbers) -> [Option<f64>; 8] {
    [
        Some(n.cpu_min),
        Some(n.cpu_median),
        Some(n.wall_min),
        Some(n.wall_median),
        n.instructions.map(|i| i as f64 / 1e6),
        n.system_calls.map(|c| c as f64),
        Some(n.faults as f64),
        n.dirty.map(|d| d as f64),
    ]
}

pub fn head(loaders: &[PathBuf]) {
    for (number, loader) in loaders.iter().enumerate() {
        println!("{number}: {}", loader.display());
    }
    println!("{:<18}  #  {}", "", COLUMNS.map(|name| format!("{name:>10}      ")).concat());
}

/// A line per loader; from the second on with the ratio to the first, below 1 where it is better.
pub fn line(row: &Row) {
    let first = row.numbers.first().map(values);
    for (number, numbers) in row.numbers.iter().enumerate() {
        let name = if number == 0 { row.name.as_str() } else { "" };
        let mut text = format!("{name:<18} {number:>2}  ");
        for (at, value) in values(numbers).into_iter().enumerate() {
            let against = first.and_then(|first| first[at]).filter(|_| number > 0);
            let digits = if at == INSTRUCTIONS { 3 } else { 0 };
            let _ = match (value, against) {
                (Some(value), Some(first)) => write!(text, "{value:>10.digits$} {:>4.2} ", value / first),
                (Some(value), None) => write!(text, "{value:>10.digits$}      "),
                (None, _) => write!(text, "{:>10}      ", "-"),
            };
        }
        println!("{}", text.trim_end());
    }
}

pub fn json(loaders: &[PathBuf], rows: &[Row]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let names: Vec<String> = loaders.iter().map(|l| quoted(&l.display().to_string())).collect();
    let number =
        |value: Option<f64>| value.filter(|v| v.is_finite()).map_or("null".into(), |v| format!("{v}"));
    let side = |n: &Numbers| {
        let fields =
            COLUMNS.iter().zip(values(n)).map(|(name, value)| format!("{}: {}", quoted(name), number(value)));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
    };
    let row = |row: &Row| {
        let sides: Vec<String> = row.numbers.iter().map(side).collect();
        format!("    {{\"workload\": {}, \"results\": [{}]}}", quoted(&row.name), sides.join(", "))
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    format!("{{\n  \"loaders\": [{}],\n  \"rows\": [\n{}\n  ]\n}}\n", names.join(", "), rows.join(",\n"))
}

/// Bars: how many times faster than the first loader the second is, by minimal CPU time (dark) and instructions (light).
pub fn svg(rows: &[Row]) -> String {
    let (height, left, unit) = (30, 150.0, 60.0);
    let mut body = String::new();
    for (at, row) in rows.iter().enumerate() {
        let y = at * height + 10;
        let _ = writeln!(
            body,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            left - 8.0,
            y + 14,
            row.name
        );
        let [first, second] = [0, 1].map(|side| row.numbers.get(side).map(values));
        for (column, colour, offset) in [(0, "#24527a", 0), (INSTRUCTIONS, "#8fb8d8", 10)] {
            let of = |side: Option<[Option<f64>; 8]>| side.and_then(|side| side[column]);
            let (Some(first), Some(second)) = (of(first), of(second)) else { continue };
            let times = first / second;
            let width = (times * unit).min(900.0);
            let _ = writeln!(
                body,
                "<rect x=\"{left}\" y=\"{}\" width=\"{width:.0}\" height=\"9\" fill=\"{colour}\"/>\
                 <text x=\"{:.0}\" y=\"{}\" font-size=\"9\">{times:.2}</text>",
                y + offset,
                left + width + 4.0,
                y + offset + 8
            );
        }
    }
    let whole = rows.len() * height + 20;
    let one = left + unit;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1120\" height=\"{whole}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<line x1=\"{one}\" y1=\"0\" x2=\"{one}\" y2=\"{whole}\" stroke=\"#999\"/>\n{body}</svg>\n"
    )
}
