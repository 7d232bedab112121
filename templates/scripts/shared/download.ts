// download hands a file to whoever reads the page, as if it had been asked for.
export function download(name: string, type: string, text: string): void {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(new Blob([text], { type }));
  a.download = name;
  a.click();
  setTimeout(() => { URL.revokeObjectURL(a.href); }, 10000);
}
