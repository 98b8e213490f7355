const PACKAGE = 'cdktf-istio';
/** The entry points, by the first folder of their sources. */
const SPECIFIERS = { constructs: PACKAGE, testing: `${PACKAGE}/testing` };
const MODULE = 2;
const IMPORTED = new Set([4, 8, 32, 64, 128, 256, 2097152]);

/** The first heading of a text, and the part that has it. */
function headingOf(parts) {
  const part = parts?.find(({ kind, text }) => kind === 'text' && /^# .+$/m.test(text));
  return { part, heading: part?.text.match(/^# (.+)$/m) };
}

/** Calls a page by its own heading instead of by its file. */
function nameAfterHeading(document) {
  const { heading } = headingOf(document.content);
  if (heading)
    document.name = `${heading[1].replaceAll('`', '')}${document.name.startsWith('README.ko') ? ' (한국어)' : ''}`;
}

/** The start page has the project's name as its heading already. */
function dropHeading(parts) {
  const { part, heading } = headingOf(parts);
  if (heading) part.text = part.text.replace(heading[0], '').trimStart();
}

/** How a name of an API page is imported; undefined for what is no name of its own. */
function importLine(reflection) {
  if (!IMPORTED.has(reflection?.kind)) return undefined;
  const [name, ...above] = [reflection.name, ...ancestors(reflection)];
  const specifier = above.at(-1);
  const space = above.length > 1 ? above.at(-2) : name;
  const isType = reflection.kind === 256 || reflection.kind === 2097152;
  return `import ${isType ? 'type ' : ''}{ ${space} } from '${specifier}';`;
}

function ancestors(reflection) {
  const names = [];
  for (let at = reflection.parent; at && !at.isProject(); at = at.parent) names.push(at.name);
  return names;
}

/** Members under a symbol are how the constructs of this package speak with each other: no reader can name them. */
function dropSymbols(project) {
  for (const reflection of Object.values(project.reflections))
    if (/^\[\w+\]$/.test(reflection.name)) project.removeReflection(reflection);
}

/** Interfaces of this package that it does not export have no page to lead to. */
function dropUnexported(project) {
  for (const reflection of Object.values(project.reflections)) {
    const types = reflection.implementedTypes?.filter(
      (type) => type.type !== 'reference' || type.reflection !== undefined || type.package !== PACKAGE,
    );
    if (types !== undefined) reflection.implementedTypes = types.length > 0 ? types : undefined;
  }
}

export function load(app) {
  app.converter.on('resolveBegin', ({ project }) => dropSymbols(project));
  app.converter.on('resolveEnd', ({ project }) => {
    dropUnexported(project);
    for (const child of project.children ?? [])
      if (child.kind === MODULE) child.name = SPECIFIERS[child.name.split('/')[0]] ?? child.name;
  });
  // Addresses are made before, so that they keep the names of the files.
  app.renderer.on(
    'beginRender',
    ({ project, pages }) => {
      for (const { model } of pages) if (model.variant === 'document') nameAfterHeading(model);
      dropHeading(project.readme);
    },
    1000,
  );
  app.renderer.hooks.on('content.begin', ({ page }) => {
    const line = importLine(page.model);
    return line === undefined
      ? []
      : { tag: 'pre', props: {}, children: [{ tag: 'code', props: { class: 'ts' }, children: [line] }] };
  });
  app.renderer.on('endPage', (page) => {
    if (/\.ko\.html$|README\.ko/.test(page.url))
      page.contents = page.contents?.replace(/<html([^>]*) lang="en"/, '<html$1 lang="ko"');
  });
}
