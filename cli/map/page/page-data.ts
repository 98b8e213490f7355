import type { MEASURE, PlacedNode } from '../layout';
import type { MapAccessLayer, MapEdge, MapNode, MapResource } from '../model';

/** What the program of the page works on: parts already drawn, and what is needed to place, search and explain them. */
export interface PageData {
  readonly width: number;
  /** Up to how many nodes all namespaces are open at first. */
  readonly openUpTo: number;
  readonly measure: Pick<typeof MEASURE, 'margin' | 'laneGap' | 'laneHeader' | 'lanePadding' | 'partGap'> & {
    readonly top: number;
  };
  readonly lanes: readonly PageLane[];
  readonly nodes: readonly PageNode[];
  readonly links: readonly PageLink[];
  readonly resources: readonly PageResource[];
  readonly access: MapAccessLayer;
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
export interface PageEntry extends Pick<MapNode, 'id' | 'namespace' | 'title' | 'subtitle' | 'elsewhere'> {
  readonly kindName: string;
  readonly badges: readonly string[];
  /** Places among the resources. */
  readonly resources: readonly number[];
  /** What is searched. */
  readonly text: string;
}

export type PageNode = PageEntry & Pick<PlacedNode, 'x' | 'y' | 'width' | 'height'>;

export interface PageLink extends Pick<MapEdge, 'kind' | 'weight' | 'mtls'> {
  readonly from: string;
  readonly fromRow?: string | undefined;
  readonly fromTitle?: string | undefined;
  readonly fromOffset: number;
  readonly to: string;
  readonly toRow?: string | undefined;
  readonly toTitle?: string | undefined;
  readonly toOffset: number;
  /** Drawn only where it belongs to what is chosen: one of many of a hub. */
  readonly stub?: true | undefined;
}

export type PageResource = Pick<MapResource, 'apiVersion' | 'kind' | 'name' | 'manifest'> &
  Partial<NonNullable<MapResource['origin']>>;
