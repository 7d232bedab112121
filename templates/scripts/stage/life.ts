// What is known of the widget's page from outside: nothing but that something came, until it speaks.
export type Life = "loading" | "loaded" | "late" | "alive" | "halted" | "stopped";

// tell says it; a page that has spoken is not said to be silent again.
export function tell(out: HTMLElement, what: Life, host: string): void {
  if (what === "loaded" && out.dataset.life === "alive") return;
  out.dataset.life = what;
  out.textContent = {
    loading: "Loading from " + host + " …",
    loaded: "Something came from " + host + ": the page or an error in its place, a gallery cannot tell. It has not called " +
      "Kustomer.initialize, without which Kustomer would not show it.",
    late: "No page came within 8 seconds: the answer is empty, a download, or very slow.",
    alive: "Alive: the page speaks the Cards SDK.",
    halted: "Stopped, as the page kept this one busy. Load it again in its window, or with Reload.",
    stopped: ""
  }[what];
}
