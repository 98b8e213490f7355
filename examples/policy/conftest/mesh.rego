# Rules of a team for its mesh. Take what fits, and write your own in the same way.
package main

import data.mesh.objects
import rego.v1

deny contains message if {
	some object in objects.all
	object.kind == "PeerAuthentication"
	object.spec.mtls.mode in {"DISABLE", "PERMISSIVE"}
	message := sprintf("%s: mTLS %s: got a mode that accepts plaintext, wanted STRICT", [objects.name(object), object.spec.mtls.mode])
}

deny contains message if {
	some object in objects.all
	object.kind == "DestinationRule"
	object.spec.trafficPolicy.tls.mode == "DISABLE"
	message := sprintf("%s: trafficPolicy.tls.mode: got DISABLE, wanted ISTIO_MUTUAL or none", [objects.name(object)])
}

deny contains message if {
	some object in objects.all
	object.kind == "AuthorizationPolicy"
	object.spec.action == "ALLOW"
	some index, rule in object.spec.rules
	not rule.from
	not rule.when
	message := sprintf("%s: rules[%d]: allows everybody; name the callers in from, or their tokens in when", [objects.name(object), index])
}

deny contains message if {
	some object in objects.all
	object.kind == "Gateway"
	startswith(object.apiVersion, "networking.istio.io/")
	some server in object.spec.servers
	server.port.protocol == "HTTP"
	not server.tls.httpsRedirect
	not exempt(object)
	message := sprintf("%s: port %d: plain HTTP; set tls.httpsRedirect", [objects.name(object), server.port.number])
}

warn contains message if {
	some object in objects.all
	object.kind == "VirtualService"
	some index, route in object.spec.http
	not route.timeout
	message := sprintf("%s: http[%d]: no timeout; a request may wait for ever", [objects.name(object), index])
}

warn contains message if {
	some object in objects.all
	object.kind == "EnvoyFilter"
	message := sprintf("%s: Envoy's own configuration is checked by nobody; ask the platform team", [objects.name(object)])
}

# An object may say why it is an exception; whoever reviews the change sees that.
exempt(object) if object.metadata.annotations["policy.example.com/plain-http"]
