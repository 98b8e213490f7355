import type { networking } from '../../constructs/resources';
import type { Labels } from './labels';

/** Which rule of which VirtualService a request met. */
export interface MetRoute {
  readonly virtualService: { readonly name: string; readonly namespace: string };
  /** The place of the route among the `http` routes of the VirtualService, from 0; of the root one where it delegates. */
  readonly index: number;
  readonly name?: string;
  /** The place of the match in the route that the request met; undefined for a route without matches. */
  readonly match?: number;
}

/** One of the destinations that share the requests of a route. */
export interface DestinationShare {
  /** The full host name. */
  readonly host: string;
  readonly subset?: string;
  readonly port?: number;
  /** Percent of the requests. */
  readonly percent: number;
  /** The labels of the subset; undefined where no DestinationRule in sight defines it: Envoy then answers 503. */
  readonly labels?: Labels;
}

/** A fault that the route injects before anything else happens. */
export interface InjectedFault {
  readonly abort?: { readonly status: number; readonly percent: number };
  readonly delay?: { readonly duration: string; readonly percent: number };
}

interface Met {
  readonly route: MetRoute;
  readonly fault?: InjectedFault;
}

/** Sent on to one of several destinations. */
export interface Forwarded extends Met {
  readonly kind: 'forwarded';
  readonly destinations: readonly DestinationShare[];
  readonly mirrors: readonly DestinationShare[];
  /** Path and query that the destination gets. */
  readonly path: string;
  /** The Host header that the destination gets. */
  readonly authority: string;
  readonly timeout?: string;
  readonly retries?: networking.HTTPRetry;
}

/** Told to go elsewhere: by a route, or by a server that takes only https. */
export interface Redirected extends Partial<Met> {
  readonly kind: 'redirected';
  readonly status: number;
  readonly location: string;
}

/** Answered by the proxy itself. */
export interface Answered extends Met {
  readonly kind: 'answered';
  readonly status: number;
  readonly body?: string;
}

/** Nothing takes the request. `status` is what Envoy answers; 0 where nothing listens. */
export interface Lost {
  readonly kind: 'lost';
  readonly status: number;
  /** Where it got lost, in one line. */
  readonly reason: string;
}

/** What becomes of a request. */
export type Outcome = Forwarded | Redirected | Answered | Lost;
