// What a widget's box comes to on an agent's screen, as appdef.Fit has it: the
// stage warns of what a rule reports. A table of cases holds both together
// (generator/appdef/testdata/fits.json).
export const RAIL = 56; // how wide the navigation rail is drawn
const LEAST = [160, 120]; // the smallest box in which something can be read or clicked
const MINIMUM = [1440, 900]; // the smallest screen that Kustomer supports, and that rules judge

export interface Fit {
  share: number; // of the desk, which is the screen right of the rail, in whole percent, rounded down
  small: boolean; // too small to read or click anything in it
  leaves: boolean; // larger than the desk
  covers: boolean; // what it leaves of the desk, beside it and above it, is too small to read or click anything there
}

// fit judges a box in whole px, as it is shown.
export function fit(width: number, height: number, screen: number[]): Fit {
  const w = Math.round(width), h = Math.round(height), desk = [screen[0] - RAIL, screen[1]];
  return {
    share: Math.floor(Math.min(w, desk[0]) * Math.min(h, desk[1]) * 100 / (desk[0] * desk[1])),
    small: w < LEAST[0] || h < LEAST[1],
    leaves: w > desk[0] || h > desk[1],
    covers: desk[0] - w < LEAST[0] && desk[1] - h < LEAST[1]
  };
}

// warning says what is wrong with a box on a screen, or "".
export function warning(width: number, height: number, screen: number[]): string {
  const f = fit(width, height, screen);
  let text = f.small ? "smaller than 160 × 120 px: hardly usable" : "";
  if (f.leaves) text = "leaves the screen";
  if (f.covers) text = f.leaves ? "covers the desk and leaves the screen" : "covers the desk";
  const below = screen[0] < MINIMUM[0] || screen[1] < MINIMUM[1];
  return (f.leaves || f.covers) && below ? text + " (a screen below Kustomer’s minimum of 1440 × 900)" : text;
}
