// Tables for spreadsheets, as diag/csv.go writes them. Without a document.

// csv is a table with its heading in front.
export function csv(rows: (string | number)[][]): string {
  return rows.map((r) => r.map((v, i) => quoted(typeof v === "number" ? String(v) : i ? cell(v) : first(v))).join(",") + "\n").join("");
}

// cell keeps a spreadsheet from taking a text for a formula: it would compute what a definition says.
export function cell(text: string): string { return /^[=+\-@\t\r]/.test(text) ? "'" + text : text; }

// first is cell for what begins a line, which must be no command on CI.
export function first(text: string): string { return /^[:#\s]/.test(text) ? "'" + text : cell(text); }

function quoted(text: string): string { return /[",\r\n]|^\s/.test(text) ? "\"" + text.replace(/"/g, "\"\"") + "\"" : text; }
