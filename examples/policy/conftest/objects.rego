# Every Kubernetes object of a synthesized stack (cdk.tf.json) or of a plan (terraform show -json), however it is delivered.
package mesh.objects

import rego.v1

# A plan: what will be there after it is applied.
all contains object if {
	some change in input.resource_changes
	change.type == "helm_release"
	some text in change.change.after.values
	some object in json.unmarshal(text).manifests
}

all contains object if {
	some change in input.resource_changes
	change.type == "kubernetes_manifest"
	object := change.change.after.manifest
}

# A synthesized stack: texts without references are literal.
all contains object if {
	some release in input.resource.helm_release
	some text in release.values
	json.is_valid(unescaped(text))
	some object in json.unmarshal(unescaped(text)).manifests
}

# Those with references stand under locals.
all contains object if {
	some local in input.locals
	some object in local.manifests
}

all contains object if {
	some resource in input.resource.kubernetes_manifest
	object := resource.manifest
}

unescaped(text) := replace(replace(text, "$${", "${"), "%%{", "%{")

name(object) := sprintf("%s %s/%s", [object.kind, object_namespace(object), object.metadata.name])

object_namespace(object) := object.metadata.namespace

object_namespace(object) := "-" if not object.metadata.namespace
