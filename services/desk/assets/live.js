// News from the desk: that something moved. What it is, a page asks for itself.

/**
 * Calls `moved` soon after the page is looked at, and then whenever something did. A page that nobody looks at listens to
 * nothing: browsers keep few connections to one place.
 */
export function listen(address, moved) {
  let news = null;
  const follow = () => {
    const seen = document.visibilityState === "visible";
    if (seen && !news) {
      news = new EventSource(address);
      news.addEventListener("moved", moved);
    } else if (!seen && news) {
      news.close();
      news = null;
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}
