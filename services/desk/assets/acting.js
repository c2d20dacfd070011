// What a page's script does at the desk, it does in the name of the member whom the page was made for. Where somebody else has
// signed in on this machine meanwhile, the desk takes nothing of it as theirs.

const { member } = document.body.dataset;

/** Asks the desk as `fetch` does, in that member's name. */
export const act = (address, { headers, ...options } = {}) =>
  fetch(address, { ...options, headers: { "Dragoman-Member": member, ...headers } });

/** The options of an act with a body of JSON. */
export const json = (method, body, headers) => ({
  method,
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});
