// What runs in the pods of these tests: it answers whatever comes through, and says to proxies what requests tell it to say.
const http = require('node:http');
const http2 = require('node:http2');
const net = require('node:net');

const answer = (_, outgoing) => outgoing.end('answer');
for (const port of [5000, 5002, 5005]) http.createServer(answer).listen(port);

for (const port of [5001, 5006]) {
  net
    .createServer((socket) => {
      socket.on('data', () => socket.end('answer'));
      socket.on('error', () => {});
    })
    .listen(port);
}

// The external authorizers, over HTTP and over gRPC.
const HEADER = 'x-authorizer';
http
  .createServer((incoming, outgoing) => {
    outgoing.statusCode = incoming.headers[HEADER] === 'allows' ? 200 : 403;
    outgoing.end();
  })
  .listen(5003);

const grpc = http2.createServer();
grpc.on('stream', (stream) => {
  const chunks = [];
  stream.on('error', () => {});
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.on('end', () => {
    const text = Buffer.concat(chunks).toString('latin1');
    const at = text.indexOf(HEADER);
    const isAllowed = at >= 0 && text.slice(at + HEADER.length, at + HEADER.length + 12).includes('allows');
    // A CheckResponse with the status OK, or PERMISSION_DENIED.
    const message = Buffer.from(isAllowed ? [0x0a, 0x00] : [0x0a, 0x02, 0x08, 0x07]);
    const frame = Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(frame);
  });
});
grpc.listen(5004);
process.on('SIGTERM', () => process.exit(0));
