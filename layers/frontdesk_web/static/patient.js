/* Comfort only: every page works without this file. */
(() => {
  // The language menu closes on a click elsewhere and on Escape.
  const menu = document.querySelector('details.lang');
  document.addEventListener('click', event => {
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !menu || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });

  // A form is sent once. It may be sent again when the page comes back from the browser's memory, when no answer came
  // for long, and after a button that only fetches a file: then the page stays.
  const AGAIN_MS = 20000;
  const free = form => {
    delete form.dataset.sent;
    form.removeAttribute('aria-busy');
  };
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    if (form.dataset.sent || (event.submitter && 'file' in event.submitter.dataset)) return;
    form.dataset.sent = 'yes';
    form.setAttribute('aria-busy', 'true');
    setTimeout(free, AGAIN_MS, form);
  });
  addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(free));

  // A conversation that is left in the middle is counted once, without anything about who left it.
  let goesOn = false;
  document.addEventListener('submit', () => { goesOn = true; });
  document.addEventListener('click', event => {
    if (event.target.closest('a[href]:not([target])')) goesOn = true;
  });
  addEventListener('pageshow', () => { goesOn = false; });
  addEventListener('pagehide', () => {
    const place = document.querySelector('[data-left]'), token = document.querySelector('main [name=s]');
    if (place && token && !goesOn) navigator.sendBeacon(place.dataset.left, new URLSearchParams({s: token.value}));
  });

  // Reading goes on at the errors, else at the question that is asked now.
  const errors = document.getElementById('errs'), now = document.getElementById('now');
  if (errors) errors.focus();
  else if (now && document.querySelector('.talk')) {
    now.tabIndex = -1;
    now.focus({preventScroll: true});
    now.scrollIntoView({block: 'nearest'});
  }
})();
