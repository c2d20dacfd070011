// The blocks of the workbench in the order of the text, as bench.js finds them on the page.

import { bench } from "./claim.js";

export const blocks = [];

/** Lets the modules beside know: "block", "saved" and "other" are about one. */
export function tell(what, block) {
  bench.dispatchEvent(new CustomEvent(what, { detail: block }));
}
