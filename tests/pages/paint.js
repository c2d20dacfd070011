// When the largest part of the page was painted, in milliseconds, and how much moved while it came, and what.

const done = arguments[arguments.length - 1];
let shifted = 0;
const moved = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries()) {
    if (hadRecentInput) continue;
    shifted += value;
    for (const { node, previousRect: was, currentRect: is } of sources) {
      moved.push(`${node?.id || node?.textContent?.trim().slice(0, 40)} from ${was.top} to ${is.top}`);
    }
  }
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list, observer) => {
  const largest = list.getEntries().at(-1).startTime;
  observer.disconnect();
  // Two frames later all that was noted so far has been told.
  requestAnimationFrame(() => requestAnimationFrame(() => done([largest, shifted, moved])));
}).observe({ type: "largest-contentful-paint", buffered: true });
