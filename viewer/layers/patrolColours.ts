import type { Rgb, Theme } from './colour.js'

/** Colours of crews in turn, 3:1 against the page and told apart by any colour vision; each crew is named as well. */
export const CREW_COLOURS: Readonly<Record<Theme, readonly Rgb[]>> = {
  light: [
    [28, 98, 140],
    [179, 75, 0],
    [67, 43, 132],
    [17, 132, 96],
    [153, 29, 91],
    [86, 69, 23],
  ],
  dark: [
    [129, 191, 229],
    [252, 171, 81],
    [174, 141, 255],
    [111, 237, 200],
    [249, 119, 175],
    [213, 200, 146],
  ],
}

/** Lines of crews, another each time the colours come round. */
export const CREW_LINES = ['solid', 'dashed', 'dotted'] as const
export type CrewLine = (typeof CREW_LINES)[number]

/** What a crew's way, windows and name are marked by, the same wherever they are shown; no two of eighteen crews are alike. */
export function crewMark(crew: number, theme: Theme): { readonly colour: Rgb; readonly line: CrewLine } {
  const colours = CREW_COLOURS[theme]
  return { colour: colours[crew % colours.length], line: CREW_LINES[Math.floor(crew / colours.length) % CREW_LINES.length] }
}

/** Pixels drawn and left out along a line; none left out is whole. */
export const DASHES: Readonly<Record<CrewLine, readonly [drawn: number, left: number]>> = {
  solid: [0, 0],
  dashed: [9, 6],
  dotted: [3, 4],
}
