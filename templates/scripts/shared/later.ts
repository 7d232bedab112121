// What a page is not opened for comes when nothing else is to be done.
import { make } from "./dom";
import { here } from "./here";

// later loads a script of the theme, if the page has what it is about, and tells whether it does.
export function later(name: string, about: string): boolean {
  if (!document.querySelector(about)) return false;
  const load = () => { document.head.append(make("script", { src: new URL(name, here) })); };
  (window.requestIdleCallback ?? setTimeout)(load, { timeout: 1000 } as IdleRequestOptions & number); // Safari: after what it is at
  return true;
}
