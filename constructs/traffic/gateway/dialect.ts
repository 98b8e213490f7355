/** What renders routes as the Gateway API has them. Loaded by programs that write some in it. */
export { overlapFaults, renderTcpRoutes, renderTlsRoutes } from './connection-routes';
export { asHttpRule, renderGrpcRule } from './grpc-route';
export { renderHttpRule } from './http-route';
export { lastRuleLast, precedenceFaults } from './precedence';
export { backendReference } from './version-services';
