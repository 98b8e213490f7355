// Takes orders as lines of JSON, and answers each with a line.
const http = require('node:http');
const net = require('node:net');
const readline = require('node:readline');

const AT_ONCE = 10;
const ADMIN = 'http://127.0.0.1:15000/config_dump?resource=dynamic_listeners';

function askHttp({ address, port, method, path, headers }) {
  return new Promise((resolve) => {
    const options = { host: address, port, method, path, headers, agent: false, timeout: 10_000 };
    const request = http.request(options, (response) => {
      response.resume();
      // A proxy that gets no connection says so with 503.
      response.on('end', () => resolve(response.statusCode === 503 ? 'no connection' : response.statusCode));
      response.on('error', () => resolve('no connection'));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', () => resolve('no connection'));
    request.end();
  });
}

function askTcp({ address, port }) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: address, port, timeout: 10_000 }, () => socket.write('question'));
    socket.on('data', () => resolve('answer'));
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => resolve('closed'));
    socket.on('close', () => resolve('closed'));
  });
}

async function ask(requests) {
  const answers = [];
  let next = 0;
  const lane = async () => {
    while (next < requests.length) {
      const at = next++;
      answers[at] = await (requests[at].protocol === 'tcp' ? askTcp : askHttp)(requests[at]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answers;
}

/** Waits until the proxy of this pod listens by a configuration that has a text in it. */
async function configured(text) {
  for (let count = 0; count < 300; count += 1) {
    const { configs = [] } = await (await fetch(ADMIN)).json();
    if (configs.some(({ active_state }) => JSON.stringify(active_state ?? '').includes(text))) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** The bytes that the proxy of this pod has allocated, and those that its control plane has sent it so far. */
async function cost() {
  const { allocated } = await (await fetch('http://127.0.0.1:15000/memory')).json();
  const stats = await (await fetch('http://127.0.0.1:15000/stats?filter=xds-grpc.*upstream_cx_rx_bytes_total')).text();
  return { allocated: Number(allocated), received: Number(stats.match(/: (\d+)/)?.[1] ?? 0) };
}

const ORDERS = { ask, configured, cost };

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const { order, given } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await ORDERS[order](given))}\n`);
});
