/** What is said of each pair of change-pairs.ts: `object: sentence [risks]`. `{ns}` is the namespace of the objects. */
export const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  AddAuthorizationPolicy: [
    'AuthorizationPolicy {ns}/addauthorizationpolicy: is new',
    'AuthorizationPolicy {ns}/addauthorizationpolicy: allows workload app=cart in {ns} GET /cart from cluster.local/ns/shop/sa/web; what no policy allows is denied [refuses-requests]',
  ],
  RemoveAuthorizationPolicy: [
    'AuthorizationPolicy {ns}/removeauthorizationpolicy: is deleted',
    'AuthorizationPolicy {ns}/removeauthorizationpolicy: no ALLOW policy is left for workload app=cart in {ns}: everything is allowed [opens-access]',
  ],
  AddDestinationRule: [
    'DestinationRule {ns}/adddestinationrule: is new',
    'DestinationRule {ns}/adddestinationrule: subset v1 of cart is new: version=v1',
  ],
  RemoveDestinationRule: [
    'DestinationRule {ns}/removedestinationrule: is deleted [deletes-serving]',
    'DestinationRule {ns}/removedestinationrule: subset v1 of cart is gone',
  ],
  AddEnvoyFilter: [
    'EnvoyFilter {ns}/addenvoyfilter: is new',
    'EnvoyFilter {ns}/addenvoyfilter: a patch of HTTP_FILTER is loaded into the proxies of namespace {ns} [raw-envoy]',
  ],
  RemoveEnvoyFilter: [
    'EnvoyFilter {ns}/removeenvoyfilter: is deleted',
    'EnvoyFilter {ns}/removeenvoyfilter: a patch of HTTP_FILTER is taken from the proxies of namespace {ns} [raw-envoy]',
  ],
  AddGateway: [
    'Gateway {ns}/addgateway: is new',
    'Gateway {ns}/addgateway: opens port 80 HTTP for shop.example.com [opens-access]',
  ],
  RemoveGateway: [
    'Gateway {ns}/removegateway: is deleted [deletes-serving]',
    'Gateway {ns}/removegateway: closes port 80 HTTP for shop.example.com',
  ],
  AddPeerAuthentication: [
    'PeerAuthentication {ns}/addpeerauthentication: is new',
    'PeerAuthentication {ns}/addpeerauthentication: mTLS of namespace {ns}: PERMISSIVE -> STRICT (plaintext clients will be refused) [refuses-requests]',
  ],
  RemovePeerAuthentication: [
    'PeerAuthentication {ns}/removepeerauthentication: is deleted',
    'PeerAuthentication {ns}/removepeerauthentication: mTLS of namespace {ns}: STRICT -> PERMISSIVE (plaintext clients will be accepted) [accepts-plaintext]',
  ],
  AddProxyConfig: ['ProxyConfig {ns}/addproxyconfig: is new'],
  RemoveProxyConfig: ['ProxyConfig {ns}/removeproxyconfig: is deleted'],
  AddRequestAuthentication: [
    'RequestAuthentication {ns}/addrequestauthentication: is new',
    'RequestAuthentication {ns}/addrequestauthentication: tokens of https://login.example.com are checked for namespace {ns}; one that is not valid gets 401 [refuses-requests]',
  ],
  RemoveRequestAuthentication: [
    'RequestAuthentication {ns}/removerequestauthentication: is deleted',
    'RequestAuthentication {ns}/removerequestauthentication: tokens of https://login.example.com are no longer checked for namespace {ns} [disables-check]',
  ],
  AddServiceEntry: [
    'ServiceEntry {ns}/addserviceentry: is new',
    'ServiceEntry {ns}/addserviceentry: the mesh knows api.example.com on 443 HTTPS as a service outside [opens-access]',
  ],
  RemoveServiceEntry: [
    'ServiceEntry {ns}/removeserviceentry: is deleted [deletes-serving]',
    'ServiceEntry {ns}/removeserviceentry: the mesh no longer knows api.example.com',
  ],
  AddSidecar: [
    'Sidecar {ns}/addsidecar: is new',
    'Sidecar {ns}/addsidecar: proxies of namespace {ns} see ./*, istio-system/* only [refuses-requests]',
  ],
  RemoveSidecar: [
    'Sidecar {ns}/removesidecar: is deleted',
    'Sidecar {ns}/removesidecar: proxies of namespace {ns} see all hosts again',
  ],
  AddTelemetry: [
    'Telemetry {ns}/addtelemetry: is new',
    'Telemetry {ns}/addtelemetry: traces of namespace {ns}: inherited -> 10 %',
  ],
  RemoveTelemetry: [
    'Telemetry {ns}/removetelemetry: is deleted',
    'Telemetry {ns}/removetelemetry: traces of namespace {ns}: 10 % -> inherited',
  ],
  AddTrafficExtension: [
    'TrafficExtension {ns}/addtrafficextension: is new',
    'TrafficExtension {ns}/addtrafficextension: the extension oci://registry.example.com/auth:1 is loaded into the proxies of namespace {ns} [raw-envoy]',
  ],
  RemoveTrafficExtension: [
    'TrafficExtension {ns}/removetrafficextension: is deleted',
    'TrafficExtension {ns}/removetrafficextension: the extension oci://registry.example.com/auth:1 is taken from the proxies of namespace {ns} [raw-envoy]',
  ],
  AddVirtualService: [
    'VirtualService {ns}/addvirtualservice: is new',
    'VirtualService {ns}/addvirtualservice: route /cart is now public at shop.example.com through gateway istio-system/public; it goes to cart [opens-access]',
  ],
  RemoveVirtualService: [
    'VirtualService {ns}/removevirtualservice: is deleted [deletes-serving]',
    'VirtualService {ns}/removevirtualservice: route /cart is gone; it went to cart',
  ],
  AddWasmPlugin: [
    'WasmPlugin {ns}/addwasmplugin: is new',
    'WasmPlugin {ns}/addwasmplugin: the extension oci://registry.example.com/limit:1 is loaded into the proxies of namespace {ns} [raw-envoy]',
  ],
  RemoveWasmPlugin: [
    'WasmPlugin {ns}/removewasmplugin: is deleted',
    'WasmPlugin {ns}/removewasmplugin: the extension oci://registry.example.com/limit:1 is taken from the proxies of namespace {ns} [raw-envoy]',
  ],
  AddWorkloadEntry: ['WorkloadEntry {ns}/addworkloadentry: is new'],
  RemoveWorkloadEntry: ['WorkloadEntry {ns}/removeworkloadentry: is deleted [deletes-serving]'],
  AddWorkloadGroup: ['WorkloadGroup {ns}/addworkloadgroup: is new'],
  RemoveWorkloadGroup: ['WorkloadGroup {ns}/removeworkloadgroup: is deleted'],
  MoveTenPercent: ['VirtualService {ns}/movetenpercent: 10 % of /hello moves from v1 to v2 (now 20 %)'],
  MoveEverything: ['VirtualService {ns}/moveeverything: 100 % of /hello moves from v1 to v2 [moves-much]'],
  SplitThreeWays: [
    'VirtualService {ns}/splitthreeways: /hello is split differently: v1 50 -> 40 %, v2 50 -> 40 %, v3 0 -> 20 %',
  ],
  ReplaceDestination: [
    'VirtualService {ns}/replacedestination: 100 % of all requests to hello.example.com move from old to new [moves-much]',
  ],
  AddHost: ['VirtualService {ns}/addhost: answers for hi.example.com too'],
  RemoveHost: ['VirtualService {ns}/removehost: no longer answers for hi.example.com [refuses-requests]'],
  PublishAdmin: [
    'VirtualService {ns}/publishadmin: route /admin* is now public at hello.example.com through gateway istio-system/public; it goes to helloworld v1 [opens-access]',
  ],
  DropRoute: ['VirtualService {ns}/droproute: route /admin* is gone; it went to helloworld v1 [deletes-serving]'],
  BindToGateway: [
    'VirtualService {ns}/bindtogateway: route /hello is now public at hello.example.com through gateway istio-system/public [opens-access]',
    'VirtualService {ns}/bindtogateway: the virtual service is bound to istio-system/public',
  ],
  RenameMatch: ['VirtualService {ns}/renamematch: route hello matches GET /hello* instead of /hello [opens-access]'],
  ReorderRoutes: ['VirtualService {ns}/reorderroutes: route /* is now tried before /a*; the first that matches wins'],
  ShortenTimeout: ['VirtualService {ns}/shortentimeout: /hello times out after 2s instead of after 10s'],
  SetRetries: ['VirtualService {ns}/setretries: /hello is retried 5 times instead of 2 times (the default)'],
  InjectFault: [
    'VirtualService {ns}/injectfault: /hello: 1 % is delayed by 5s and 10 % is aborted with 503 [injects-faults]',
  ],
  MirrorToNext: ['VirtualService {ns}/mirrortonext: /hello is also mirrored: 50 % to helloworld v2'],
  RewritePath: ['VirtualService {ns}/rewritepath: /hello gets its rewrite of path or host: uri /v2/hello'],
  AddSubset: ['DestinationRule {ns}/addsubset: subset v2 of helloworld is new: version=v2'],
  RemoveSubset: ['DestinationRule {ns}/removesubset: subset v2 of helloworld is gone'],
  RelabelSubset: [
    'DestinationRule {ns}/relabelsubset: subset stable of helloworld points to other pods: version=v1 -> version=v2',
  ],
  ClientTlsOff: [
    'DestinationRule {ns}/clienttlsoff: TLS towards helloworld: ISTIO_MUTUAL -> DISABLE [accepts-plaintext]',
  ],
  EjectSooner: ['DestinationRule {ns}/ejectsooner: outlier detection towards helloworld: consecutive5xxErrors 5 -> 3'],
  LimitConnections: ['DestinationRule {ns}/limitconnections: connection limits towards helloworld: maxConnections 100'],
  MtlsStrict: [
    'PeerAuthentication {ns}/mtlsstrict: mTLS of namespace {ns}: PERMISSIVE -> STRICT (plaintext clients will be refused) [refuses-requests]',
  ],
  MtlsWeaker: [
    'PeerAuthentication {ns}/mtlsweaker: mTLS of workload app=cart in {ns}: STRICT -> PERMISSIVE (plaintext clients will be accepted) [accepts-plaintext]',
  ],
  MtlsPortOff: [
    'PeerAuthentication {ns}/mtlsportoff: mTLS of port 8080 of workload app=cart in {ns}: STRICT -> DISABLE (traffic is accepted unencrypted only) [accepts-plaintext]',
  ],
  AllowMore: ['AuthorizationPolicy {ns}/allowmore: allows workload app=cart in {ns} GET /cart [opens-access]'],
  AllowLess: [
    'AuthorizationPolicy {ns}/allowless: no longer allows workload app=cart in {ns} GET /cart [refuses-requests]',
  ],
  DenyTurnsAllow: [
    'AuthorizationPolicy {ns}/denyturnsallow: DENY turns into ALLOW for workload app=cart in {ns} [opens-access]',
  ],
  AllowAll: ['AuthorizationPolicy {ns}/allowall: allows workload app=cart in {ns} any request [opens-access]'],
  SwitchIssuer: [
    'RequestAuthentication {ns}/switchissuer: tokens of https://new.example.com are checked for namespace {ns}; one that is not valid gets 401 [refuses-requests]',
    'RequestAuthentication {ns}/switchissuer: tokens of https://old.example.com are no longer checked for namespace {ns} [disables-check]',
  ],
  OpenPort: ['Gateway {ns}/openport: opens port 443 HTTPS (TLS SIMPLE) for shop.example.com [opens-access]'],
  ClosePort: ['Gateway {ns}/closeport: closes port 443 HTTPS for shop.example.com [deletes-serving]'],
  GatewayHosts: [
    'Gateway {ns}/gatewayhosts: answers for * now [opens-access]',
    'Gateway {ns}/gatewayhosts: no longer answers for shop.example.com [refuses-requests]',
  ],
  GatewayMutual: ['Gateway {ns}/gatewaymutual: TLS of port 443 HTTPS: SIMPLE -> MUTUAL [refuses-requests]'],
  GatewayOldTls: [
    'Gateway {ns}/gatewayoldtls: oldest TLS version of port 443 HTTPS: TLSV1_3 -> TLSV1_0 [accepts-plaintext]',
  ],
  RedirectToHttps: ['Gateway {ns}/redirecttohttps: port 80 HTTP redirects to HTTPS'],
  ExternalPorts: ['ServiceEntry {ns}/externalports: ports of api.example.com: 443 HTTPS -> 8443 HTTPS'],
  NarrowSidecar: ['Sidecar {ns}/narrowsidecar: proxies of namespace {ns} no longer see shop/* [refuses-requests]'],
  PatchEnvoy: [
    'EnvoyFilter {ns}/patchenvoy: a patch of HTTP_FILTER changes in the proxies of workload app=cart in {ns} [raw-envoy]',
    'EnvoyFilter {ns}/patchenvoy: spec.workloadSelector.labels.app is set to cart',
  ],
  TraceMore: ['Telemetry {ns}/tracemore: traces of namespace {ns}: 1 % -> 100 %'],
  NewerApiVersion: [
    'VirtualService {ns}/newerapiversion: apiVersion: networking.istio.io/v1beta1 -> networking.istio.io/v1',
  ],
  WeightKnownLater: [
    'VirtualService {ns}/weightknownlater: how /hello is split between v1 and v2 is known only after apply [cannot-judge]',
    'terraform_data WeightKnownLater_Weight_C537A898: spec.input.value: 10 -> 40',
  ],
  HostKnownLater: [
    'VirtualService {ns}/hostknownlater: is new',
    'VirtualService {ns}/hostknownlater: route /hello is now public at (known after apply) through gateway istio-system/public; it goes to helloworld v1 [opens-access]',
    'VirtualService {ns}/hostknownlater: spec.hosts[]: known only after apply [cannot-judge]',
    'terraform_data HostKnownLater_Host_8FC9ABFD: is new',
  ],
  SubsetAndRouteTogether: [
    'DestinationRule {ns}/subsetandroutetogether: subset v2 of helloworld is gone [break-before-make]',
    'VirtualService {ns}/subsetandroutetogether: 100 % of /hello moves from v2 to v1 [moves-much]',
  ],
  IntoBundle: [
    'VirtualService {ns}/intobundle: moves from helm_release.shop_virtualservice-intobundle to helm_release.shop_intobundle [moves-ownership]',
  ],
  RenameRelease: [
    'VirtualService {ns}/renamerelease: moves from helm_release.shop_old-name to helm_release.shop_new-name [moves-ownership]',
  ],
  AddDefinition: [
    'CustomResourceDefinition widgets.example.com: is new',
    'CustomResourceDefinition widgets.example.com: Widget is served as v1',
  ],
  WebhookFails: [
    'ValidatingWebhookConfiguration webhookfails: webhook widgets.example.com: failure policy Ignore -> Fail [touches-webhook]',
  ],
  RemoveWebhook: [
    'ValidatingWebhookConfiguration removewebhook: is deleted',
    'ValidatingWebhookConfiguration removewebhook: webhook widgets.example.com is no longer called [touches-webhook]',
  ],
  SensitiveContent: [
    'release {ns}/virtualservice-sensitivecontent: what the release contains is marked sensitive, and stays hidden [cannot-judge]',
  ],
};

export const TYPED: Readonly<Record<string, readonly string[]>> = {
  InjectSidecars: [
    'Namespace injectsidecars: new pods of namespace injectsidecars: no sidecar -> sidecar; running pods must restart',
  ],
  DropSidecars: [
    'Namespace dropsidecars: new pods of namespace dropsidecars: sidecar -> sidecar switched off [accepts-plaintext]',
  ],
  SwitchRevision: [
    'Namespace switchrevision: namespace switchrevision moves from revision 1-29 to 1-30; running pods must restart',
  ],
  LabelOfOthers: ['Namespace typed: new pods of namespace typed: no sidecar -> sidecar; running pods must restart'],
  RemoveNamespace: ['Namespace removenamespace: is deleted [deletes-serving]'],
  NewImage: [
    'Deployment typed/newimage: image registry.example.com/cart:1 -> registry.example.com/cart:2, restarts its pods [restarts]',
  ],
  ScaleToNone: ['Deployment typed/scaletonone: 2 -> 0 replicas [deletes-serving]'],
  RemoveDeployment: ['Deployment typed/removedeployment: is deleted [deletes-serving]'],
  ExposeService: ['Service typed/exposeservice: Service type: ClusterIP -> LoadBalancer [opens-access]'],
  MoveServicePort: ['Service typed/moveserviceport: ports: 80->8080 http -> 8080 http [refuses-requests]'],
  AddService: ['Service typed/addservice: is new'],
  ChangeSecret: ['Secret typed/changesecret: other data, which stays hidden'],
  AddSecret: ['Secret typed/addsecret: is new'],
};

export const CHARTS: Readonly<Record<string, readonly string[]>> = {
  PatchIstiod: [
    'release charts/istiod-patch: istiod 1.30.3 -> 1.30.4, restarts 1 Deployment; sidecars follow when their pods restart [restarts, touches-webhook]',
  ],
  SkipIstiodMinors: [
    'release charts/istiod-skip: istiod 1.17.2 -> 1.30.3, restarts 1 Deployment; sidecars follow when their pods restart [skips-minors, restarts, touches-webhook]',
  ],
  OutboundPolicy: [
    'release charts/istiod-outbound: calls to services the mesh does not know: ALLOW_ANY -> REGISTRY_ONLY [refuses-requests]',
  ],
  TraceEverything: ['release charts/istiod-tracing: percent of requests traced: 1 -> 100'],
  GatewayPrivate: [
    'release charts/ingress-private: Service type of the gateway: LoadBalancer -> ClusterIP [refuses-requests]',
  ],
  UpgradeGateway: [
    'release charts/ingress-upgrade: gateway 1.17.2 -> 1.30.3, restarts 1 Deployment [skips-minors, restarts]',
  ],
  RemoveGateway: ['release charts/ingress-remove: gateway 1.30.3 is deleted [deletes-serving]'],
  AddKiali: ['release charts/kiali: Kiali 2.26.0 is new'],
  RemoveGrafana: ['release charts/grafana: Grafana 9.2.2 is deleted'],
  MajorKiali: ['release charts/old-kiali: Kiali 1.63.1 -> 2.26.0, restarts 1 Deployment [skips-minors]'],
  PlantedValue: [
    'release charts/keyed: spec.values.login_token.signing_key: (hidden: a credential) -> (hidden: a credential)',
  ],
};
