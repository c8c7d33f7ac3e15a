// The small window after its reader agreed: hands the token to the frame that opened it, and to nobody
// else.

const { token, expires } = document.body.dataset;

if (token && window.opener) {
  const opener = window.opener as Window;
  opener.postMessage({ token, expires_in: Number(expires) }, location.origin);
  // The page stays open where a browser does not let it close itself; it says that it may be closed.
  setTimeout(() => window.close(), 300);
}
document.body.removeAttribute("data-token");
