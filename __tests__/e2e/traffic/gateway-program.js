// Serves HTTP, gRPC, TLS and bytes, and says its version in each.
const http = require('node:http');
const http2 = require('node:http2');
const net = require('node:net');
const tls = require('node:tls');

const { VERSION, TLS_KEY, TLS_CERTIFICATE } = process.env;
const FRAME = Buffer.from([0, 0, 0, 0, 0]);

http.createServer((_, outgoing) => outgoing.end(`${VERSION}\n`)).listen(5000);
http2
  .createServer()
  .on('stream', (stream) => {
    stream.on('error', () => {});
    stream.resume();
    const headers = { ':status': 200, 'content-type': 'application/grpc', 'x-version': VERSION };
    stream.respond(headers, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(FRAME);
  })
  .listen(5001);
net.createServer((socket) => socket.on('error', () => {}).end(`${VERSION}\n`)).listen(5432);
tls
  .createServer({ key: TLS_KEY, cert: TLS_CERTIFICATE }, (socket) => socket.on('error', () => {}).end(`${VERSION}\n`))
  .listen(5443);
process.on('SIGTERM', () => process.exit(0));
