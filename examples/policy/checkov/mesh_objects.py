"""The Kubernetes objects that a Terraform resource delivers, in a Helm release or as a manifest."""

import json


def objects(conf):
    """Yields every object of a helm_release or kubernetes_manifest, as checkov hands the resource over."""
    for text in _flat(conf.get("values")):
        document = text
        if isinstance(text, str):
            try:
                document = json.loads(text.replace("$${", "${").replace("%%{", "%{"))
            except ValueError:
                continue  # values of another chart, or a reference that Terraform resolves later
        if isinstance(document, dict):
            yield from (each for each in document.get("manifests", {}).values() if isinstance(each, dict))
    yield from (each for each in _flat(conf.get("manifest")) if isinstance(each, dict) and "kind" in each)


def _flat(value):
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    elif value is not None:
        yield value
