// The program of the page: places the parts that were drawn beforehand, and shows only those on the screen.
/**
 * @typedef {import('./page-data').PageData} PageData
 * @typedef {import('./page-data').PageEntry} PageEntry
 * @typedef {import('./page-data').PageLane} PageLane
 * @typedef {import('./page-data').PageLink} PageLink
 * @typedef {import('./page-data').PageNode} PageNode
 * @typedef {import('./page-data').PagePart} PagePart
 * @typedef {PageData['access']['destinations'][number]} Destination
 * @typedef {PageEntry & { links: PageLink[], haystack: string, part?: undefined }} Policy
 * @typedef {PageNode & { links: PageLink[], haystack: string, part: Part }} Card
 * @typedef {Policy | Card} Entry
 * @typedef {Omit<PagePart, 'nodes'> & { lane: Lane, key: string, nodes: readonly Card[], y: number }} Part
 * @typedef {object} LaneState
 * @property {boolean} open
 * @property {boolean} [opened] whether it was open before the search
 * @property {number} y
 * @property {number} height
 * @property {readonly Part[]} shown
 * @typedef {Omit<PageLane, 'parts' | 'policies'> & LaneState & { parts: readonly Part[], policies: readonly Policy[] }} Lane
 */
(async () => {
  const packed = document.getElementById('data')?.textContent ?? '';
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  /** @type {PageData} */
  const data = JSON.parse(await new Response(unpacked).text());
  const { measure, links, resources } = data;

  /**
   * @template {HTMLElement} [Kind=HTMLElement]
   * @param {string} id
   */
  const element = (id) => /** @type {Kind} */ (document.getElementById(id));
  /**
   * @param {string} name
   * @param {Record<string, string | number>} [attributes]
   */
  const svg = (name, attributes = {}) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    return made;
  };
  /**
   * @param {string} name
   * @param {object} [properties]
   * @param {(HTMLElement | string)[]} children
   */
  const html = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const canvas = element('canvas');
  canvas.setAttribute('tabindex', '0');
  const world = element('world');
  const laneLayer = element('lanes');
  const crossingLayer = element('crossing');
  const headLayer = element('heads');
  /** @type {HTMLInputElement} */
  const query = element('query');
  const results = element('results');
  const panel = element('panel');
  const bar = element('bar');

  /**
   * @template {PageEntry} Kind
   * @param {Kind} entry
   */
  const searchable = (entry) =>
    Object.assign(entry, { links: /** @type {PageLink[]} */ ([]), haystack: entry.text.toLowerCase() });
  // Each gets its part below.
  const nodes = /** @type {Card[]} */ (data.nodes.map(searchable));
  const nodeById = new Map(nodes.map((node) => [node.id, node]));
  for (const link of links) {
    nodeById.get(link.from)?.links.push(link);
    nodeById.get(link.to)?.links.push(link);
  }
  const lanes = data.lanes.map((drawn) => {
    // Policies of whole namespaces have no card; they are found, and shown, all the same.
    const policies = drawn.policies.map(searchable);
    const state = { open: nodes.length <= data.openUpTo, y: 0, height: 0, shown: /** @type {Part[]} */ ([]) };
    const lane = /** @type {Lane} */ ({ ...drawn, ...state, policies, parts: /** @type {Part[]} */ ([]) });
    lane.parts = drawn.parts.map((part, index) => {
      const members = part.nodes.flatMap((id) => nodeById.get(id) ?? []);
      const placed = { ...part, lane, key: `${lane.namespace} ${index}`, nodes: members, y: 0 };
      for (const node of members) node.part = placed;
      return placed;
    });
    return lane;
  });
  const policies = lanes.flatMap((lane) => lane.policies);
  const laneByName = new Map(lanes.map((lane) => [lane.namespace, lane]));

  const view = { x: 0, y: 0, scale: 1 };
  const FAR = 0.2;
  const READABLE = 0.62;
  /** @type {Set<Entry> | undefined} */
  let found;
  /** @type {Entry | undefined} */
  let chosen;
  /** @type {Set<PageLink>} */
  let lit = new Set();
  // The layer of access: who reaches what is chosen, instead of where its traffic comes from.
  let layer = false;
  /** @type {Set<string> | undefined} */
  let reaching;
  /** @type {Map<string, Destination[]>} */
  const accessByNode = new Map();
  for (const one of data.access.destinations) {
    for (const id of one.nodes) accessByNode.set(id, [...(accessByNode.get(id) ?? []), one]);
  }
  let worldHeight = 0;
  /** @type {Lane[]} */
  let shownLanes = [];
  /** @type {Map<string, SVGElement>} */
  const drawn = new Map();

  // ---- placing -------------------------------------------------------------------------------------------------------------

  function place() {
    let y = measure.top;
    shownLanes = [];
    for (const lane of lanes) {
      const hits = found;
      lane.shown = hits ? lane.parts.filter((part) => part.nodes.some((node) => hits.has(node))) : lane.parts;
      if (hits && lane.shown.length === 0 && !lane.policies.some((policy) => hits.has(policy))) continue;
      lane.y = y;
      lane.height = measure.laneHeader;
      if (lane.open) {
        for (const part of lane.shown) {
          part.y = y + lane.height;
          lane.height += part.height + measure.partGap;
        }
        if (lane.shown.length > 0) lane.height += measure.lanePadding - measure.partGap;
      }
      shownLanes.push(lane);
      y += lane.height + measure.laneGap;
    }
    worldHeight = y;
    for (const piece of drawn.values()) piece.remove();
    drawn.clear();
    crossings();
    show();
  }

  /** @param {Card} node */
  function isPlaced({ part }) {
    const hits = found;
    return part.lane.open && (!hits || part.nodes.some((each) => hits.has(each)));
  }

  /** Edges between parts that are on the page. Those of hubs are drawn only where they belong to what is chosen. */
  function crossings() {
    /** @type {SVGElement[]} */
    const pieces = [];
    for (const link of links) {
      const from = nodeById.get(link.from);
      const to = nodeById.get(link.to);
      if (!from || !to || (from.part === to.part && !link.stub)) continue;
      if (link.stub && !lit.has(link)) continue;
      if (isPlaced(from) && isPlaced(to)) pieces.push(drawCrossing(link, from, to));
    }
    if (chosen?.part && reaching && isPlaced(chosen)) {
      for (const id of reaching) {
        const from = nodeById.get(id);
        if (from && from !== chosen && isPlaced(from)) pieces.push(drawAccess(from, chosen));
      }
    }
    crossingLayer.replaceChildren(...pieces);
  }

  /**
   * @param {Card} from
   * @param {Card} to
   */
  function drawAccess(from, to) {
    const offsets = { fromOffset: from.height / 2, toOffset: to.height / 2 };
    const group = drawCrossing({ from: from.id, to: to.id, kind: 'traffic', ...offsets }, from, to);
    group.setAttribute('class', 'link access');
    return group;
  }

  /**
   * @param {PageLink} link
   * @param {Card} from
   * @param {Card} to
   */
  function drawCrossing(link, from, to) {
    const back = to.x <= from.x;
    const side = back ? -1 : 1;
    const start = { x: from.x + from.width, y: from.part.y + from.y + link.fromOffset };
    const end = { x: back ? to.x + to.width : to.x, y: to.part.y + to.y + link.toOffset };
    const reach = back ? 70 : Math.max(34, (end.x - start.x) * 0.45);
    const tip = end.x - 7 * side;
    const group = svg('g', { class: lit.has(link) ? 'link lit' : 'link' });
    group.append(
      svg('path', {
        class: `edge${link.kind === 'mirror' ? ' mirror' : ''}${link.weight === 0 ? ' none' : ''}`,
        d: `M${start.x} ${start.y}C${start.x + reach} ${start.y} ${tip - reach * side} ${end.y} ${tip} ${end.y}`,
      }),
      svg('path', { class: 'arrow', d: `M${end.x} ${end.y}l${-8 * side} -4.5v9z` }),
    );
    const text = link.kind === 'mirror' ? 'mirror' : link.weight === undefined ? '' : `${link.weight} %`;
    if (text) {
      const wide = text.length * 6.6 + 12;
      const x = start.x + (end.x - start.x) * 0.5;
      const y = start.y + (end.y - start.y) * 0.5;
      group.append(svg('rect', { class: 'pill', x: x - wide / 2, y: y - 9, width: wide, height: 18, rx: 9 }));
      const label = svg('text', { class: 'share', x, y: y + 3.8, 'text-anchor': 'middle' });
      label.textContent = text;
      group.append(label);
    }
    return group;
  }

  // ---- showing -------------------------------------------------------------------------------------------------------------

  let waiting = false;
  function show() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      paint();
    });
  }

  function paint() {
    world.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.scale})`);
    const top = -view.y / view.scale - 80;
    const bottom = (canvas.clientHeight - view.y) / view.scale + 80;
    const far = view.scale < FAR;
    /** @type {Set<string>} */
    const wanted = new Set();
    for (const lane of shownLanes) {
      if (lane.y > bottom || lane.y + lane.height < top) continue;
      keep(wanted, `lane ${lane.namespace}`, () => drawLane(lane));
      keep(wanted, `head ${lane.namespace}`, () => drawHead(lane));
      if (!lane.open) continue;
      for (const part of lane.shown) {
        if (part.y > bottom || part.y + part.height < top) continue;
        keep(wanted, `${far ? 'far' : 'near'} ${part.key}`, () => (far ? drawFar(part) : drawNear(part)));
      }
    }
    for (const [key, piece] of drawn) {
      if (wanted.has(key)) continue;
      piece.remove();
      drawn.delete(key);
    }
  }

  /**
   * @param {Set<string>} wanted
   * @param {string} key
   * @param {() => SVGElement} draw
   */
  function keep(wanted, key, draw) {
    wanted.add(key);
    if (drawn.has(key)) return;
    const piece = draw();
    drawn.set(key, piece);
    if (key.startsWith('lane ')) laneLayer.prepend(piece);
    // Over the edges, so that none strikes a heading out.
    else if (key.startsWith('head ')) headLayer.append(piece);
    else laneLayer.append(piece);
  }

  /** @param {Lane} lane */
  function drawLane(lane) {
    return svg('rect', {
      class: 'lane',
      x: measure.margin,
      y: lane.y + 0.5,
      width: data.width - 2 * measure.margin,
      height: lane.height,
      rx: 12,
    });
  }

  /** @param {Lane} lane */
  function drawHead(lane) {
    const group = svg('g', {
      class: 'namespace',
      'data-namespace': lane.namespace,
      transform: `translate(0 ${lane.y})`,
    });
    group.innerHTML = `<g class="lane-head" role="button" tabindex="0" aria-expanded="${lane.open}">
      <rect class="head-hit" x="${measure.margin}" y="0" width="${data.width - 2 * measure.margin}" height="${measure.laneHeader}"/>
      <path class="chevron" d="${lane.open ? 'M36 22l5 5 5-5' : 'M38 19.5l5 5-5 5'}"/><g transform="translate(10 0)">${lane.open ? lane.header : lane.summary}</g></g>`;
    return group;
  }

  /** @param {Part} part */
  function drawNear(part) {
    const group = svg('g', { transform: `translate(0 ${part.y})` });
    group.innerHTML = part.svg;
    emphasise(group);
    return group;
  }

  /** @param {Part} part */
  function drawFar(part) {
    const d = part.nodes.map((node) => `M${node.x} ${node.y}h${node.width}v${node.height}h${-node.width}z`).join('');
    return svg('path', { class: 'card', transform: `translate(0 ${part.y})`, d });
  }

  /** @param {SVGElement} root */
  function emphasise(root) {
    for (const piece of svgIn(root, '.node')) {
      const node = nodeById.get(piece.dataset['node'] ?? '');
      piece.setAttribute('role', 'button');
      piece.setAttribute('tabindex', '0');
      piece.classList.toggle('chosen', node === chosen);
      const isFar = reaching !== undefined && node !== chosen && !reaching.has(node?.id ?? '');
      piece.classList.toggle('reaching', reaching !== undefined && node !== chosen && !isFar);
      piece.classList.toggle('dimmed', isFar || (found !== undefined && !(node && found.has(node))));
      piece.classList.toggle('open', layer && (accessByNode.get(node?.id ?? '') ?? []).some(isOpen));
    }
    for (const piece of svgIn(root, '.link')) {
      const { from, to, fromRow, toRow } = /** @type {Record<string, string | undefined>} */ (piece.dataset);
      const on =
        chosen &&
        [...lit].some(
          (link) =>
            link.from === from && link.to === to && (link.fromRow ?? '') === fromRow && (link.toRow ?? '') === toRow,
        );
      piece.classList.toggle('lit', Boolean(on));
    }
  }

  /**
   * @param {Element} root
   * @param {string} selector
   * @returns {NodeListOf<SVGElement>}
   */
  function svgIn(root, selector) {
    return root.querySelectorAll(selector);
  }

  // ---- moving --------------------------------------------------------------------------------------------------------------

  /**
   * @param {number} factor
   * @param {number} [x]
   * @param {number} [y]
   */
  function zoom(factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) {
    const scale = Math.min(3, Math.max(0.02, view.scale * factor));
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    show();
  }

  /** @param {number} [least] the smallest scale, for text that can be read */
  function showAll(least = 0) {
    const top = bar.offsetTop + bar.offsetHeight + 14;
    const room = canvas.clientHeight - top - 40;
    const wide = (canvas.clientWidth - 24) / data.width;
    // A long map starts readable at its top: fitting its height would make dust of it.
    const high = room / worldHeight;
    view.scale = Math.max(least, Math.min(1.4, wide, Math.max(high, wide * 0.8)));
    // A map that is wider than the screen starts at its left.
    view.x = Math.max((canvas.clientWidth - data.width * view.scale) / 2, 12 - measure.margin * view.scale);
    view.y = top;
    show();
  }

  /** @param {Card} node */
  function reveal(node) {
    if (!node.part.lane.open) {
      node.part.lane.open = true;
      place();
    }
    // The panel is beside the map, or on a narrow screen below it.
    const isBelow = !panel.hidden && panel.offsetWidth > canvas.clientWidth / 2;
    const isBeside = !panel.hidden && !isBelow;
    const free = isBeside ? Math.max(300, canvas.clientWidth - panel.offsetWidth - 24) : canvas.clientWidth;
    const high = isBelow ? panel.offsetTop + 84 : canvas.clientHeight;
    const left = Math.min(...node.part.nodes.map((each) => each.x)) - measure.lanePadding;
    const right = Math.max(...node.part.nodes.map((each) => each.x + each.width)) + measure.lanePadding;
    // The whole part where it stays readable, else the node.
    view.scale = Math.min(Math.max(view.scale, 0.7), Math.max(0.7, free / (right - left)));
    const middle = (right - left) * view.scale <= free ? (left + right) / 2 : node.x + node.width / 2;
    view.x = free / 2 - middle * view.scale;
    view.y = high / 2 - (node.part.y + node.y + node.height / 2) * view.scale;
    show();
  }

  /** @type {Map<number, { x: number, y: number }>} */
  const pointers = new Map();
  let moved = 0;
  canvas.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved = 0;
  });
  canvas.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const was = Math.hypot(before.x - other.x, before.y - other.y);
      const is = Math.hypot(now.x - other.x, now.y - other.y);
      if (was > 0) zoom(is / was, (now.x + other.x) / 2, (now.y + other.y) / 2);
    } else {
      moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
      if (moved > 4) {
        if (!canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
        canvas.classList.add('moving');
        view.x += now.x - before.x;
        view.y += now.y - before.y;
        show();
      }
    }
    pointers.set(event.pointerId, now);
  });
  /** @param {PointerEvent} event */
  const lift = (event) => {
    pointers.delete(event.pointerId);
    canvas.classList.remove('moving');
  };
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', lift);
  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === 1 ? 18 : 1;
      if (event.ctrlKey || event.metaKey) {
        zoom(Math.exp(-event.deltaY * unit * 0.006), event.clientX, event.clientY);
      } else {
        view.x -= (event.shiftKey ? event.deltaY : event.deltaX) * unit;
        view.y -= (event.shiftKey ? 0 : event.deltaY) * unit;
        show();
      }
    },
    { passive: false },
  );

  const STEPS = new Map([
    ['ArrowLeft', { x: 60, y: 0 }],
    ['ArrowRight', { x: -60, y: 0 }],
    ['ArrowUp', { x: 0, y: 60 }],
    ['ArrowDown', { x: 0, y: -60 }],
  ]);
  canvas.addEventListener('click', (event) => {
    if (moved > 4) return;
    activate(event.target);
  });
  canvas.addEventListener('keydown', (event) => {
    const step = STEPS.get(event.key);
    if (step) {
      view.x += step.x;
      view.y += step.y;
      show();
    } else if (event.key === 'Enter' || event.key === ' ') {
      activate(event.target);
    } else return;
    event.preventDefault();
  });

  /** @param {EventTarget | null} target */
  function activate(target) {
    const at = target instanceof Element ? target : canvas;
    /** @type {SVGElement | null} */
    const card = at.closest('.node');
    /** @type {SVGElement | null} */
    const lane = at.closest('.lane-head') && at.closest('.namespace');
    if (card) choose(nodeById.get(card.dataset['node'] ?? ''));
    else if (lane) toggle(lane.dataset['namespace'] ?? '');
    else choose(undefined);
  }

  /** @param {string} namespace */
  function toggle(namespace) {
    const lane = laneByName.get(namespace);
    if (!lane) return;
    lane.open = !lane.open;
    place();
  }

  // ---- choosing ------------------------------------------------------------------------------------------------------------

  const WAYS = /** @type {const} */ ([
    { near: 'from', nearRow: 'fromRow', far: 'to', farRow: 'toRow' },
    { near: 'to', nearRow: 'toRow', far: 'from', farRow: 'fromRow' },
  ]);

  /**
   * Everything that traffic passes on its way to and from a node, row by row.
   *
   * @param {Entry} node
   */
  function pathsOf(node) {
    /** @type {Set<PageLink>} */
    const passed = new Set();
    for (const { near, nearRow, far, farRow } of WAYS) {
      /** @type {{ at: Entry, row?: string | undefined }[]} */
      const queue = [{ at: node }];
      const seen = new Set();
      for (let step = queue.pop(); step; step = queue.pop()) {
        const { at, row } = step;
        for (const link of at.links) {
          // Who came by a row goes on by that row, or by the node as a whole.
          const fits = row === undefined || link[nearRow] === undefined || link[nearRow] === row;
          if (link[near] !== at.id || !fits || seen.has(link)) continue;
          seen.add(link);
          passed.add(link);
          const next = nodeById.get(link[far]);
          // Against the stream a route is left as a whole: any of its rules is reached by its gateways.
          if (next) queue.push({ at: next, row: link[farRow] });
        }
      }
    }
    return passed;
  }

  /** @param {Entry | undefined} node */
  function choose(node) {
    const isWithin = panel.contains(document.activeElement);
    const left = chosen;
    chosen = node;
    reaching = layer && node ? reachingOf(node) : undefined;
    lit = node && !layer ? pathsOf(node) : new Set();
    for (const piece of drawn.values()) emphasise(piece);
    crossings();
    history.replaceState(null, '', node ? `#node=${encodeURIComponent(node.id)}` : location.pathname + location.search);
    panel.hidden = !node && !layer;
    if (node) describe(node);
    else if (layer) describeAccess();
    if (!isWithin) return;
    // Who works by keyboard goes on where the choice leads.
    if (!panel.hidden) panel.querySelector('h2')?.focus();
    else {
      const card = left && svgIn(laneLayer, `[data-node="${CSS.escape(left.id)}"]`)[0];
      (card ?? canvas).focus();
    }
  }

  // ---- access --------------------------------------------------------------------------------------------------------------

  /** @param {Destination} destination */
  function isOpen({ groups }) {
    return groups.some(({ isEverybody }) => isEverybody);
  }

  /**
   * The callers of a group: those of its classes but for some, others, then those that only policies name.
   *
   * @param {Destination['groups'][number]} group
   */
  function callersOf({ callers: { classes = [], without = [], except = [], also = [], named = [] } }) {
    const membersOf = (/** @type {number} */ index) => data.access.classes[index] ?? [];
    const left = new Set([...without.flatMap(membersOf), ...except]);
    const places = [...classes.flatMap(membersOf).filter((place) => !left.has(place)), ...also];
    return [...places.sort((a, b) => a - b), ...named].flatMap((place) => data.access.callers[place] ?? []);
  }

  /**
   * The nodes of those who get anything through to a node.
   *
   * @param {Entry} node
   */
  function reachingOf(node) {
    const callers = (accessByNode.get(node.id) ?? []).flatMap(({ groups }) => groups.flatMap(callersOf));
    return new Set(callers.flatMap(({ node: id }) => id ?? []));
  }

  function toggleLayer() {
    layer = !layer;
    element('access').setAttribute('aria-pressed', String(layer));
    choose(chosen);
    if (layer) panel.querySelector('h2')?.focus();
  }
  element('access').onclick = toggleLayer;
  element('access').hidden = data.access.destinations.length === 0;

  /** @param {string} text */
  function heading(text) {
    return html('h2', { textContent: text, tabIndex: -1 });
  }

  /** Every destination, as the list that the layer begins with. */
  function describeAccess() {
    const list = (/** @type {readonly Destination[]} */ destinations) =>
      html(
        'ul',
        {},
        ...destinations.slice(0, 200).map((one) => {
          const node = one.nodes.flatMap((id) => nodeById.get(id) ?? [])[0];
          const callers = new Set(one.groups.flatMap((group) => callersOf(group).map(({ name }) => name)));
          const count = callers.size === 0 ? 'no caller' : callers.size === 1 ? '1 caller' : `${callers.size} callers`;
          const button = html(
            'button',
            { disabled: !node, onclick: () => node && go(node) },
            html('span', { textContent: one.name }),
            html('small', { textContent: isOpen(one) ? (one.isEnforced ? '' : 'no proxy') : count }),
          );
          return html('li', {}, button);
        }),
        ...(destinations.length > 200 ? [html('li', { textContent: `and ${destinations.length - 200} more` })] : []),
      );
    const open = data.access.destinations.filter(isOpen);
    const others = data.access.destinations.filter((one) => !isOpen(one));
    panel.replaceChildren(
      closing(toggleLayer),
      heading('Who reaches what'),
      html('p', { textContent: 'Choose a workload: who reaches it is lit, and listed here with the rule.' }),
      ...(open.length > 0 ? [html('h3', { textContent: 'Open to everybody' }), list(open)] : []),
      ...(others.length > 0 ? [html('h3', { textContent: 'Not open to everybody' }), list(others)] : []),
    );
    panel.scrollTop = 0;
  }

  /**
   * Who reaches a node, and by which rule.
   *
   * @param {Entry} node
   */
  function reachedBy(node) {
    const many = (accessByNode.get(node.id) ?? []).length > 1;
    return (accessByNode.get(node.id) ?? []).flatMap((one) => {
      const title = many ? `Who reaches ${one.name}` : 'Who reaches it';
      if (one.groups.length === 0)
        return [html('h3', { textContent: title }), html('p', { textContent: 'No caller.' })];
      const groups = one.groups.map((group) => {
        const { isEverybody, requests } = group;
        const callers = callersOf(group);
        const shown = callers.slice(0, 50).map((caller) => {
          const card = nodeById.get(caller.node ?? '');
          return card
            ? html('button', { textContent: caller.name, onclick: () => go(card) })
            : html('span', { textContent: caller.name });
        });
        const more = callers.length > 50 ? [html('span', { textContent: `and ${callers.length - 50} more` })] : [];
        return html(
          'li',
          { className: 'reach' },
          html(
            'div',
            { className: 'callers' },
            ...(isEverybody ? [html('b', { textContent: 'everybody' })] : shown),
            ...more,
          ),
          ...requests.map(({ name, verdict, because, rules }) =>
            html(
              'p',
              {},
              html('b', { textContent: verdict === 'allowed' ? name : `${name} (${verdict})` }),
              html('span', { textContent: `${because}${rules.length > 0 ? ':' : ''} ${rules.join(', ')}` }),
            ),
          ),
        );
      });
      const notes = one.isEnforced ? [] : [html('p', { textContent: 'No proxy: no policy is enforced.' })];
      return [html('h3', { textContent: title }), ...notes, html('ul', {}, ...groups)];
    });
  }

  /** @param {() => void} onclick */
  function closing(onclick) {
    const close = html('button', { className: 'close', textContent: '×', title: 'Close (Esc)', onclick });
    close.setAttribute('aria-label', 'Close');
    return close;
  }

  // ---- describing ----------------------------------------------------------------------------------------------------------

  const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n|~|\.inf|\.nan)$)[A-Za-z_./][\w./@ ()+,=-]*$/i;

  /**
   * A scalar as YAML writes it: plain where nothing else could be read from it, else as JSON, which YAML contains.
   *
   * @param {unknown} value
   */
  function scalar(value) {
    return typeof value === 'string' && PLAIN.test(value) && !value.endsWith(' ') ? value : JSON.stringify(value);
  }

  /**
   * @param {unknown} value
   * @returns {string}
   */
  function yaml(value, indent = '') {
    if (typeof value !== 'object' || value === null) {
      return typeof value === 'string' &&
        /\n/.test(value) &&
        !/[^\n\x20-\uffff]/.test(value) &&
        !/^\s|\s\n|\n{2,}$/.test(value)
        ? `${value.endsWith('\n') ? '|' : '|-'}\n${value.replace(/\n$/, '').replace(/^(?=.)/gm, indent)}\n`
        : `${scalar(value)}\n`;
    }
    /** @type {[lead: string, item: unknown][]} */
    const entries = Array.isArray(value)
      ? value.map((item) => ['-', item])
      : Object.entries(value).map(([key, item]) => [`${scalar(key)}:`, item]);
    if (entries.length === 0) return Array.isArray(value) ? '[]\n' : '{}\n';
    return entries
      .map(([lead, item], index) => {
        const nested = typeof item === 'object' && item !== null && Object.keys(item).length > 0;
        const first = index === 0 && indent.endsWith('- ') ? '' : indent.replace('- ', '  ');
        if (lead === '-')
          return `${first}- ${nested ? yaml(item, `${indent.replace('- ', '  ')}- `) : yaml(item, `${indent.replace('- ', '  ')}  `)}`;
        const inner = indent.replace('- ', '  ');
        if (!nested) return `${first}${lead} ${yaml(item, `${inner}  `)}`;
        return `${first}${lead}\n${yaml(item, `${inner}  `)}`;
      })
      .join('');
  }

  const SIDES = /** @type {const} */ ([
    { heading: 'Comes from', near: 'to', far: 'from' },
    { heading: 'Goes to', near: 'from', far: 'to' },
  ]);

  /** @param {Entry} node */
  function describe(node) {
    const pieces = [
      closing(() => choose(undefined)),
      heading(node.title),
      html('p', { textContent: `${node.kindName} in ${node.namespace}` }),
    ];
    if (node.subtitle && !node.elsewhere) pieces.push(html('p', { textContent: node.subtitle }));
    if (node.elsewhere) pieces.push(html('p', { textContent: 'Referred to here, declared nowhere in sight.' }));
    if (node.badges.length > 0) {
      pieces.push(
        html('h3', { textContent: 'Policies' }),
        html('ul', {}, ...node.badges.map((text) => html('li', { textContent: text }))),
      );
    }
    if (layer) pieces.push(...reachedBy(node));
    for (const { heading, near, far } of layer ? [] : SIDES) {
      const around = node.links.filter((link) => link[near] === node.id && nodeById.has(link[far]));
      if (around.length === 0) continue;
      const shown = around.slice(0, 50).map((link) => {
        const neighbour = /** @type {Card} */ (nodeById.get(link[far]));
        const notes = [
          link.weight === undefined ? '' : `${link.weight} %`,
          link.kind === 'mirror' ? 'mirror' : '',
          link.mtls ?? '',
          (far === 'to' ? link.toTitle : link.fromTitle) ?? '',
        ];
        const button = html(
          'button',
          { onclick: () => go(neighbour) },
          html('span', { textContent: neighbour.title }),
          html('small', { textContent: notes.filter(Boolean).join(' · ') }),
        );
        return html('li', {}, button);
      });
      const more =
        around.length > shown.length ? [html('li', { textContent: `and ${around.length - shown.length} more` })] : [];
      pieces.push(html('h3', { textContent: heading }), html('ul', {}, ...shown, ...more));
    }
    if (node.resources.length > 0) pieces.push(html('h3', { textContent: 'Source' }));
    node.resources.forEach((index, position) => {
      const resource = resources[index];
      if (!resource) return;
      const facts = [
        ['API', resource.apiVersion],
        ['Stack', resource.stack],
        ['Construct', resource.constructPath],
        ['Terraform', resource.address],
      ];
      const list = html(
        'dl',
        {},
        ...facts
          .filter(([, value]) => value)
          .flatMap(([name, value]) => [html('dt', { textContent: name }), html('dd', { textContent: value })]),
      );
      pieces.push(
        html(
          'details',
          { open: position === 0 },
          html('summary', { textContent: `${resource.kind} ${resource.name}` }),
          list,
          html('pre', { textContent: yaml(resource.manifest), tabIndex: 0 }),
        ),
      );
    });
    panel.replaceChildren(...pieces);
    panel.scrollTop = 0;
  }

  /** @param {Entry} node */
  function go(node) {
    choose(node);
    if (!node.part) return;
    if (found && !isPlaced(node)) {
      query.value = '';
      search();
    }
    reveal(node);
  }

  // ---- searching -----------------------------------------------------------------------------------------------------------

  function search() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    /** @type {((node: Entry) => boolean)[]} */
    const wants = words.map((word) => {
      const [, field, value = ''] = /^(ns|kind|stack):(.+)$/.exec(word) ?? [];
      if (field === 'ns') return (node) => node.namespace.toLowerCase().includes(value);
      if (field === 'kind') return (node) => node.kindName.toLowerCase().replaceAll(' ', '').includes(value);
      if (field === 'stack')
        return (node) =>
          node.resources.some((index) => resources[index]?.stack?.toLowerCase().includes(value) === true);
      return (node) => node.haystack.includes(word);
    });
    const matching =
      words.length === 0 ? undefined : [...nodes, ...policies].filter((node) => wants.every((want) => want(node)));
    if (matching && !found) for (const lane of lanes) lane.opened = lane.open;
    const ranks = new Map(matching?.map((node) => [node, rank(node, words)]));
    matching?.sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
    found = matching && new Set(matching);
    element('count').textContent = matching ? `${matching.length} found` : '';
    results.hidden = !matching || matching.length === 0;
    results.replaceChildren(
      ...(matching ?? []).slice(0, 100).map((node) => {
        const item = html(
          'div',
          { onclick: () => pick(node) },
          html('b', { textContent: node.title }),
          html('span', { textContent: `${node.kindName} · ${node.namespace}` }),
        );
        item.setAttribute('role', 'option');
        return item;
      }),
    );
    if (matching) {
      const hit = new Set(matching.flatMap((node) => node.part ?? []));
      if (hit.size <= data.openUpTo / 4) for (const part of hit) part.lane.open = true;
    } else {
      for (const lane of lanes) lane.open = lane.opened ?? lane.open;
    }
    place();
    if (matching) showAll();
  }

  /**
   * @param {Entry} node
   * @param {string[]} words
   */
  function rank(node, words) {
    const title = node.title.toLowerCase();
    if (words.includes(title)) return 0;
    return words.some((word) => title.startsWith(word)) ? 1 : 2;
  }

  /** @param {Entry} node */
  function pick(node) {
    results.hidden = true;
    go(node);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  query.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(search, 40);
  });
  query.addEventListener('focus', () => {
    results.hidden = results.childElementCount === 0;
  });
  query.addEventListener('keydown', (event) => {
    const items = /** @type {HTMLElement[]} */ ([...results.children]);
    const at = items.findIndex((item) => item.getAttribute('aria-selected') === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = items[Math.max(0, Math.min(items.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))];
      for (const item of items) item.setAttribute('aria-selected', String(item === next));
      next?.scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    } else if (event.key === 'Enter') {
      (items[at] ?? items[0])?.click();
    }
  });
  document.addEventListener('pointerdown', (event) => {
    if (!(event.target instanceof Element && event.target.closest('#search'))) results.hidden = true;
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      if (!results.hidden) results.hidden = true;
      else if (chosen) choose(undefined);
      else if (layer) toggleLayer();
      else if (query.value) {
        query.value = '';
        search();
      }
      return;
    }
    if (event.target === query || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') {
      query.focus();
      query.select();
      event.preventDefault();
    } else if (event.key === '+' || event.key === '=') zoom(1.25);
    else if (event.key === '-') zoom(0.8);
    else if (event.key === '0') showAll();
    else if (event.key === 'a' && data.access.destinations.length > 0) toggleLayer();
  });

  element('zoom-in').onclick = () => zoom(1.25);
  element('zoom-out').onclick = () => zoom(0.8);
  element('fit').onclick = () => showAll();
  /** @param {boolean} open */
  const openAll = (open) => {
    for (const lane of lanes) lane.open = open;
    place();
    showAll(READABLE);
  };
  element('open-all').onclick = () => openAll(true);
  element('close-all').onclick = () => openAll(false);

  // ---- light and dark ------------------------------------------------------------------------------------------------------

  /** @param {'light' | 'dark'} name */
  function theme(name) {
    for (const each of ['light', 'dark']) {
      /** @type {HTMLStyleElement} */ (document.getElementById(each)).media = name === each ? 'all' : 'not all';
    }
  }
  element('theme').onclick = () => {
    const dark = getComputedStyle(document.documentElement).getPropertyValue('--name').trim() === 'dark';
    theme(dark ? 'light' : 'dark');
  };

  addEventListener('resize', show);
  place();
  showAll(READABLE);
  const asked = /^#node=(.+)$/.exec(location.hash)?.[1];
  const start = asked && nodeById.get(decodeURIComponent(asked));
  if (start) go(start);
  document.documentElement.dataset['ready'] = 'true';
})();
