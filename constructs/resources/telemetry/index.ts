export type * from '../generated/telemetry';
export { Telemetry, type TelemetryProps } from './telemetry';
