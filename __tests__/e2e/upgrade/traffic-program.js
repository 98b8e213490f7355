// Serves and calls HTTP/1.1, HTTP/2, gRPC and TCP streams: runs in pods, as server or caller by the variable TRAFFIC, and beside the test.
const http = require('node:http');
const http2 = require('node:http2');
const net = require('node:net');

const DRAIN_MILLISECONDS = 8000;
const TIMEOUT_MILLISECONDS = 10_000;
/** Each of the connections in use may be on its way out. */
const MOST_TRIES = 4;
const FRAME = Buffer.from([0, 0, 0, 0, 0]);

function serve() {
  const hello = (_, outgoing) => outgoing.end('Hello\n');
  // Proxies decide how long a connection without requests is kept.
  http.createServer({ keepAliveTimeout: 3_600_000 }, hello).listen(5000);
  http2
    .createServer()
    .on('stream', (stream, headers) => {
      stream.on('error', () => {});
      if (!String(headers['content-type']).startsWith('application/grpc')) {
        stream.respond({ ':status': 200 });
        stream.end('Hello\n');
        return;
      }
      stream.resume();
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(FRAME);
    })
    .listen(5001);
  net.createServer((socket) => socket.on('error', () => {}).pipe(socket)).listen(5002);
  // Until no one sends requests here any more.
  process.on('SIGTERM', () => setTimeout(() => process.exit(0), DRAIN_MILLISECONDS));
}

const report = { sent: {}, failed: {}, first: {}, streams: { opened: 0, cut: 0 } };
let over = false;
let underWay = 0;

function begin(what) {
  report.sent[what] = (report.sent[what] ?? 0) + 1;
  underWay += 1;
  let isOpen = true;
  return (problem) => {
    if (!isOpen) return;
    isOpen = false;
    underWay -= 1;
    if (problem === undefined) return;
    const key = `${what}: ${problem}`;
    report.failed[key] = (report.failed[key] ?? 0) + 1;
    report.first[key] ??= new Date().toISOString();
  };
}

/** Calls `send` so many times a second, however long answers take. */
function paced(perSecond, send) {
  let due = 0;
  let last = Date.now();
  const timer = setInterval(() => {
    if (over) return clearInterval(timer);
    const now = Date.now();
    due += ((now - last) / 1000) * perSecond;
    last = now;
    // After a pause of this process it does not catch up with what it left out.
    for (due = Math.min(due, perSecond / 4); due >= 1; due -= 1) send();
  }, 10);
}

function callHttp1({ address, port, host, path = '/', rate }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  const send = (done, tries) => {
    const options = {
      host: address,
      port,
      path,
      agent,
      timeout: TIMEOUT_MILLISECONDS,
      ...(host && { headers: { host } }),
    };
    const request = http.get(options, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('error', (error) => done(error.code));
      response.on('end', () => done(response.statusCode === 200 ? undefined : `${response.statusCode} ${body}`));
    });
    request.on('timeout', () => request.destroy(Object.assign(new Error(), { code: 'no answer' })));
    request.on('error', (error) => {
      // What meets a connection that the server is closing is sent again, as RFC 9112 (9.3.1) has it.
      if (request.reusedSocket && error.code === 'ECONNRESET' && tries > 1) send(done, tries - 1);
      else done(error.code ?? error.message);
    });
  };
  paced(rate, () => send(begin('HTTP/1.1'), MOST_TRIES));
}

/** One connection at a time; another one once the server says that it closes this one. */
function sessions({ address, port }) {
  let session;
  return () => {
    if (session === undefined || session.closed || session.destroyed || session.goingAway) {
      const opened = http2.connect(`http://${address}:${port}`);
      opened.on('error', () => {});
      opened.on('goaway', () => {
        opened.goingAway = true;
      });
      session = opened;
    }
    return session;
  };
}

function callHttp2(what, { host, path = '/', rate, ...target }, isGrpc) {
  const lanes = [sessions(target), sessions(target)];
  let turn = 0;
  const send = (done, tries) => {
    turn += 1;
    const stream = lanes[turn % lanes.length]().request({
      ':method': isGrpc ? 'POST' : 'GET',
      ':path': path,
      ...(host && { ':authority': host }),
      ...(isGrpc && { 'content-type': 'application/grpc', te: 'trailers' }),
    });
    let status;
    let grpc;
    stream.on('response', (headers) => {
      status = headers[':status'];
      grpc = headers['grpc-status'];
    });
    stream.on('trailers', (headers) => {
      grpc = headers['grpc-status'];
    });
    const isSentAgain = () => stream.rstCode === http2.constants.NGHTTP2_REFUSED_STREAM && tries > 1;
    stream.on('error', (error) => {
      // What a server that closes the connection has not processed is sent again, as RFC 9113 has it.
      if (isSentAgain()) send(done, tries - 1);
      else done(error.code === 'ERR_HTTP2_STREAM_ERROR' ? error.message : error.code);
    });
    stream.on('close', () => {
      if (isSentAgain()) return;
      done(status !== 200 ? `status ${status}` : isGrpc && grpc !== '0' ? `grpc-status ${grpc}` : undefined);
    });
    stream.setTimeout(TIMEOUT_MILLISECONDS, () => {
      done('no answer');
      stream.close();
    });
    stream.resume();
    stream.end(isGrpc ? FRAME : undefined);
  };
  paced(rate, () => send(begin(what), MOST_TRIES));
}

function openStream({ address, port, rate }) {
  if (over) return;
  const socket = net.connect(port, address);
  let answered = false;
  const timer = setInterval(() => socket.write('.'), 1000 / rate);
  socket.on('data', () => {
    if (!answered) report.streams.opened += 1;
    answered = true;
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(timer);
    if (over) return;
    if (answered) report.streams.cut += 1;
    setTimeout(openStream, 100, { address, port, rate });
  });
  closers.push(() => socket.end());
}

const closers = [];
const print = () => process.stdout.write(`${JSON.stringify(report)}\n`);

function call(targets) {
  if (targets.http1) callHttp1(targets.http1);
  if (targets.http2) callHttp2('HTTP/2', targets.http2, false);
  if (targets.grpc) callHttp2('gRPC', targets.grpc, true);
  for (let number = 0; number < (targets.tcp?.streams ?? 0); number += 1) openStream(targets.tcp);
  setInterval(print, 1000);
  process.on('SIGTERM', () => {
    over = true;
    for (const close of closers) close();
    const end = Date.now() + TIMEOUT_MILLISECONDS;
    setInterval(() => {
      if (underWay > 0 && Date.now() < end) return;
      process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
    }, 20);
  });
}

const { TRAFFIC } = process.env;
if (TRAFFIC === undefined) serve();
else call(JSON.parse(TRAFFIC));
