package main

import rego.v1

gateway(tls, annotations) := {
	"apiVersion": "networking.istio.io/v1",
	"kind": "Gateway",
	"metadata": {"name": "public", "namespace": "istio-system", "annotations": annotations},
	"spec": {"servers": [object.union({"port": {"number": 80, "protocol": "HTTP"}, "hosts": ["*"]}, tls)]},
}

released(object) := {"resource": {"helm_release": {"r": {"values": [json.marshal({"manifests": {"path": object}})]}}}}

planned(object) := {"resource_changes": [{
	"type": "helm_release",
	"change": {"after": {"values": [json.marshal({"manifests": {"path": object}})]}},
}]}

test_refuses_plain_http_in_a_release if {
	deny == {"Gateway istio-system/public: port 80: plain HTTP; set tls.httpsRedirect"} with input as released(gateway({}, {}))
}

test_refuses_plain_http_in_a_plan if {
	count(deny) == 1 with input as planned(gateway({}, {}))
}

test_refuses_plain_http_in_a_manifest if {
	count(deny) == 1 with input as {"resource": {"kubernetes_manifest": {"m": {"manifest": gateway({}, {})}}}}
}

test_refuses_plain_http_under_locals if {
	count(deny) == 1 with input as {"locals": {"r_values_0": {"manifests": {"path": gateway({}, {})}}}}
}

test_lets_a_redirect_pass if {
	count(deny) == 0 with input as released(gateway({"tls": {"httpsRedirect": true}}, {}))
}

test_lets_an_exception_pass if {
	count(deny) == 0 with input as released(gateway({}, {"policy.example.com/plain-http": "for ACME challenges"}))
}

test_refuses_permissive_mtls if {
	count(deny) == 1 with input as released({
		"apiVersion": "security.istio.io/v1",
		"kind": "PeerAuthentication",
		"metadata": {"name": "default", "namespace": "shop"},
		"spec": {"mtls": {"mode": "PERMISSIVE"}},
	})
}

test_refuses_to_allow_everybody if {
	count(deny) == 1 with input as released({
		"apiVersion": "security.istio.io/v1",
		"kind": "AuthorizationPolicy",
		"metadata": {"name": "open", "namespace": "shop"},
		"spec": {"action": "ALLOW", "rules": [{"to": [{"operation": {"methods": ["GET"]}}]}]},
	})
}

test_reads_what_terraform_escaped if {
	count(deny) == 0 with input as {"resource": {"helm_release": {"r": {"values": ["{\"manifests\":{\"p\":{\"kind\":\"X\",\"metadata\":{\"name\":\"$${a}\"}}}}"]}}}}
}
