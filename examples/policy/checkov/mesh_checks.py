"""Rules of a team for its mesh. Take what fits, and write your own in the same way."""

import os
import sys

from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck

sys.path.insert(0, os.path.dirname(__file__))
from mesh_objects import objects  # noqa: E402


class MeshCheck(BaseResourceCheck):
    """A rule for objects of one kind: passes where none of a resource breaks it, and names those that do."""

    def __init__(self, check_id, name, kind):
        self.kind = kind
        super().__init__(
            name=name,
            id=check_id,
            categories=[CheckCategories.NETWORKING],
            supported_resources=["helm_release", "kubernetes_manifest"],
        )

    def breaks(self, spec):
        raise NotImplementedError

    def scan_resource_conf(self, conf):
        looked_at = [each for each in objects(conf) if each.get("kind") == self.kind]
        if not looked_at:
            return CheckResult.UNKNOWN
        broken = [each["metadata"]["name"] for each in looked_at if self.breaks(each.get("spec", {}))]
        if broken:
            self.details.append(f"{self.kind}: {', '.join(broken)}")
        return CheckResult.FAILED if broken else CheckResult.PASSED


class StrictMtls(MeshCheck):
    def __init__(self):
        super().__init__("CKV_MESH_1", "Workloads accept mutual TLS only", "PeerAuthentication")

    def breaks(self, spec):
        return spec.get("mtls", {}).get("mode") in ("DISABLE", "PERMISSIVE")


class NoPlainHttp(MeshCheck):
    def __init__(self):
        super().__init__("CKV_MESH_2", "Gateways redirect plain HTTP to HTTPS", "Gateway")

    def breaks(self, spec):
        return any(
            server.get("port", {}).get("protocol") == "HTTP" and not server.get("tls", {}).get("httpsRedirect")
            for server in spec.get("servers", [])
        )


class NamedCallers(MeshCheck):
    def __init__(self):
        super().__init__("CKV_MESH_3", "Policies that allow name their callers", "AuthorizationPolicy")

    def breaks(self, spec):
        allows = spec.get("action", "ALLOW") == "ALLOW"
        return allows and any(not rule.get("from") and not rule.get("when") for rule in spec.get("rules", []))


checks = [StrictMtls(), NoPlainHttp(), NamedCallers()]
