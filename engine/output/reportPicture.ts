import { type Html, html } from './html.js'

/** What a reader who cannot see a picture is told. */
export interface PictureWords {
  /** Once in a report. */
  readonly id: string
  readonly title: string
  readonly description: string
}

/** An inline SVG that says what it shows. */
export function picture(
  { id, title, description }: PictureWords,
  size: { readonly kind: string; readonly width: number; readonly height: number },
  content: Html,
): Html {
  return html`<svg class="${size.kind}" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-labelledby="${id}-title ${id}-words"><title id="${id}-title">${title}</title><desc id="${id}-words">${description}</desc>${content}</svg>`
}

/** A small square of a colour beside the words that say what it means. */
export function swatch(fill: string, stroke = 'none'): Html {
  return html`<svg class="swatch" width="10" height="10" aria-hidden="true"><rect x="0.5" y="0.5" width="9" height="9" fill="${fill}" stroke="${stroke}"/></svg>`
}
