import type { PartlyLabels } from '../labels';
import type { Truth } from '../truth';
import { type Fields, fieldsOf, isHole, isKnown, textOf } from '../value';

/** How annotations begin that say what a sidecar handles. */
export const CAPTURE_ANNOTATIONS = 'traffic.sidecar.istio.io/';

/** What the sidecar of a pod handles of its connections; everything else goes around it, and around every policy. */
export class Capture {
  private readonly proxy: Fields;

  /** @param values those of the control plane, whose `global.proxy` holds for pods that say nothing */
  constructor(values: Fields) {
    this.proxy = fieldsOf(fieldsOf(values['global'])['proxy']) as Fields;
  }

  /** Whether connections to a port that the pods listen on come to their sidecar. */
  inbound(annotations: PartlyLabels, port: number | undefined): Truth {
    const included = this.setting(annotations, 'includeInboundPorts');
    const excluded = this.setting(annotations, 'excludeInboundPorts');
    return captured(included, excluded, port);
  }

  /** Whether connections to a port of a Service go through the sidecar of the client. */
  outbound(annotations: PartlyLabels, port: number | undefined): Truth {
    const ranges = this.setting(annotations, 'includeOutboundIPRanges', 'includeIPRanges');
    const spared = this.setting(annotations, 'excludeOutboundIPRanges', 'excludeIPRanges');
    // The ports that are included are so besides the ranges.
    const included = this.setting(annotations, 'includeOutboundPorts');
    if (has(included, port) === true) return true;
    const byPort = captured('*', this.setting(annotations, 'excludeOutboundPorts'), port);
    if (byPort !== true) return byPort;
    // Which addresses Services have is not known before there is a cluster.
    return (ranges ?? '*') === '*' && (spared ?? '') === '' ? true : 'unknown';
  }

  private setting(annotations: PartlyLabels, name: string, value = name): string | undefined | 'unknown' {
    if (!isKnown(annotations)) return 'unknown';
    const own = annotations[`${CAPTURE_ANNOTATIONS}${name}`];
    if (isHole(own)) return 'unknown';
    return textOf(own) ?? textOf(this.proxy[value]);
  }
}

function captured(included: string | undefined, excluded: string | undefined, port: number | undefined): Truth {
  const isOut = has(excluded ?? '', port);
  if (isOut === true) return false;
  const isIn = (included ?? '*') === '*' ? true : has(included, port);
  return isIn === true ? (isOut === false ? true : 'unknown') : isIn;
}

/** Whether a list of ports has one. */
function has(list: string | undefined, port: number | undefined): Truth {
  if (list === undefined || list.trim() === '') return false;
  if (list === '*') return true;
  if (list === 'unknown' || port === undefined) return 'unknown';
  return list.split(',').some((one) => Number(one) === port);
}
