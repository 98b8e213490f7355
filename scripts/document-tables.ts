import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshCommand } from '../cli/mesh';
import { VERBS } from '../cli/verbs';
import { SETTING_DESCRIPTIONS } from '../config/settings';
import { CODES } from '../constructs/analysis/codes';
import { DEFAULT_ISTIO_VERSION, ISTIO_VERSIONS, istioRelease } from '../constructs/versions';

const ROOT = join(__dirname, '..');

/** The pages that have tables made from the sources. */
export const PAGES_WITH_TABLES = ['README.md', 'README.ko.md', 'docs/compatibility.md', 'docs/resources.md'] as const;

type Row = readonly string[];

function table(header: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const code = (text: string): string => `\`${text}\``;

function settingRows(takes: (key: string, english: string) => string): readonly Row[] {
  return SETTING_DESCRIPTIONS.map((setting) => [
    code(setting.key),
    code(setting.variable),
    takes(setting.key, setting.takes),
    setting.default,
  ]);
}

function verbRows(): readonly Row[] {
  return Object.keys(VERBS).map((name) => {
    const command = meshCommand([name]).commands.find((one) => one.name() === name);
    return [code(`mesh ${name}`), `${command?.description()}`];
  });
}

function releaseRows(): readonly Row[] {
  return [...ISTIO_VERSIONS].reverse().map((version) => {
    const { kubernetes, endOfLife, addons } = istioRelease(version);
    const range = kubernetes.newestTested
      ? `${kubernetes.minimum} to ${kubernetes.newestTested}`
      : `${kubernetes.minimum} or newer`;
    return [
      version === DEFAULT_ISTIO_VERSION ? `${version} (default)` : version,
      range,
      endOfLife,
      addons.prometheus.version,
      addons.grafana.version,
      addons.kiali.version,
      addons.jaeger.image.replace(/^.*\//, ''),
    ];
  });
}

// What the Korean pages say of each setting; a setting without a line here keeps its English one.
const TAKES_IN_KOREAN: Readonly<Record<string, string>> = {
  kubeconfig: 'kubeconfig 파일의 경로',
  kubeContext: 'kubeconfig에 있는 컨텍스트 이름',
  istioVersion: 'Istio 릴리스',
  profile: 'Istio 프로필',
  chartRepository: '모든 차트를 제공하는 http(s):// 저장소, oci:// 레지스트리 또는 폴더',
  imageHub: '스킴과 태그를 뺀 이미지 레지스트리와 경로',
  dashboardsRepository: 'Grafana 대시보드 JSON 파일이 있는 http(s):// 주소 또는 폴더',
  addons: '`none` 또는 쉼표로 구분한 애드온 목록; `이름=http://…`이면 배포하지 않고 그 주소를 사용',
  delivery: '사용자 정의 리소스를 클러스터에 전달하는 방법: release 또는 manifest',
  ingressServiceType: '인그레스 게이트웨이 Service의 유형: LoadBalancer, NodePort, ClusterIP',
  appNamespace: '예제 애플리케이션의 네임스페이스 이름',
  backend: 'Terraform 상태를 저장할 백엔드',
  backendConfig: '백엔드의 자체 설정을 담은 객체; 환경 변수에서는 JSON',
};

const TABLES: Readonly<Record<string, () => string>> = {
  settings: () =>
    table(
      ['Setting', 'Environment', 'Takes', 'Default'],
      settingRows((_key, english) => english),
    ),
  'settings ko': () =>
    table(
      ['설정', '환경 변수', '값', '기본값'],
      settingRows((key, english) => TAKES_IN_KOREAN[key] ?? english),
    ),
  verbs: () => table(['Command', 'What it does'], verbRows()),
  codes: () =>
    table(
      ['Code', 'Finds', 'Unless said otherwise'],
      Object.entries(CODES).map(([name, { severity, finds }]) => [name, finds, severity]),
    ),
  releases: () =>
    table(
      ['Istio', 'Kubernetes', 'Fixes until', 'Prometheus chart', 'Grafana chart', 'Kiali chart', 'Jaeger image'],
      releaseRows(),
    ),
};

/** A page with its tables as the sources have them now. */
export function withTables(page: string): string {
  return page.replace(/<!-- table: (.+?) -->\n[\s\S]*?<!-- \/table -->/g, (_all, name: string) => {
    const make = TABLES[name];
    if (make === undefined) throw new Error(`no table "${name}", there are ${Object.keys(TABLES).join(', ')}`);
    return `<!-- table: ${name} -->\n${make()}\n<!-- /table -->`;
  });
}

if (require.main === module) {
  for (const name of PAGES_WITH_TABLES) {
    const file = join(ROOT, name);
    writeFileSync(file, withTables(readFileSync(file, 'utf8')));
  }
}
