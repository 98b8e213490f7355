import type { networking } from '../../constructs/resources';
import type { Labels } from '../../model/labels';
import type { HeaderChanges } from '../../model/routes/route';

/** Which rule of which VirtualService, or route of the Gateway API, a request met. */
export interface MetRoute {
  /** Where the route is written; the root one where it delegates. Both names are empty for the routes that Istio makes itself. */
  readonly virtualService: { readonly name: string; readonly namespace: string };
  /** The kind of the object where the route is written; undefined for a VirtualService. */
  readonly kind?: 'HTTPRoute' | 'GRPCRoute' | 'TLSRoute' | 'TCPRoute';
  /** The place of the route among the routes of its protocol in the VirtualService, from 0; of the root one where it delegates. */
  readonly index: number;
  /** The route's name; of a delegate's route both names, joined by a hyphen. Undefined where it has none. */
  readonly name?: string;
  /** The place of the match in the route that the request met; undefined for a route without matches. */
  readonly match?: number;
  /** The list of the VirtualService that the route stands in; undefined for `http`. */
  readonly protocol?: 'tls' | 'tcp';
}

/** One of the destinations that share the requests of a route. */
export interface DestinationShare {
  /** The full host name. */
  readonly host: string;
  /** The subset; undefined for the service as a whole. */
  readonly subset?: string;
  /** The service's port; undefined where the route names none and the service is not in sight. */
  readonly port?: number;
  /** Where the service's pods listen, a number or the name of a container's port; undefined where it is the service's port. */
  readonly targetPort?: number | string;
  /** Percent of the requests. */
  readonly percent: number;
  /** The labels of the subset; undefined where no DestinationRule in sight defines it: Envoy then answers 503. */
  readonly labels?: Labels;
  /** Header changes of this destination, after those of the route. */
  readonly headers?: HeaderChanges;
  /** Why its part of the requests is answered with 500 instead; undefined where it gets them. */
  readonly refused?: string;
  /** What the gateway behind the destination does with the request; undefined where the destination is no gateway of the mesh. */
  readonly next?: NextHop;
}

/** What a gateway behind a destination does with a request, or why that is not simulated. */
export type NextHop = Outcome | { readonly kind: 'not simulated'; readonly reason: string };

/** A fault that the route injects before anything else happens. */
export interface InjectedFault {
  /** Answers this status instead; `percent` of the requests. */
  readonly abort?: { readonly status: number; readonly percent: number };
  /** Waits for a duration such as `2s` first; `percent` of the requests. */
  readonly delay?: { readonly duration: string; readonly percent: number };
}

interface Met {
  readonly route: MetRoute;
  readonly fault?: InjectedFault;
  /** The route's header changes of the request and of its answer; undefined where it has none. */
  readonly headers?: HeaderChanges;
}

/** Sent on to one of several destinations. */
export interface Forwarded extends Met {
  /** Tells it from the other outcomes. */
  readonly kind: 'forwarded';
  /** Who gets it, each with its share; together 100 percent. */
  readonly destinations: readonly DestinationShare[];
  /** Who gets copies, with the percent of the requests that are copied. */
  readonly mirrors: readonly DestinationShare[];
  /** Path and query that the destination gets. */
  readonly path: string;
  /** The Host header that the destination gets. */
  readonly authority: string;
  /** The route's time limit, such as `5s`; undefined where it has none. */
  readonly timeout?: string;
  /** The route's own retries; undefined where those of the mesh hold. */
  readonly retries?: networking.HTTPRetry;
}

/** Told to go elsewhere: by a route, or by a server that takes only https. */
export interface Redirected extends Partial<Met> {
  /** Tells it from the other outcomes. */
  readonly kind: 'redirected';
  /** The status of the answer, 301 to 308. */
  readonly status: number;
  /** The Location header of the answer. */
  readonly location: string;
}

/** Answered by the proxy itself. */
export interface Answered extends Met {
  /** Tells it from the other outcomes. */
  readonly kind: 'answered';
  /** The status of the answer. */
  readonly status: number;
  /** The body as text; undefined for an empty one. */
  readonly body?: string;
}

/** Sent on as it is, to where the client connected: nothing in sight of the client's proxy takes it, and the mesh lets it out. */
export interface PassedThrough {
  /** Tells it from the other outcomes. */
  readonly kind: 'passthrough';
  /** Why nothing takes it, in one line. */
  readonly reason: string;
}

/** Nothing takes the request. */
export interface Lost {
  /** Tells it from the other outcomes. */
  readonly kind: 'lost';
  /** What Envoy answers; 0 where nothing listens, or the connection is closed. */
  readonly status: number;
  /** Where it got lost, in one line. */
  readonly reason: string;
}

/** What becomes of a request. */
export type Outcome = Forwarded | Redirected | Answered | PassedThrough | Lost;
