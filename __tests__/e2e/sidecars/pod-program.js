// What runs in the pods of these tests: a server that does as it was told last, and a client, told on a port that only the pod reaches.
const http = require('node:http');
const https = require('node:https');

const { VERSION = 'v1', HOSTNAME, TLS_CERTIFICATE, TLS_KEY } = process.env;
let behaviour = {};
let seen = [];

const serve = (scheme) => (incoming, outgoing) => {
  const { method, url, headers, socket } = incoming;
  seen.push({ scheme, method, url, headers, from: socket.remoteAddress });
  const { status = 200, delayMs = 0, failures = Infinity } = behaviour;
  const failing = status !== 200 && failures > 0;
  if (failing) behaviour = { ...behaviour, failures: failures - 1 };
  setTimeout(() => {
    outgoing.writeHead(failing ? status : 200, { 'content-type': 'text/plain' });
    outgoing.end(`Hello version: ${VERSION}, instance: ${HOSTNAME}\n`);
  }, delayMs);
};

function ask({ url, method = 'GET', headers = {}, servername }) {
  const start = performance.now();
  return new Promise((resolve) => {
    const done = (answer) => resolve({ ...answer, milliseconds: performance.now() - start });
    const options = { method, headers, servername, rejectUnauthorized: false, timeout: 20_000, agent: false };
    const request = (url.startsWith('https:') ? https : http).request(url, options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body }));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', (error) => done({ status: 0, headers: {}, body: error.code ?? error.message }));
    request.end();
  });
}

async function askOften({ count = 1, atOnce = 4, ...request }) {
  const answers = [];
  let begun = 0;
  const lane = async () => {
    while (begun++ < count) answers.push(await ask(request));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
  return answers;
}

const ORDERS = {
  ask: askOften,
  behave: (told) => {
    behaviour = told;
    seen = [];
  },
  seen: () => seen,
};

http
  .createServer(async (incoming, outgoing) => {
    let text = '';
    for await (const part of incoming) text += part;
    const { order, given } = JSON.parse(text);
    outgoing.end(JSON.stringify((await ORDERS[order](given)) ?? null));
  })
  .listen(5999, '127.0.0.1');

http.createServer(serve('http')).listen(5000);
if (TLS_KEY) https.createServer({ cert: TLS_CERTIFICATE, key: TLS_KEY }, serve('https')).listen(8443);
process.on('SIGTERM', () => process.exit(0));
