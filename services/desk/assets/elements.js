// Elements that scripts make.

/** An element with its text or children. */
export function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A link that is seen as one. */
export const link = (href, textContent, properties) => element("a", { href, textContent, className: "shown", ...properties });
