/* The reference of the API: Swagger UI over the document that the page names. */
(() => {
  const place = document.getElementById('reference');
  window.SwaggerUIBundle({
    url: place.dataset.document,
    domNode: place,
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    validatorUrl: null,
    syntaxHighlight: false,
  });
})();
