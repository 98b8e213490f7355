/** What is said of access for each pair of access-pairs.ts: `destinations: sentence [risks]`. `{ns}` is the namespace of the pair. */
export const ACCESS_WORDS: Readonly<Record<string, readonly string[]>> = {
  FirstAllow: [
    '{ns}/payments:80: 3 callers lose any request: {ns}/batch, outside, any workload of the mesh but {ns}/cart [refuses-requests]',
    '{ns}/payments:80: {ns}/cart loses any request but POST /pay [refuses-requests]',
    '{ns}/payments:9000: no caller reaches it any more (was: {ns}/batch, outside, any workload of the mesh) [refuses-requests]',
  ],
  OneMoreCaller: ['{ns}/payments:80: {ns}/web gains POST /pay [opens-access]'],
  WholeNamespace: ['{ns}/payments:80: 2 callers gain POST /pay: {ns}/web, anything in namespace dev [opens-access]'],
  AccountElsewhere: [
    '{ns}/payments:80, {ns}/payments:9000: service account ops/deployer gains any request [opens-access]',
  ],
  CallerGoes: ['{ns}/payments:80: {ns}/web loses POST /pay [refuses-requests]'],
  LastAllowGoes: [
    '{ns}/payments:80: 3 callers gain any request: {ns}/batch, outside, any workload of the mesh but {ns}/cart [opens-access]',
    '{ns}/payments:80: {ns}/cart gains any request but POST /pay [opens-access]',
    '{ns}/payments:9000: everybody gains any request [opens-access]',
  ],
  DenyByDefault: [
    '{ns}/cart:80, {ns}/web:80: no caller reaches it any more (was: {ns}/batch, outside, any workload of the mesh) [refuses-requests]',
  ],
  DenyByDefaultGoes: ['{ns}/cart:80, {ns}/web:80: everybody gains any request [opens-access]'],
  AllowGoesUnderDeny: ['{ns}/payments:80: no caller reaches it any more (was: {ns}/cart) [refuses-requests]'],
  DenyMethod: [
    '{ns}/payments:80: everybody loses DELETE [refuses-requests]',
    '{ns}/payments:9000: no caller reaches it any more (was: {ns}/batch, outside, any workload of the mesh) [refuses-requests]',
  ],
  DenyGoes: [
    '{ns}/payments:80: everybody gains /admin* [opens-access]',
    '{ns}/payments:9000: everybody gains any request [opens-access]',
  ],
  DenyOtherNamespaces: [
    '{ns}/payments:80, {ns}/payments:9000: 3 callers lose any request: {ns}/batch, outside, any workload of the mesh but {ns}/cart, {ns}/web, anything in namespace {ns} [refuses-requests]',
  ],
  WiderPath: ['{ns}/payments:80: {ns}/cart gains /pay* but /pay [opens-access]'],
  NarrowerPath: ['{ns}/payments:80: everybody loses /pay* but /pay [refuses-requests]'],
  ExceptPath: [
    '{ns}/payments:80: {ns}/cart loses /admin [refuses-requests]',
    '{ns}/payments:9000: no caller reaches it any more (was: {ns}/cart) [refuses-requests]',
  ],
  OneMoreMethod: ['{ns}/payments:80: {ns}/cart gains GET /pay [opens-access]'],
  OnlyHost: [
    '{ns}/payments:80: {ns}/cart loses any request at other hosts [refuses-requests]',
    '{ns}/payments:9000: no caller reaches it any more (was: {ns}/cart) [refuses-requests]',
  ],
  OnlyPort: ['{ns}/payments:9000: no caller reaches it any more (was: {ns}/cart) [refuses-requests]'],
  HttpRuleOnTcp: ['{ns}/payments:9000: no caller reaches it any more (was: {ns}/cart) [refuses-requests]'],
  Strict: [
    '{ns}/cart:80, {ns}/payments:80, {ns}/payments:9000, {ns}/web:80: 2 callers lose any request: {ns}/batch, outside [refuses-requests]',
  ],
  StrictWorkload: [
    '{ns}/payments:80, {ns}/payments:9000: 2 callers lose any request: {ns}/batch, outside [refuses-requests]',
  ],
  Permissive: [
    '{ns}/cart:80, {ns}/payments:80, {ns}/payments:9000, {ns}/web:80: 2 callers gain any request: {ns}/batch, outside [opens-access]',
  ],
  PlainPort: ['{ns}/payments:80: no caller reaches it any more (was: {ns}/cart) [refuses-requests]'],
  RequireToken: [
    '{ns}/payments:80: everybody loses any request without a token [refuses-requests]',
    '{ns}/payments:9000: no caller reaches it any more (was: {ns}/batch, outside, any workload of the mesh) [refuses-requests]',
  ],
  OtherIssuer: [
    '{ns}/payments:80: everybody gains any request with a token of https://new.example.com [opens-access]',
    '{ns}/payments:80: everybody loses any request with a token of https://old.example.com [refuses-requests]',
  ],
  OnlyGroup: [
    '{ns}/payments:80: everybody loses any request with a valid token but without request.auth.claims[group]=admin [refuses-requests]',
  ],
  OnlyHeader: ['{ns}/payments:80: {ns}/cart loses POST /pay without header x-tenant=acme [refuses-requests]'],
  AddressRange: [
    '{ns}/payments:80: 3 callers gain any request with an address in 10.8.0.0/16: {ns}/batch, outside, any workload of the mesh but {ns}/cart [opens-access]',
    '{ns}/payments:80: {ns}/cart gains any request but POST /pay with an address in 10.8.0.0/16 [opens-access]',
    '{ns}/payments:9000: everybody gains any request with an address in 10.8.0.0/16 [opens-access]',
  ],
  AskAuthorizer: ['{ns}/payments:80: {ns}/cart loses POST /pay without an authorizer [refuses-requests]'],
  DryRun: [],
  Audit: [],
  OtherWorkload: [
    '{ns}/payments:80, {ns}/payments:9000: 2 callers gain any request: {ns}/web, service account {ns}/batch [opens-access]',
    '{ns}/cart:80: 2 callers lose any request: {ns}/web, service account {ns}/batch [refuses-requests]',
  ],
  AllowTurnsDeny: [
    '{ns}/payments:80: 3 callers gain any request: {ns}/batch, outside, any workload of the mesh but {ns}/cart [opens-access]',
    '{ns}/payments:80: {ns}/cart gains any request but POST /pay [opens-access]',
    '{ns}/payments:80: {ns}/cart loses POST /pay [refuses-requests]',
    '{ns}/payments:9000: 3 callers gain any request: {ns}/batch, outside, any workload of the mesh but {ns}/cart [opens-access]',
  ],
  MeshWide: [
    '{ns}/cart:80, {ns}/payments:80, {ns}/payments:9000, {ns}/web:80: 2 callers lose any request: {ns}/batch, outside [refuses-requests]',
  ],
  ClientsKnowLess: [
    '{ns}/cart:80: 2 callers lose any request: {ns}/payments, {ns}/web [refuses-requests]',
    '{ns}/payments:80, {ns}/payments:9000: 2 callers lose any request: {ns}/cart, {ns}/web [refuses-requests]',
  ],
  DenyWithoutProtocol: ['{ns}/payments:80: everybody loses DELETE, connections that are not HTTP [refuses-requests]'],
  InjectionGoes: [
    '{ns}/payments:80: 4 callers gain any request: {ns}/batch, {ns}/web, outside, any workload of the mesh [opens-access]',
    '{ns}/payments:80: {ns}/cart gains any request but POST /pay [opens-access]',
    '{ns}/payments:9000: everybody gains any request [opens-access]',
  ],
  OtherAccount: ['{ns}/payments:80: {ns}/web gains POST /pay [opens-access]'],
  ClientInPlainText: ['{ns}/payments:80: no caller reaches it any more (was: {ns}/cart) [refuses-requests]'],
};
