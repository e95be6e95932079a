// validatorUrl: nothing is sent to, or fetched from, anywhere else.
SwaggerUIBundle({url: '/openapi', dom_id: '#api', validatorUrl: null, deepLinking: true, tagsSorter: 'alpha'});
