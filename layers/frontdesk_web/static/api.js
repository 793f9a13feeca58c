/* The reference of the API: Swagger UI over the document that the page names, as a part of our page. */
(() => {
  const place = document.getElementById('reference');

  /* Our page has the heading, the landmark and the session: Swagger UI brings only what can be done. */
  const ours = ({ React }) => {
    const Reference = ({ getComponent, specSelectors }) => {
      const part = (name) => React.createElement(getComponent(name, true));
      const info = specSelectors.info();
      return React.createElement('div', { className: 'swagger-ui' },
        React.createElement(getComponent('SvgAssets')),
        part('errors'),
        info.size ? React.createElement('h2', null, `${info.get('title')} ${info.get('version')}`) : null,
        info.size ? React.createElement('p', { className: 'about' }, info.get('description')) : null,
        info.size ? part('operations') : null,
        part('Models'));
    };
    return { components: { Reference, authorizeOperationBtn: () => null } };
  };

  const fitted = [
    ['textarea.body-param__text:not([aria-label])', (it) => it.setAttribute('aria-label', 'Request body')],
    ['table[role=region]', (it) => it.removeAttribute('role')],
    ['pre:not([tabindex])', (it) => { it.tabIndex = 0; }],
  ];
  new MutationObserver(() => fitted.forEach(([those, fit]) => place.querySelectorAll(those).forEach(fit)))
    .observe(place, { childList: true, subtree: true });

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
  dark.addEventListener('change', dress);
  dress();

  window.SwaggerUIBundle({
    url: place.dataset.document,
    domNode: place,
    plugins: [ours],
    layout: 'Reference',
    defaultModelRendering: 'model',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    validatorUrl: null,
    syntaxHighlight: false,
    requestInterceptor: (request) => {
      if (request.method && request.method !== 'GET') request.headers['Content-Type'] = 'application/json';
      return request;
    },
  });
})();
