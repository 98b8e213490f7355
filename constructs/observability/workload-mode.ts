/** The side of a connection that telemetry is about: the sidecar that sends requests, the one that receives them, or both. */
export type WorkloadMode = 'CLIENT' | 'SERVER' | 'CLIENT_AND_SERVER';
