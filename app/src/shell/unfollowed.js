(() => {
  const say = () => {
    const place = document.getElementById("page-en-retard");
    const follows = document.documentElement.dataset.listening;
    if (place && !follows && place.textContent === "") place.textContent = place.dataset.unfollowed;
  };
  const missing = () => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", say);
    else say();
  };
  // It tells of a script that did not load, and does not bubble.
  const failed = ({ target }) => target instanceof HTMLScriptElement && target.id === "suivi" && missing();
  addEventListener("error", failed, true);
  // A download may hang for ever. On a very slow line it takes most of this time.
  setTimeout(missing, 30000);
})();
