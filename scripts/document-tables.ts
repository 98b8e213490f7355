import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshCommand } from '../cli/mesh';
import { VERBS } from '../cli/verbs';
import { ADDON_NAMES, SETTING_DESCRIPTIONS } from '../config/settings';
import { CODES } from '../constructs/analysis/codes';
import {
  DEFAULT_ISTIO_VERSION,
  exactVersion,
  ISTIO_MINORS,
  ISTIO_VERSIONS,
  istioRelease,
} from '../constructs/versions';

const ROOT = join(__dirname, '..');

/** The pages that have tables made from the sources. */
export const PAGES_WITH_TABLES = ['README.md', 'README.ko.md', 'docs/compatibility.md', 'docs/resources.md'] as const;

type Row = readonly string[];

function table(header: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

const code = (text: string): string => `\`${text}\``;

/** Links to the sections of the codes, by code; their anchors are made of the headings, as GitHub makes them. */
function sectionsOfCodes(): ReadonlyMap<string, string> {
  const headings = readFileSync(join(ROOT, 'docs/checks.md'), 'utf8').matchAll(/^### (([A-Z]+\d+): .+)$/gm);
  return new Map(
    [...headings].map(([, heading = '', name = '']) => {
      const anchor = heading
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-');
      return [name, `[${name}](checks.md#${anchor})`];
    }),
  );
}

function codeRows(): readonly Row[] {
  const sections = sectionsOfCodes();
  return Object.entries(CODES).map(([name, { severity, finds }]) => [sections.get(name) ?? name, finds, severity]);
}

function settingRows(isKorean = false): readonly Row[] {
  return SETTING_DESCRIPTIONS.map(({ key, variable, expected, default: fallback }) => [
    code(key),
    code(variable),
    isKorean ? inKorean(key, expected) : expected,
    (isKorean ? DEFAULTS_IN_KOREAN[key] : undefined) ?? fallback,
  ]);
}

function verbRows(isKorean = false): readonly Row[] {
  return Object.keys(VERBS).map((name) => {
    const command = meshCommand([name]).commands.find((one) => one.name() === name);
    return [code(`mesh ${name}`), (isKorean ? VERBS_IN_KOREAN[name] : undefined) ?? `${command?.description()}`];
  });
}

function releaseRows(isKorean = false): readonly Row[] {
  return [...ISTIO_VERSIONS].reverse().map((version) => {
    const { kubernetes, endOfLife, addons } = istioRelease(version);
    const range = `${kubernetes.minimum} ${isKorean ? '–' : 'to'} ${kubernetes.newestTested}`;
    return [
      version === exactVersion(DEFAULT_ISTIO_VERSION) ? `${version} (${isKorean ? '기본값' : 'default'})` : version,
      range,
      endOfLife,
      addons.prometheus.version,
      addons.grafana.version,
      addons.kiali.version,
      addons.jaeger.image.replace(/^.*\//, ''),
    ];
  });
}

// What the Korean pages say; what has no line here is listed in English.
const VALUES_IN_KOREAN: Readonly<Record<string, string>> = {
  kubeconfig: 'kubeconfig 파일의 경로',
  kubeContext: 'kubeconfig에 있는 컨텍스트 이름',
  istioVersion: `${ISTIO_MINORS[0]}부터 ${ISTIO_MINORS.at(-1)}까지의 Istio 마이너 버전, 또는 ${ISTIO_VERSIONS.at(-1)}처럼 정확한 버전`,
  chartRepository: '모든 차트가 있는 http(s):// 저장소, oci:// 레지스트리 또는 존재하는 폴더',
  imageHub: '스킴과 태그를 뺀 레지스트리와 경로, 예: registry.example/istio',
  imageTag: '이미지 태그: 영문자, 숫자, 점, 밑줄, 하이픈으로 최대 128자이며 첫 글자는 영문자, 숫자 또는 밑줄',
  dashboardsRepository: '릴리스의 대시보드 JSON 파일이 있는 http(s):// 주소 또는 존재하는 폴더',
  addons: `none 하나만, 또는 쉼표로 구분한 목록: ${ADDON_NAMES.join(', ')}; 이름=http://…이면 배포하지 않고 그 주소를 사용`,
  appNamespace:
    '네임스페이스 이름: 소문자, 숫자, 하이픈으로 최대 63자이며 처음과 끝은 소문자나 숫자. istio-system은 쓸 수 없음',
  backendConfig: '백엔드의 자체 설정을 담은 객체; 환경 변수에서는 JSON',
};

const DEFAULTS_IN_KOREAN: Readonly<Record<string, string>> = {
  chartRepository: '차트마다 자신의 공개 저장소',
  imageHub: 'docker.io/istio',
  imageTag: '릴리스의 버전',
  imageVariant: '차트의 기본값',
  dashboardsRepository: '릴리스 태그의 Istio 저장소',
  addons: '전부',
  backendConfig: '없음',
};

const VERBS_IN_KOREAN: Readonly<Record<string, string>> = {
  start: '클러스터가 있으면 메시를 배포하고, 없으면 무엇이 만들어질지 보여 줍니다',
  preflight: '무엇이든 바꾸기 전에, 배포에 필요한 것을 모두 점검합니다',
  up: '스택을 순서대로 배포하며 진행 상황을 보여 주고, 게이트웨이를 기다립니다',
  verify: '배포한 것이 동작하는지, 인그레스를 통과하는 실제 요청까지 보내 확인합니다',
  upgrade: '리비전으로 하는 업그레이드가 어디까지 왔는지, 다음 단계를 막는 것이 무엇인지 보여 줍니다',
  diff: '변경이 메시에 어떤 영향을 주는지 알려 줍니다: 플랜을 바탕으로, 또는 다른 리비전과 비교해서',
  down: '다른 스택에 의존하는 것부터 스택을 제거합니다',
  map: '게이트웨이, 라우트, 가중치, 서브셋, 워크로드, 정책, mTLS를 그립니다',
  access: '누가 누구를 호출할 수 있는지, 어떤 정책이 결정하는지 알려 줍니다',
  drift: '합성한 것과 실행 중인 것을 필드 단위로 비교합니다',
  dashboard: 'kiali, grafana, jaeger, prometheus 또는 "envoy POD"를 브라우저에서 엽니다. 여러 개도 됩니다',
  ls: '릴리스, 버전, 리비전과 더 새로운 패치 릴리스가 있는지 보여 줍니다',
  logs: '파드, 워크로드, 앱의 로그를 출력합니다. 이름이 없으면 istiod의 로그입니다',
  routes: '파드의 프록시가 실제로 가진 라우트를 출력합니다',
  import: '이미 있는 YAML을 점검하고 TypeScript로 바꿉니다. 파일이 없으면 표준 입력을 읽습니다',
  definitions: 'GatewayApiDefinitions가 배포하는 Gateway API 정의를 내려받습니다',
  init: '새 프로젝트를 만듭니다: 스택, 테스트, 풀 리퀘스트용 워크플로',
};

function inKorean(key: string, english: string): string {
  return VALUES_IN_KOREAN[key] ?? english.replace(/^one of /, '다음 중 하나: ');
}

const TABLES: Readonly<Record<string, () => string>> = {
  settings: () => table(['Setting', 'Environment', 'Value', 'Default'], settingRows()),
  'settings ko': () => table(['설정', '환경 변수', '값', '기본값'], settingRows(true)),
  verbs: () => table(['Command', 'What it does'], verbRows()),
  'verbs ko': () => table(['명령', '하는 일'], verbRows(true)),
  codes: () => table(['Code', 'Finds', 'Unless said otherwise'], codeRows()),
  releases: () =>
    table(
      ['Istio', 'Kubernetes', 'Fixes until', 'Prometheus chart', 'Grafana chart', 'Kiali chart', 'Jaeger image'],
      releaseRows(),
    ),
  'releases ko': () =>
    table(
      ['Istio', 'Kubernetes', '패치 제공 기한', 'Prometheus 차트', 'Grafana 차트', 'Kiali 차트', 'Jaeger 이미지'],
      releaseRows(true),
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
