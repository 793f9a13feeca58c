/* Comfort only: the console works without this file. */
(() => {
  // On a telephone the menu is folded until somebody asks for it.
  const all = document.querySelector('.side nav details'), narrow = matchMedia('(max-width:54rem)');
  const fold = () => { all.open = !narrow.matches; };
  if (all) {
    fold();
    narrow.addEventListener('change', fold);
  }

  // In a menu that is longer than the screen one sees where one is.
  const rail = document.querySelector('.side nav'), here = rail && rail.querySelector('[aria-current]');
  if (here) rail.scrollTop = here.offsetTop - rail.offsetTop - rail.clientHeight / 2;

  // What is still being done is looked at again, and written where it stands; after some minutes no more.
  const LOOK_MS = 3000, look = async left => {
    const place = document.querySelector('[data-again]');
    if (!place || !left) return;
    const answer = document.hidden ? null : await fetch(location.href).catch(() => null);
    const text = answer && answer.ok && !answer.redirected ? await answer.text() : '';
    const now = new DOMParser().parseFromString(text, 'text/html').getElementById(place.id);
    if (now) place.replaceChildren(...now.childNodes);
    if (now && !('again' in now.dataset)) delete place.dataset.again;
    setTimeout(look, LOOK_MS, left - 1);
  };
  setTimeout(look, LOOK_MS, 100);
})();
