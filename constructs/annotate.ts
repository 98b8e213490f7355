import { AnnotationMetadataEntryType } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * Adds a line to a construct that cdktf shows at synthesis. Without the stack that cdktf's own `Annotations` keep with it: the line
 * says where the construct is made, and a stack for each of a thousand findings takes a tenth of a synthesis.
 */
export function annotate(construct: IConstruct, severity: 'warning' | 'info', line: string): void {
  construct.node.addMetadata(
    severity === 'warning' ? AnnotationMetadataEntryType.WARN : AnnotationMetadataEntryType.INFO,
    line,
    { stackTrace: false },
  );
}
