// What axe-core finds on this page, of what the standards ask for.

const done = arguments[arguments.length - 1];
const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
axe
  .run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] })
  .then(({ violations }) =>
    violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, any, all }) => `${id}: ${help}: ${html.slice(0, 160)} ${[...any, ...all].map(({ message }) => message).join("; ")}`),
    ),
  )
  .then(done, (error) => done([`axe failed: ${error}`]));
