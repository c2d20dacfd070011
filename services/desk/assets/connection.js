// Whether the desk can be reached. Where it cannot, what is typed waits, and is tried again together after pauses that grow.

import { blocks } from "./blocks.js";

const AGAIN = 2_000; // after the connection has gone, until it is tried again
const AGAIN_MOST = 30_000; // and after many tries

export let down = false;
let pause = AGAIN;
let timer = null;

/** The desk has not answered, or asks to be left alone. */
export function away(answer) {
  down = true;
  if (timer) return;
  const asked = Number(answer?.headers.get("Retry-After") ?? 0) * 1_000;
  timer = setTimeout(again, Math.max(asked, pause * (0.75 + Math.random() / 2)));
  pause = Math.min(pause * 2, AGAIN_MOST);
}

/** The desk has answered one block: what waits of the others waits no longer. */
export function reached() {
  clearTimeout(timer);
  const was = down;
  [down, pause, timer] = [false, AGAIN, null];
  if (was) for (const block of blocks) if (block.dirty && !block.running) block.later(0);
}

/** Sends all that waits. */
export function again() {
  clearTimeout(timer);
  timer = null;
  const dirty = blocks.filter((block) => block.dirty);
  if (!dirty.length) down = false;
  return Promise.all(dirty.map((block) => block.save()));
}
