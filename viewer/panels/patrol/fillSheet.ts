/**
 * Puts a page of the engine into an empty frame. The policy of the page allows no styles inside markup, so they are set through the
 * document's own objects, which it allows. All text in the page was escaped by the engine; it holds no script and asks for nothing.
 */
export function fillSheet(frame: HTMLIFrameElement, html: string): void {
  const { contentDocument: own, contentWindow } = frame
  if (own === null || contentWindow === null) return
  const page = new DOMParser().parseFromString(withoutStyles(html), 'text/html')
  own.title = page.title
  own.documentElement.lang = page.documentElement.lang
  own.body.replaceChildren(...[...page.body.childNodes].map((node) => own.importNode(node, true)))
  for (const element of own.querySelectorAll<HTMLElement | SVGElement>('[data-style]'))
    element.style.cssText = element.dataset.style ?? ''
  const Sheet = (contentWindow as Window & typeof globalThis).CSSStyleSheet
  const styles = new Sheet()
  styles.replaceSync(stylesOf(html))
  own.adoptedStyleSheets = [styles]
}

export const stylesOf = (html: string): string => /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''

/** Markup without styles; those of single elements are kept as data. A quote in text is escaped, so this is none of it. */
export const withoutStyles = (html: string): string =>
  html.replace(/<style>[\s\S]*?<\/style>/g, '').replaceAll(' style="', ' data-style="')
