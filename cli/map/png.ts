import { CommandError } from '../command-error';

/** The part of @resvg/resvg-js that is used. */
interface Resvg {
  readonly Resvg: new (
    svg: string,
    options: object,
  ) => { render(): { asPng(): Buffer; readonly width: number; readonly height: number } };
}

/** Wider or higher than this is refused by most programs that show pictures. */
const LARGEST_SIDE = 16_000;

/**
 * An SVG document as a PNG picture, drawn with the fonts of the system.
 *
 * @throws CommandError where the rasterizer is not installed (an optional dependency of 5 MB), or the picture would be too large
 */
export function toPng(svg: string, options: { readonly scale: number }): Buffer {
  const [width = 0, height = 0] = /width="(\d+)" height="(\d+)"/.exec(svg)?.slice(1).map(Number) ?? [];
  if (Math.max(width, height) * options.scale > LARGEST_SIDE) {
    throw new CommandError({
      problem: `the picture: expected at most ${LARGEST_SIDE} pixels on a side, got ${width * options.scale} x ${height * options.scale}`,
      remedy: 'choose stacks or namespaces, add --collapse, or write .svg or .html',
    });
  }
  const { Resvg } = loadRasterizer();
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: options.scale },
    font: {
      loadSystemFonts: true,
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
      monospaceFamily: 'DejaVu Sans Mono',
    },
  });
  return drawn.render().asPng();
}

function loadRasterizer(): Resvg {
  try {
    return require('@resvg/resvg-js') as Resvg;
  } catch {
    throw new CommandError({
      problem: 'a PNG needs the rasterizer @resvg/resvg-js, which is not installed',
      remedy: 'npm install --save-dev @resvg/resvg-js, or write .svg',
    });
  }
}
