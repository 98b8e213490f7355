import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { createServer, type Server, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { CommandError } from '../command-error';
import { apiError } from './api';
import type { ClusterAccess } from './kubeconfig';
import { withoutClient } from './official-client';

/** A pod's port, as it is asked for. */
export interface ForwardTarget {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

export interface Forward {
  /** The port on this machine, on 127.0.0.1. */
  readonly port: number;
  close(): void;
}

/**
 * Listens on this machine and carries every connection to a pod, by the official client's port-forward. The target is asked for anew for
 * each connection, so that a pod that was replaced is found again.
 *
 * @param port the port to listen on; 0 takes a free one
 * @param target the pod, or undefined while there is none
 * @param failed called with what a connection came to grief over
 * @throws CommandError where the port is taken, or the official client is not installed
 */
export async function forwardPort(
  access: ClusterAccess,
  port: number,
  target: () => Promise<ForwardTarget | undefined>,
  failed: (reason: string) => void,
): Promise<Forward> {
  const [{ PortForward }, { WebSocketHandler }] = await Promise.all([
    import('@kubernetes/client-node/dist/portforward.js'),
    import('@kubernetes/client-node/dist/web-socket-handler.js'),
  ]).catch(withoutClient('connections are carried to a pod'));
  type Handler = ConstructorParameters<typeof WebSocketHandler>;
  const config = access.forOfficialClient as Handler[0];
  const forwarder = new PortForward(config, true, new WebSocketHandler(config, openSocket as unknown as Handler[1]));
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    void carry(socket);
  });

  async function carry(socket: Socket): Promise<void> {
    // What arrives before the pod is connected waits here.
    socket.pause();
    try {
      const to = await target();
      if (!to) throw new Error('no pod is ready');
      const errors = new PassThrough().on('data', (text: Buffer) => {
        failed(text.toString().trim());
        socket.destroy();
      });
      const connection = await forwarder.portForward(to.namespace, to.pod, [to.port], socket, errors, socket);
      const websocket = typeof connection === 'function' ? connection() : connection;
      websocket?.on('close', () => socket.destroySoon());
      websocket?.on('error', () => socket.destroy());
      socket.on('close', () => websocket?.close());
      socket.resume();
    } catch (error) {
      failed((error as Error).message || 'the connection to the cluster failed');
      socket.destroy();
    }
  }

  await listen(server, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** A WebSocket, as far as it is listened to here. */
interface Handshake {
  on(event: 'unexpected-response', heard: (request: unknown, response: IncomingMessage) => void): void;
  emit(event: 'error', error: Error): void;
}

/** A WebSocket says no more of a refusal than its number; why stands in the answer that it would throw away. */
function openSocket(...how: readonly unknown[]): Handshake {
  // The one that the official client itself comes with.
  const own = createRequire(require.resolve('@kubernetes/client-node/dist/portforward.js'));
  const WebSocket = own('isomorphic-ws') as new (...how: readonly unknown[]) => Handshake;
  const socket = new WebSocket(...how);
  socket.on('unexpected-response', (_, response) => {
    const connection = response.socket;
    void readText(response)
      .then(
        (body) => apiError(response.statusCode ?? 0, body),
        (error: Error) => error,
      )
      .then((error) => {
        // Kept alive for another request it would keep the process.
        connection.destroy();
        socket.emit('error', error);
      });
  });
  return socket;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      fail(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new CommandError({
              problem: `port ${port} on this machine: ${error.code === 'EADDRINUSE' ? 'something else listens there' : 'not allowed'}`,
              remedy: 'take another by --port, or --port 0 for any that is free',
            })
          : error,
      );
    });
    server.listen(port, '127.0.0.1', done);
  });
}
