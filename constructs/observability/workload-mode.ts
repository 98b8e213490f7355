/** The side of a connection that telemetry is about: the sidecar that sends requests, the one that takes them, or both. */
export type WorkloadMode = 'CLIENT' | 'SERVER' | 'CLIENT_AND_SERVER';
