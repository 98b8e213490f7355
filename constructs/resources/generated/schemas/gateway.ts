// Made by scripts/generate-resources.ts from the CRDs; do not edit.

import type { KindHistory } from '../../validation/schema';
import { CEL_RULES } from '../cel-rules';
import { SHARED } from './shared';

export const history: KindHistory = {
  rules: CEL_RULES,
  specs: {
    "istio": [
      ['1.17', {"type":"object","fields":{"selector":{"type":"object","values":{"type":"string"}},"servers":{"type":"array","items":{"ref":"Server"}}}}],
      ['1.19', {"type":"object","fields":{"selector":{"type":"object","values":{"type":"string"}},"servers":{"type":"array","items":{"ref":"Server~2"}}}}],
      ['1.20', {"type":"object","fields":{"selector":{"type":"object","values":{"type":"string"}},"servers":{"type":"array","items":{"ref":"Server~3"}}}}],
      ['1.22', {"type":"object","fields":{"selector":{"type":"object","values":{"type":"string"}},"servers":{"type":"array","items":{"ref":"Server~4"}}}}],
      ['1.26', {"type":"object","fields":{"selector":{"type":"object","values":{"type":"string"}},"servers":{"type":"array","items":{"ref":"Server~5"}}}}],
      ['1.28', {"type":"object","fields":{"selector":{"type":"object","values":{"type":"string"}},"servers":{"type":"array","items":{"ref":"Server~6"}}}}],
      ['1.31', {"type":"object","fields":{"selector":{"type":"object","values":{"type":"string"}},"servers":{"type":"array","items":{"ref":"Server~7"}}}}],
      ['1.32', {"type":"object","fields":{"selector":{"type":"object","values":{"type":"string"}},"servers":{"type":"array","items":{"ref":"Server~8"}}}}],
    ],
  },
  definitions: {
    ...SHARED,
    "Port": {"type":"object","fields":{"name":{"type":"string"},"number":{"type":"integer","format":"uint32"},"protocol":{"type":"string"},"targetPort":{"type":"integer","format":"uint32"}},"deprecated":{"targetPort":"the port of the gateway Service"}},
    "Port~2": {"type":"object","required":["number","protocol","name"],"fields":{"name":{"type":"string"},"number":{"type":"integer","format":"uint32"},"protocol":{"type":"string"},"targetPort":{"type":"integer","format":"uint32"}},"deprecated":{"targetPort":"the port of the gateway Service"}},
    "Port~3": {"type":"object","required":["number","protocol","name"],"fields":{"name":{"type":"string"},"number":{"type":"integer","minimum":0,"maximum":4294967295},"protocol":{"type":"string"},"targetPort":{"type":"integer","minimum":0,"maximum":4294967295}},"deprecated":{"targetPort":"the port of the gateway Service"}},
    "Server": {"type":"object","fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port"},"tls":{"ref":"ServerTLSSettings"}}},
    "Server~2": {"type":"object","fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port"},"tls":{"ref":"ServerTLSSettings~2"}}},
    "Server~3": {"type":"object","required":["port","hosts"],"fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port~2"},"tls":{"ref":"ServerTLSSettings~2"}}},
    "Server~4": {"type":"object","required":["port","hosts"],"fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port~3"},"tls":{"ref":"ServerTLSSettings~3"}}},
    "Server~5": {"type":"object","required":["port","hosts"],"fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port~3"},"tls":{"ref":"ServerTLSSettings~4"}}},
    "Server~6": {"type":"object","required":["port","hosts"],"fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port~3"},"tls":{"ref":"ServerTLSSettings~5"}}},
    "Server~7": {"type":"object","required":["port","hosts"],"fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port~3"},"tls":{"ref":"ServerTLSSettings~6"}}},
    "Server~8": {"type":"object","required":["port","hosts"],"fields":{"bind":{"type":"string"},"defaultEndpoint":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"name":{"type":"string"},"port":{"ref":"Port~3"},"tls":{"ref":"ServerTLSSettings~7"}}},
  },
};
