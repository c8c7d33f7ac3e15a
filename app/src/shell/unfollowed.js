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
  const failed = ({ target }) => target instanceof HTMLScriptElement && target.id === "module-de-page" && missing();
  addEventListener("error", failed, true);
  setTimeout(missing, 30000);
})();
