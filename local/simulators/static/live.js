// Shows what arrived since the page was opened; without it, reloading the page does the same.
const place = document.querySelector("[data-live]");
setInterval(async () => {
  if (document.hidden || place.contains(document.activeElement)) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (fresh.textContent !== place.textContent) place.replaceChildren(...fresh.childNodes);
}, 2000);
