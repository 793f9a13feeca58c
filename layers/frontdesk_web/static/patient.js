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

  // A form is sent once; a page that comes back from the browser's memory may be sent again.
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
    form.setAttribute('aria-busy', 'true');
  });
  addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(form => {
    delete form.dataset.sent;
    form.removeAttribute('aria-busy');
  }));

  // Reading goes on at the errors, else at the question that is asked now.
  const errors = document.getElementById('errs'), now = document.getElementById('now');
  if (errors) errors.focus();
  else if (now && document.querySelector('.talk')) {
    now.tabIndex = -1;
    now.focus({preventScroll: true});
    now.scrollIntoView({block: 'nearest'});
  }
})();
