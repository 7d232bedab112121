// Texts, without a document.

// Controls and direction characters would hide what a text says.
export function visible(s: string): string {
  return s.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, (c) => "[U+" +
    c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0") + "]");
}

// "de_de" as HTML writes it; what is no language is none.
export function language(locale: string): string | null {
  return /^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(locale) ? locale.replace(/_/g, "-") : null;
}

// own looks a name up that people may have written.
export function own<T>(table: { [name: string]: T } | null | undefined, name: string): T | undefined {
  return table && Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined;
}
