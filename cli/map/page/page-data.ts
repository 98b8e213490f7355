/** What the program of the page works on: parts already drawn, and what is needed to place, search and explain them. */
export interface PageData {
  readonly width: number;
  /** Up to how many nodes all namespaces are open at first. */
  readonly openUpTo: number;
  readonly measure: Readonly<Record<'top' | 'margin' | 'laneGap' | 'laneHeader' | 'lanePadding' | 'partGap', number>>;
  readonly lanes: readonly PageLane[];
  readonly nodes: readonly PageNode[];
  readonly links: readonly PageLink[];
  readonly resources: readonly PageResource[];
}

export interface PageLane {
  readonly namespace: string;
  /** Policies of the whole namespace, which have no card. */
  readonly policies: readonly PageEntry[];
  /** What is drawn of an open lane, and of a closed one. */
  readonly header: string;
  readonly summary: string;
  readonly parts: readonly PagePart[];
}

/** Nodes that belong together, drawn as one. */
export interface PagePart {
  readonly height: number;
  readonly svg: string;
  /** The ids of its nodes. */
  readonly nodes: readonly string[];
}

/** What is found, and explained. */
export interface PageEntry {
  readonly id: string;
  readonly kindName: string;
  readonly namespace: string;
  readonly title: string;
  readonly subtitle: string;
  readonly elsewhere: boolean;
  readonly badges: readonly string[];
  /** Places among the resources. */
  readonly resources: readonly number[];
  /** What is searched. */
  readonly text: string;
}

export interface PageNode extends PageEntry {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PageLink {
  readonly from: string;
  readonly fromRow?: string | undefined;
  readonly fromTitle?: string | undefined;
  readonly fromOffset: number;
  readonly to: string;
  readonly toRow?: string | undefined;
  readonly toTitle?: string | undefined;
  readonly toOffset: number;
  readonly kind: 'traffic' | 'mirror';
  /** Drawn only where it belongs to what is chosen: one of many of a hub. */
  readonly stub?: true | undefined;
  readonly weight?: number | undefined;
  readonly mtls?: string | undefined;
}

export interface PageResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly stack?: string;
  readonly constructPath?: string;
  readonly address?: string;
  readonly manifest: unknown;
}
