import gatewayApiPaths from './gateway-api-message-paths.json';
import messagePaths from './message-paths.json';

const names = new Map(
  [...Object.entries(messagePaths), ...Object.entries(gatewayApiPaths)].flatMap(([message, paths]) =>
    paths.map((path) => [path, message] as const),
  ),
);

/** An Istio message: the name it has in the protos, and whether it belongs to the package that all groups share. */
export interface Message {
  /** Such as `ConnectionPoolSettings.HTTPSettings`. */
  readonly name: string;
  /** Whether it is one of `istio.type.v1beta1`. */
  readonly shared: boolean;
}

/** The message that stands at a path such as `VirtualService.http[].match[]`, or undefined where the table has none. */
export function messageAt(path: string): Message | undefined {
  const name = names.get(path);
  if (name === undefined) return undefined;
  return name.startsWith('type/') ? { name: name.slice('type/'.length), shared: true } : { name, shared: false };
}
