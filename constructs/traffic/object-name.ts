import { isToken } from '../delivery/terraform-template';
import type { MeshService } from './mesh-service';

/** A host as the name of an object. */
export const objectName = (host: string): string => (isToken(host) ? host : host.replace(/^\*/, 'any'));

/** The name of the Gateway that routes of a service get for a gateway's pods. */
export const gatewayNameFor = (service: MeshService): string => `${objectName(service.name)}-gateway`;
